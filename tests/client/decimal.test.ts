import { expect, it } from "vitest";
import { isZero, shareOf } from "../../client/decimal.ts";

it("draws shares between nothing and all", () => {
  expect(shareOf("575000.00", "1250000")).toBe(46);
  expect(shareOf("2", "1")).toBe(100);
  expect(shareOf("-1", "10")).toBe(0);
  expect(shareOf("1", "0.00")).toBe(0);
});

it("knows zero in every spelling", () => {
  expect(["0", "0.00", "-0.0"].every(isZero)).toBe(true);
  expect(isZero("0.01")).toBe(false);
});

it("refuses what is no decimal number", () => {
  expect(() => isZero("1e3")).toThrow("1e3 is no decimal number");
});
