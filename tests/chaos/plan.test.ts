import { expect, it } from "vitest";
import { ORDERS, INVOICES } from "./plan-deeds.ts";
import { TROUBLES } from "./plan-troubles.ts";
import { inWords, planOf } from "./plan.ts";

it("makes the same plan of the same seed, and another of another", () => {
  expect(planOf(7, 20)).toEqual(planOf(7, 20));
  expect(planOf(7, 20).steps).not.toEqual(planOf(8, 20).steps);
});

it.each([1, 2, 3, 40])("has every kind of trouble in seed %i", (seed) => {
  const kinds = planOf(seed, 20).steps.map(({ does }) => does.do);

  expect(kinds).toEqual(expect.arrayContaining(TROUBLES));
});

it("has every kind of deed", () => {
  const kinds = new Set(planOf(1, 20).steps.map(({ does }) => does.do));

  expect([...kinds].filter((kind) => !(TROUBLES as string[]).includes(kind)).toSorted()).toEqual([
    "add line",
    "an hour passes",
    "approve",
    "change order",
    "delete",
    "edit",
    "invoice",
    "order",
    "pay",
    "press Sync payments",
    "void",
  ]);
});

it("has all records, and each before what happens to it", () => {
  const { steps } = planOf(1, 20);
  const count = (what: string) => steps.filter(({ does }) => does.do === what).length;
  expect([count("order"), count("invoice")]).toEqual([ORDERS, INVOICES]);

  const born = new Map(
    steps.flatMap(({ at, does }) => (does.do === "order" ? [[does.order, at] as const] : [])),
  );
  const early = steps.filter(
    ({ at, does }) => "order" in does && does.do !== "order" && at < born.get(does.order)!,
  );
  expect(early).toEqual([]);
});

it("says each step in a line", () => {
  const lines = planOf(1, 20).steps.map(inWords);

  expect(lines).toContainEqual(expect.stringMatching(/^ *\d+\.\d\d s {2}kill {2}process "/));
});
