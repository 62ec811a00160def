import {
  activity,
  approved,
  bill,
  change,
  invoice,
  money,
  order,
  payment,
  subcontract,
  vendorMissing,
  view,
  words,
} from "./view-parts.ts";

export * from "./view-parts.ts";

/** Of an activity that NetSuite has not seen. */
const notSent = { transactionId: null, counterpart: null, syncedAt: null };

export const notIntegrated = view({ waiting: "the subcontract is a draft" });

export const pending = view({
  record: "pending",
  waiting: "automatic sync is off",
  unsent: [approved, { ...change, old: "80000.00", new: "100000.00", percent: "25.00" }],
  timeline: [
    {
      ...activity,
      ...notSent,
      id: "a2",
      action: "updated",
      changes: [approved],
      status: "pending",
      waiting: "automatic sync is off",
      canRetry: true,
    },
    {
      ...activity,
      ...notSent,
      status: "not_applicable",
    },
  ],
});

export const synced = view({
  record: "success",
  icon: "green",
  counterpart: order,
  syncedAt: "2026-03-20T09:41:00.000Z",
  money,
  payments: [
    payment,
    {
      ...payment,
      id: "p1",
      number: 1,
      date: "2026-02-12",
      method: "electronic",
      amount: "250000.00",
      invoiceNumber: "0006",
      checkNumber: null,
      openOnInvoice: "62500.00",
    },
  ],
  invoices: [
    invoice,
    {
      ...invoice,
      id: "i6",
      number: "0006",
      amount: "312500.00",
      paid: "250000.00",
      open: "62500.00",
      counterpart: { ...bill, id: "5002", number: "0006" },
    },
  ],
  timeline: [
    {
      ...activity,
      id: "a3",
      action: "updated",
      changes: [change],
      detectedAt: "2026-03-20T09:40:00.000Z",
      syncedAt: "2026-03-20T09:41:00.000Z",
    },
    activity,
  ],
});

export const voided = view({
  ...synced,
  payments: [
    ...synced.payments,
    {
      ...payment,
      id: "p0",
      number: null,
      date: "2026-02-09",
      amount: "250000.00",
      invoiceNumber: "0006",
      checkNumber: "20388",
      status: "voided",
      voidedAt: "2026-02-11T17:05:00.000Z",
    },
  ],
});

export const failed = view({
  commitment: {
    ...subcontract,
    number: "SC-021",
    title: "Curtain wall",
    vendor: "Northlight Glazing LLC",
  },
  record: "error",
  failure: vendorMissing,
  unsent: [
    { ...change, old: "815000.00", new: "840000.00", percent: "3.07" },
    { ...words, field: "retainage_percent", word: "Retainage", old: "10%", new: "5%" },
  ],
  invoices: [
    {
      ...invoice,
      number: "0001",
      record: "pending",
      canSync: true,
      paid: "0",
      open: null,
      counterpart: null,
      waiting: "waiting for subcontract SC-021",
    },
  ],
  timeline: [
    {
      ...activity,
      ...notSent,
      status: "failed",
      failure: vendorMissing,
      canRetry: true,
    },
  ],
});

export const procoreDown = view({ ...synced, isFresh: false });

export const onlyLooking = view({
  ...failed,
  failure: { ...vendorMissing, remedies: [] },
  may: { sync: false, preview: false, syncPayments: false, openConsole: false, share: false },
});

export const notConnected = view({ system: null });
