import { Decimal } from "decimal.js";
import { expect, it } from "vitest";
import { checkTotal } from "../../../server/kinds/requisition/check-total.ts";
import { TotalError } from "../../../server/kinds/total-error.ts";
import { explainFailure } from "../../../server/sync/explain-failure.ts";

function cardFor(total: string, lines: string, tax: string | undefined) {
  try {
    checkTotal({ total, tax }, new Decimal(lines));
  } catch (error) {
    expect(error).toBeInstanceOf(TotalError);
    return explainFailure(error, {
      label: "invoice 014-02",
      system: "NetSuite",
      now: new Date("2026-03-01T00:00:00Z"),
    });
  }
  return undefined;
}

it("says nothing where the lines add up, whatever the tax and however the sum is written", () => {
  expect(cardFor("500", "500.00", undefined)).toBeUndefined();
  expect(cardFor("500.00", "500.00", "50.00")).toBeUndefined();
  expect(cardFor("-12.50", "-12.5", "0")).toBeUndefined();
});

it("names both figures and the tax, and asks accounting when the tax is all that is missing", () => {
  const card = cardFor("550.00", "500", "50.00");

  expect(card).toMatchObject({
    code: "bill_total",
    title: "The lines of invoice 014-02 do not add up to what is payable",
    whoseMove: "accounting",
  });
  expect(card?.detail).toMatch(
    /550\.00 is payable.*come to 500\.00\. Nothing was sent\. The difference is the tax/,
  );
});

it("asks the project when lines are missing, and mentions tax that is not all of it", () => {
  expect(cardFor("550.00", "500.00", undefined)).toMatchObject({
    whoseMove: "project",
    detail: expect.stringMatching(/550\.00.*500\.00.*not have listed every line\. Compare/),
  });
  expect(cardFor("550.00", "500.00", "10.00")).toMatchObject({
    whoseMove: "project",
    detail: expect.stringMatching(/every line, and 10\.00 of it is tax/),
  });
  expect(cardFor("499.99", "500.00", "0.00")).toMatchObject({ whoseMove: "project" });
});
