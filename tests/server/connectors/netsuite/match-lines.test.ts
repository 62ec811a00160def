import fc from "fast-check";
import { expect, it } from "vitest";
import { isSameLine, matchLines } from "../../../../server/connectors/netsuite/match-lines.ts";
import type { ReadLine } from "../../../../server/connectors/netsuite/read-record.ts";
import type { WrittenLine } from "../../../../server/connectors/netsuite/write-record.ts";

const written = (amount: string, line?: string): WrittenLine => ({
  item: { id: "81" },
  description: "Work",
  quantity: "1",
  rate: amount,
  amount,
  ...(line && { line }),
});
const read = (line: string, amount: string): ReadLine => ({
  line,
  item: "81",
  description: "Work",
  quantity: "1",
  rate: amount,
  amount,
  orderDoc: undefined,
  orderLine: undefined,
});
const numbers = (lines: (ReadLine | undefined)[]) => lines.map((line) => line?.line);

it("takes the line of the same number among lines of equal content", () => {
  const matched = matchLines(
    [written("5", "2"), written("5", "1")],
    [read("1", "5"), read("2", "5")],
    true,
  );

  expect(numbers(matched)).toEqual(["2", "1"]);
});

it("follows the content where lines were numbered anew", () => {
  const matched = matchLines(
    [written("20", "2"), written("30", "3")],
    [read("1", "20"), read("2", "30")],
    true,
  );

  expect(numbers(matched)).toEqual(["1", "2"]);
});

it("gives new lines of equal content their numbers in order", () => {
  const matched = matchLines(
    [written("5"), written("5"), written("7", "1")],
    [read("3", "5"), read("1", "7"), read("2", "5")],
    true,
  );

  expect(numbers(matched)).toEqual(["2", "3", "1"]);
});

it("finds a known line whose amount someone changed", () => {
  expect(numbers(matchLines([written("9", "1")], [read("1", "5")], false))).toEqual(["1"]);
});

it("leaves a new line unmatched where an old one only waits to go", () => {
  expect(numbers(matchLines([written("9")], [read("1", "5")], false))).toEqual([undefined]);
});

it("never gives one line to two", () => {
  const amounts = fc.array(fc.constantFrom("1", "2", "3"), { maxLength: 8 });
  fc.assert(
    fc.property(amounts, amounts, fc.boolean(), (ours, theirs, areOurs) => {
      const matched = numbers(
        matchLines(
          ours.map((amount) => written(amount)),
          theirs.map((amount, index) => read(String(index + 1), amount)),
          areOurs,
        ),
      ).filter(Boolean);

      expect(new Set(matched).size).toBe(matched.length);
      if (areOurs) expect(matched).toHaveLength(Math.min(ours.length, theirs.length));
    }),
  );
});

it("sees that a bill's line is tied to no order", () => {
  const tied = { ...written("5"), orderDoc: { id: "9001" }, orderLine: "1" };

  expect(isSameLine(tied, read("1", "5"))).toBe(false);
  expect(isSameLine(tied, { ...read("1", "5"), orderDoc: "9001", orderLine: "1" })).toBe(true);
});
