import { activity, change, synced, view, words } from "./views.ts";

const NOTE = "The purchase order in NetSuite carries none of this: nothing was sent.";
const retainage = {
  ...words,
  field: "retainage_percent",
  word: "Retainage",
  old: "10",
  new: "5",
  isCarried: false,
};
const nothing = { transactionId: null, syncedAt: null };

/** Synced, and then changed in what its order has no place for. */
export const notCarried = view({
  ...synced,
  unsent: [change, { ...retainage, new: "7.5" }],
  timeline: [
    {
      ...activity,
      ...nothing,
      id: "b2",
      action: "updated",
      status: "not_applicable",
      note: NOTE,
      changes: [retainage],
    },
    { ...activity, id: "b1", action: "first_sent", changedBy: null },
  ],
});
