import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Field } from "../../../../server/kinds/field.ts";
import type { Kind } from "../../../../server/kinds/kind.ts";
import {
  compareFields,
  difference,
  impactOf,
  remembered,
} from "../../../../server/sync/detect/compare.ts";

const aField = (of: Pick<Field, "name" | "value"> & Partial<Field>): Field => ({
  word: of.name,
  isCarried: true,
  ...of,
});
const total = (value: string): Field => aField({ name: "grand_total", value, kind: "total" });
const money = fc
  .integer({ min: -1_000_000_000, max: 1_000_000_000 })
  .map((cents) => new Decimal(cents).dividedBy(100).toFixed(2));
const fields = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom("status", "title", "number", "vendor"),
      value: fc.option(fc.string(), { nil: undefined }),
    }),
    {
      selector: ({ name }) => name,
    },
  )
  .map((some) => some.map(aField));

it("shows old, new and percent of a changed total", () => {
  const changes = compareFields([total("100000.00")], [total("125000.00")]);

  expect(changes).toEqual([
    {
      field: "grand_total",
      word: "grand_total",
      old: "100000.00",
      new: "125000.00",
      percent: "25.00",
      isMoney: true,
      isCarried: true,
    },
  ]);
});

it("takes the same amount written differently for no change", () => {
  expect(compareFields([total("100.0")], [total("100.00")])).toEqual([]);
});

it("finds nothing between a state and itself", () => {
  fc.assert(
    fc.property(fields, (state) => {
      expect(compareFields(state, state)).toEqual([]);
    }),
  );
});

it("names just the fields whose values differ, whichever side has them", () => {
  fc.assert(
    fc.property(fields, fields, (older, newer) => {
      const value = (state: Field[], name: string) =>
        state.find((field) => field.name === name)?.value || null;
      const names = new Set([...older, ...newer].map(({ name }) => name));
      const different = [...names].filter((name) => value(older, name) !== value(newer, name));

      expect(
        compareFields(older, newer)
          .map(({ field }) => field)
          .toSorted(),
      ).toEqual(different.toSorted());
    }),
  );
});

it("keeps lines apart by their id, not by their name", () => {
  const line = (key: string, value: string): Field => ({
    ...aField({ name: "line · Steel", value }),
    key,
    kind: "money",
  });

  const changes = compareFields(
    [line("1", "10.00"), line("2", "20.00")],
    [line("2", "20.00"), line("1", "15.00")],
  );

  expect(changes).toEqual([
    {
      field: "line · Steel",
      word: "line · Steel",
      old: "10.00",
      new: "15.00",
      percent: "50.00",
      isMoney: true,
      isCarried: true,
    },
  ]);
});

it("adds up the impact of all totals to the cent", () => {
  fc.assert(
    fc.property(money, money, money, money, (grand, orders, newGrand, newOrders) => {
      const state = (one: string, two: string): Field[] => [
        total(one),
        aField({ name: "approved_change_orders", value: two, kind: "total" }),
      ];
      const expected = new Decimal(newGrand).plus(newOrders).minus(grand).minus(orders);

      const impact = impactOf(state(grand, orders), state(newGrand, newOrders));

      expect(impact?.amount ?? "0.00").toBe(expected.isZero() ? "0.00" : expected.toFixed(2));
    }),
  );
});

it("has no impact when no money moves", () => {
  expect(
    impactOf(
      [total("5.00"), aField({ name: "status", value: "Draft" })],
      [total("5.00"), aField({ name: "status", value: "Approved" })],
    ),
  ).toBeNull();
});

it("says what a new record brings, without a percent of nothing", () => {
  expect(impactOf([], [total("840000.00")])).toEqual({
    amount: "840000.00",
    percent: null,
    fields: ["grand_total"],
  });
});

/** A kind whose snapshots are their fields. */
const kindOf = (compared: Record<string, number>) =>
  ({
    name: "thing",
    compared,
    parse: (stored: unknown) => stored,
    approval: () => ({ isApproved: true, status: "" }),
    fields: (snapshot: { fields: Field[] }) => snapshot.fields,
  }) as unknown as Kind;
const snapshot = (version: number, ...has: Field[]) => ({
  version,
  updatedAt: new Date(),
  fields: has,
});

it("takes what a list does not show for no change", () => {
  const kind = kindOf({ grand_total: 0, tax: 1 });
  const listed = snapshot(0, total("5.00"));
  const late = aField({ name: "tax", value: "1.00", kind: "total" });

  expect(difference(kind, listed, snapshot(1, total("5.00"), late))).toEqual({
    changes: [],
    impact: null,
    isToSend: false,
  });
  expect(difference(kind, snapshot(1, late), snapshot(1)).impact).toMatchObject({
    amount: "-1.00",
  });
  expect(difference(kind, undefined, snapshot(1, late)).changes).toHaveLength(1);
});

it("takes what was not compared when one of two was kept for no change", () => {
  const kept = remembered(kindOf({ grand_total: 0 }), snapshot(1, total("5.00")));
  const late = aField({ name: "tax", value: "1.00", kind: "total" });

  const kind = kindOf({ grand_total: 0, tax: 0 });
  expect(difference(kind, kept, snapshot(1, total("6.00"), late)).changes).toMatchObject([
    { field: "grand_total", old: "5.00", new: "6.00" },
  ]);
});

it("compares nothing that the kind does not list", () => {
  const kind = kindOf({ grand_total: 0 });

  expect(() =>
    difference(kind, undefined, snapshot(1, aField({ name: "tax", value: "1.00" }))),
  ).toThrow("thing does not list tax as compared");
});

it("lists no line of 0.00 among what a record brings or takes with it, and none as affected", () => {
  const line = (name: string, value: string) => aField({ name, value, kind: "money" });
  const kind = kindOf({ grand_total: 1, steel: 1, allowance: 1, status: 1 });
  const whole = snapshot(
    1,
    total("840000.00"),
    line("steel", "840000.00"),
    line("allowance", "0.00"),
    aField({ name: "status", value: "Approved" }),
  );
  const nothingMore = ["grand_total", "steel", "status"];

  const [brought, taken] = [difference(kind, undefined, whole), difference(kind, whole, undefined)];

  for (const { changes, impact } of [brought, taken]) {
    expect(changes.map(({ field }) => field)).toEqual(nothingMore);
    expect(impact?.fields).toEqual(["grand_total", "steel"]);
  }
});

it("sends a line of 0.00 that came to a record later", () => {
  const kind = kindOf({ steel: 1, allowance: 1 });
  const steel = aField({ name: "steel", value: "1.00", kind: "money" });
  const allowance = aField({ name: "allowance", value: "0.00", kind: "money" });

  const found = difference(kind, snapshot(1, steel), snapshot(1, steel, allowance));

  expect(found).toMatchObject({ isToSend: true, impact: null });
  expect(found.changes.map(({ field }) => field)).toEqual(["allowance"]);
});
