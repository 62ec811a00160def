import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { OrderLine } from "../../../../server/connectors/documents.ts";
import {
  type HeldLine,
  measureBilled,
  measureOrdered,
  type Measure,
} from "../../../../server/connectors/netsuite/quantities.ts";
import { aLine } from "../../../contracts/connector/documents.ts";

const cents = (amount: number) => new Decimal(amount).div(100).toFixed(2);
const amountOf = ({ quantity, rate }: Measure) => new Decimal(quantity).times(rate).toFixed(2);
const held = (measure: Measure, amount: string, more: Partial<HeldLine> = {}): HeldLine => ({
  line: "1",
  quantityBilled: undefined,
  quantityReceived: undefined,
  ...measure,
  amount,
  ...more,
});

/** Bills one after the other, each with what came before as Procore says it. */
function billAll(line: HeldLine, nets: string[]): Measure[] {
  let before = new Decimal(0);
  return nets.map((net) => {
    const measure = measureBilled({ net, billedBefore: before.toFixed(2) }, line)!;
    before = before.plus(net);
    return measure;
  });
}
const counted = (measures: Measure[]) =>
  measures.reduce((sum, { quantity }) => sum.plus(quantity), new Decimal(0));

it.each<[string, Partial<OrderLine>, Measure]>([
  ["a lump", {}, { quantity: "50000", rate: "1" }],
  ["one of something", { quantity: "1.0", unitCost: "50000.00" }, { quantity: "50000", rate: "1" }],
  ["units", { quantity: "1250", unitCost: "40.00" }, { quantity: "1250", rate: "40.00" }],
  [
    "units that make another amount",
    { quantity: "3", unitCost: "2" },
    { quantity: "50000", rate: "1" },
  ],
  [
    "a unit cost of more places than NetSuite keeps",
    { quantity: "3", unitCost: "16666.666666667" },
    { quantity: "50000", rate: "1" },
  ],
  ["what is taken off", { amount: "-500.25" }, { quantity: "500.25", rate: "-1" }],
  [
    "units that are taken off",
    { amount: "-500.00", quantity: "-5", unitCost: "100" },
    { quantity: "5", rate: "-100" },
  ],
  ["nothing", { amount: "0.00", quantity: "0", unitCost: "0" }, { quantity: "1", rate: "0.00" }],
])("orders %s", (_what, line, measure) => {
  expect(measureOrdered(aLine("1", "50000.00", line))).toEqual(measure);
});

it("keeps the rate that a line was billed at", () => {
  const old = held({ quantity: "1", rate: "50000" }, "50000.00", { quantityBilled: "0.3" });
  const units = held({ quantity: "100", rate: "40" }, "4000.00", { quantityReceived: "25" });

  expect(measureOrdered(aLine("1", "60000.00"), old)).toEqual({ quantity: "1.2", rate: "50000" });
  expect(measureOrdered(aLine("1", "50000.00"), old)).toEqual({ quantity: "1", rate: "50000" });
  expect(measureOrdered(aLine("1", "4500.55"), units)).toEqual({
    quantity: "112.51375",
    rate: "40",
  });
  expect(
    measureOrdered(aLine("1", "4800.00", { quantity: "120", unitCost: "40.00" }), units),
  ).toEqual({ quantity: "120", rate: "40.00" });
  expect(measureOrdered(aLine("1", "60000.00"), { ...old, quantityBilled: "0" })).toEqual({
    quantity: "60000",
    rate: "1",
  });
});

it("bills 30, 30 and 40 % of a lump, and 25 of 100 tons", () => {
  const lump = held({ quantity: "50000", rate: "1" }, "50000.00");
  const tons = held({ quantity: "100", rate: "40" }, "4000.00");

  expect(billAll(lump, ["15000.00", "15000.00", "20000.00"])).toEqual([
    { quantity: "15000", rate: "1" },
    { quantity: "15000", rate: "1" },
    { quantity: "20000", rate: "1" },
  ]);
  expect(billAll(tons, ["1000.00"])).toEqual([{ quantity: "25", rate: "40" }]);
});

it("bills a lump that was ordered as one in parts, to the cent", () => {
  const old = held({ quantity: "1", rate: "50000" }, "50000.00");

  const measures = billAll(old, ["16666.67", "16666.67", "16666.66"]);

  expect(measures.map(amountOf)).toEqual(["16666.67", "16666.67", "16666.66"]);
  expect(counted(measures).toFixed()).toBe("1");
});

it("bills less than a unit in the last place as one, and gives back as much", () => {
  const crane = held({ quantity: "2", rate: "900000" }, "1800000.00");

  expect(measureBilled({ net: "1.00" }, crane)).toEqual({ quantity: "0.00001", rate: "100000" });
  expect(measureBilled({ net: "-1.00" }, crane)).toEqual({ quantity: "-0.00001", rate: "100000" });
});

const hundredths = (most: number) => fc.integer({ min: 1, max: most });
/** Lumps, units, lumps ordered as one, each of them taken off as well. */
const orderLine = fc
  .tuple(
    fc.oneof(
      fc.tuple(hundredths(9_999_999_999)).map(([amount]) => aLine("1", cents(amount))),
      fc
        .tuple(fc.integer({ min: 2, max: 99_999 }), fc.integer({ min: 1, max: 5_000_000 }))
        .map(([quantity, rate]) => {
          const unitCost = new Decimal(rate).div(10_000).toFixed();
          const amount = new Decimal(quantity).times(unitCost).toFixed(2);
          return aLine("1", amount, { quantity: String(quantity), unitCost });
        }),
    ),
    fc.boolean(),
  )
  .filter(([{ amount }]) => !new Decimal(amount).isZero())
  .map(([line, isOff]) => {
    const off = (text: string | undefined) => text && new Decimal(text).neg().toFixed(2);
    return isOff ? { ...line, amount: off(line.amount) ?? "", quantity: off(line.quantity) } : line;
  });
const old = hundredths(40_000).map((amount) =>
  held({ quantity: "1", rate: cents(amount) }, cents(amount)),
);
const anyLine = fc.oneof(
  orderLine.map((line) => held(measureOrdered(line), line.amount)),
  old,
);

it("orders what makes the amount, and more than none of it", () => {
  fc.assert(
    fc.property(orderLine, (line) => {
      const measure = measureOrdered(line);

      expect(amountOf(measure)).toBe(line.amount);
      expect(new Decimal(measure.quantity).isPositive()).toBe(true);
    }),
  );
});

it("bills to the cent, and with the last cent the last of the quantity", () => {
  const parts = fc.array(fc.integer({ min: -100, max: 400 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(anyLine, parts, (line, percents) => {
      const amount = new Decimal(line.amount ?? 0);
      const nets = percents.map((percent) => amount.times(percent).div(1000).toFixed(2));
      const rest = nets.reduce((left, net) => left.minus(net), amount).toFixed(2);
      const billed = [...nets, rest].filter((net) => !new Decimal(net).isZero());

      const measures = billAll(line, billed);

      expect(measures.map(amountOf)).toEqual(billed);
      expect(counted(measures).toFixed()).toBe(new Decimal(line.quantity ?? 0).toFixed());
    }),
  );
});
