import type { CredentialField, SettingField } from "../../../server/connectors/fields.ts";
import type { KnownRefusal } from "../../../server/connectors/name-refusal.ts";
import type { CredentialsForm, System } from "../../../server/connectors/system.ts";

const fields: CredentialField[] = [
  {
    id: "address",
    label: "Ledger address",
    help: "From the bottom of any of its pages",
    input: "url",
    needed: "Enter the address of your Ledger.",
  },
  {
    id: "book",
    label: "Book",
    help: "Its name on the shelf",
    input: "text",
    needed: "Enter the name of the book.",
    rules: [{ pattern: "^[a-z-]+$", isWanted: true, says: "A book has small letters only." }],
  },
  {
    id: "key",
    label: "Key",
    help: "Hangs behind the door",
    input: "text",
    isSecret: true,
    whenStored: "Leave empty to keep the stored key",
    needed: "Enter the key of the book.",
  },
];

export const credentials: CredentialsForm = {
  fields,
  about: "Crosstie opens the book with its key.",
  steps: ["Take the book from the shelf.", "Look behind the door."],
  whenSilent: "Check the address. If it is right, the Ledger is shut: test again later.",
  revoking: "To take the key away, change the lock.",
};

const markRules = [
  { pattern: "^[A-Z]+$", isWanted: true, says: "A mark has capital letters only." },
];

export const settings: SettingField[] = [
  {
    id: "journal",
    label: "Journal",
    help: "Everything is written into it.",
    input: "choice",
    needed: "Choose the journal.",
    per: "company",
  },
  {
    id: "mark",
    label: "Mark",
    help: "Written beside each entry",
    input: "text",
    longest: 3,
    rules: markRules,
    per: "company",
  },
  {
    id: "markOfProject",
    label: "Mark of a project",
    help: "Written beside each entry of this project",
    input: "text",
    longest: 3,
    rules: markRules,
    per: "project",
    insteadOf: "mark",
  },
];

export const documents: System["documents"] = {
  vendor: { one: "Creditor", many: "Creditors" },
  subcontract: { one: "Contract", many: "Contracts" },
  purchase_order: { whyNot: "The Ledger keeps no purchase orders: enter those by hand." },
  bill: { one: "Debit", many: "Debits" },
  credit: { whyNot: "The Ledger keeps no credits: strike those out by hand." },
};

export const payment = { one: "Payout", many: "Payouts" };

export const refusals: KnownRefusal[] = [
  {
    meaning: "vendor_unknown",
    whoseMove: "accounting",
    title: "The Ledger has no creditor for {record}",
    remedy: "Somebody enters the creditor. Then retry.",
    says: [{ words: /^There is no creditor \S+\.$/ }],
  },
];
