import { expect, it } from "vitest";
import { tellDoubtful } from "../../../server/sync/pull/tell-doubtful.ts";

const of = (...numbers: (string | null)[]) => numbers.map((number) => ({ number, payments: 1 }));

it("names where doubtful payments are, and no more than fit", () => {
  expect(tellDoubtful([])).toBeUndefined();
  expect(tellDoubtful(of("SC-014"))).toBe(
    "1 payment is doubtful, and Procore does not show what the ERP does: look at Payments of SC-014.",
  );
  expect(tellDoubtful(of("1", "2", "3", "4", "5", "6", "7"))).toMatch(
    /^7 payments are .* Payments of 1, 2, 3, 4, 5, 2 more\.$/,
  );
});
