import fc from "fast-check";
import { expect, it } from "vitest";
import { isZero, shareOf, subtract } from "../../client/decimal.ts";

it.each([
  ["787500.00", "575000.00", "212500.00"],
  ["1", "0.01", "0.99"],
  ["0.10", "0.30", "-0.20"],
  ["-1.5", "-2", "0.5"],
  ["99999999999999999999.99", "0.01", "99999999999999999999.98"],
])("subtracts exactly: %s less %s is %s", (from, amount, rest) => {
  expect(subtract(from, amount)).toBe(rest);
});

it("gives back what was taken away, to the cent", () => {
  const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const written = (value: bigint) =>
    `${value < 0n ? "-" : ""}${String(value < 0n ? -value : value)
      .padStart(3, "0")
      .replace(/(\d\d)$/, ".$1")}`;

  fc.assert(
    fc.property(cents, cents, (a, b) => subtract(written(a + b), written(b)) === written(a)),
  );
});

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
  expect(() => subtract("1e3", "1")).toThrow("1e3 is no decimal number");
});
