import { invoice, payment, view } from "./view-parts.ts";
import { synced } from "./views.ts";

const settled = { credit: "180000.00", journal: "20000.00", prepayment: "25000.00" } as const;

/** What accounting does with a bill beside paying it, and payments whose money has not left. */
export const notMoneyYet = view({
  ...synced,
  money: { ...synced.money, paid: "418500.00", settledOtherwise: "231500.00", unpaid: "137500.00" },
  payments: [
    {
      ...payment,
      id: "n1",
      number: null,
      status: "pending_approval",
      amount: null,
      partOf: "12000.00",
    },
    { ...payment, id: "n2", number: null, status: "to_print", checkNumber: null },
    {
      ...payment,
      id: "n3",
      number: null,
      status: "in_transit",
      method: "electronic",
      checkNumber: null,
      documentNumber: "ACH-778",
    },
    { ...payment, id: "n4", number: 4, status: "rejected" },
    { ...payment, id: "n5", number: null, status: "declined" },
    { ...payment, id: "n6", number: null, status: "other_currency", currency: "CAD" },
  ],
  invoices: [
    {
      ...invoice,
      paid: "100000.00",
      open: "0.00",
      settlements: Object.entries(settled).map(([by, amount], index) => ({
        by: by as keyof typeof settled,
        number: index === 2 ? null : `DOC-${index + 1}`,
        amount,
      })),
    },
    {
      ...invoice,
      id: "i6",
      number: "0006",
      paid: "318500.00",
      open: "0.00",
      settlements: [{ by: "discount", number: null, amount: "6500.00" }],
    },
  ],
});

export const inDoubt = view({
  ...synced,
  invoices: [
    {
      ...invoice,
      paid: "0.00",
      doubt:
        "The ERP counts 24900.00 of bill 0007 as paid, and shows nothing that paid it. Has the connection's role the right to see payments and credits? Give it to the role, and sync payments again.",
    },
  ],
});

/** Only the second one has a row in Procore. */
export const doubtful = view({
  ...synced,
  payments: [
    { ...payment, id: "d1", number: null, status: "doubtful", problem: "It may be #1." },
    { ...payment, id: "d2", number: 4, status: "doubtful", problem: "It would be too much." },
  ],
});

/** Somebody typed a check into Procore, and accounting never entered it. */
export const paidInProcoreAlone = view({
  ...synced,
  money: { ...synced.money, paid: "325000.00", unpaid: "325000.00", onlyInProcore: "325000.00" },
  invoices: [{ ...invoice, typed: "325000.00", open: "325000.00" }],
  payments: [{ ...payment, status: "procore_only" }],
});
