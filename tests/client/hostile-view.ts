import {
  activity,
  change,
  invoice,
  payment,
  subcontract,
  vendorMissing,
  view,
  words,
} from "./view-parts.ts";
import { voided } from "./views.ts";

const word =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);

/** What a company might really type, and what an attacker would. */
export const hostile = view({
  ...voided,
  record: "error",
  icon: "yellow",
  commitment: {
    ...subcontract,
    number: `SC-${"9".repeat(60)}`,
    title: `${word} <img src=x onerror=alert(1)> ${"long ".repeat(60)}`,
    vendor: word,
  },
  failure: {
    ...vendorMissing,
    title: word,
    detail: `<script>alert(1)</script> ${word}`,
    said: word,
    remedies: [{ kind: "create_vendor", label: `Create ${word}` }],
  },
  money: {
    currency: "USD",
    contract: "99999999999999999999.99",
    approvedChanges: "0",
    pendingChanges: "0.00",
    billed: "88888888888888888888.88",
    paid: "77777777777777777777.77",
    settledOtherwise: "0.01",
    unpaid: "11111111111111111111.11",
    onlyInProcore: "0.00",
    retainage: "1.00",
    leftToBill: "-11111111111111111110.11",
  },
  unsent: [
    { field: word, word, old: word, new: word, ...words, percent: "999999.99" },
    { ...change, old: "99999999999999999999.99", new: "0.0001" },
  ],
  payments: [
    {
      ...payment,
      amount: "99999999999999999999.99",
      invoiceNumber: word,
      checkNumber: word,
      problem: word,
      status: "failed",
    },
  ],
  invoices: [
    {
      ...invoice,
      number: word,
      status: word,
      waiting: word,
      failure: { ...vendorMissing, title: word, detail: word },
    },
  ],
  timeline: [
    {
      ...activity,
      title: word,
      changedBy: word,
      changes: Array.from({ length: 9 }, (_, index) => ({
        ...change,
        field: word + index,
        word: word + index,
      })),
    },
  ],
});
