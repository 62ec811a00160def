import {
  amount,
  choice,
  computed,
  createdDate,
  currency,
  date,
  exchangeRate,
  flag,
  integer,
  reference,
  subsidiary,
  text,
} from "./fields.ts";
import type { RecordSchema } from "./schema.ts";
import { FILTERABLE, header } from "./transaction-schemas.ts";

export const PAYMENT_STATUS = {
  A: "Pending Approval",
  B: "In-Transit",
  C: "Confirmed",
  D: "Rejected",
  E: "Declined",
  F: "Approved",
  V: "Voided",
  Z: "Online Bill Pay Pending",
};

export const vendorPaymentSchema: RecordSchema = {
  label: "Bill Payment",
  fields: {
    ...header,
    account: reference("account"),
    apAcct: reference("account"),
    transactionNumber: computed(text()),
    postingPeriod: reference("accountingPeriod"),
    toBePrinted: flag,
    status: computed(choice(PAYMENT_STATUS)),
    total: computed(amount),
    unapplied: computed(amount),
    voidJournal: { kind: "document", to: "journalEntry", computed: true },
  },
  sublists: {
    // A bill has one payable line here, so the document alone tells applications apart.
    apply: {
      keys: ["doc"],
      columns: {
        doc: { kind: "document", to: "vendorBill" },
        line: integer,
        apply: flag,
        amount,
        disc: amount,
        due: computed(amount),
        total: computed(amount),
        refNum: computed(text()),
        type: computed(text()),
        applyDate: computed(date),
      },
    },
  },
  filterable: FILTERABLE,
};

/** What is applied to bills beside payments. The sandbox's users make it; no client does yet. */
export const appliedSchema = (label: string): RecordSchema => ({
  label,
  readOnly: true,
  fields: { ...header, postingPeriod: reference("accountingPeriod"), total: amount },
  sublists: { apply: vendorPaymentSchema.sublists.apply! },
  filterable: FILTERABLE,
});

export const journalEntrySchema: RecordSchema = {
  label: "Journal",
  fields: {
    subsidiary,
    currency,
    exchangeRate,
    tranId: text(45),
    tranDate: date,
    memo: text(),
    postingPeriod: reference("accountingPeriod"),
    createdDate,
    lastModifiedDate: createdDate,
  },
  sublists: {
    line: {
      keys: ["line"],
      columns: {
        line: integer,
        account: reference("account"),
        debit: amount,
        credit: amount,
        entity: { ...reference("vendor"), or: ["customer", "job"] },
        memo: text(),
      },
    },
  },
  filterable: FILTERABLE,
};
