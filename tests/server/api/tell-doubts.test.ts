import { expect, it } from "vitest";
import { tellDoubtfulBills, tellDoubtfulPayments } from "../../../server/api/tell-doubts.ts";

const of = (...numbers: (string | null)[]) => numbers.map((number) => ({ number, payments: 1 }));
const bill = (invoice: string, contract: string | null = "SC-014") => ({
  contract,
  invoice,
  doubt: "Who paid?",
});

it("names where doubtful payments are, and no more than fit", () => {
  expect(tellDoubtfulPayments([])).toEqual([]);
  expect(tellDoubtfulPayments(of("SC-014"))).toEqual([
    "1 payment is doubtful, and Procore does not show what the ERP does: look at Payments of SC-014.",
  ]);
  expect(tellDoubtfulPayments(of("1", "2", "3", "4", "5", "6", "7"))).toEqual([
    expect.stringMatching(/^7 payments are .* Payments of 1, 2, 3, 4, 5, 2 more\.$/),
  ]);
});

it("says of how many bills it is in doubt, and why of the first of them", () => {
  expect(tellDoubtfulBills({ count: 0, first: [] })).toEqual([]);
  expect(tellDoubtfulBills({ count: 1, first: [bill("7")] })).toEqual([
    "SC-014, invoice 7: Who paid?",
  ]);
  expect(tellDoubtfulBills({ count: 5, first: [bill("7"), bill("8", null)] })).toEqual([
    "5 bills are in doubt.",
    "SC-014, invoice 7: Who paid?",
    "invoice 8: Who paid?",
    "And 3 more.",
  ]);
});
