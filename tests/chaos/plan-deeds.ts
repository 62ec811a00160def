import fc from "fast-check";
import type { At } from "./plan-step.ts";

/** What people do in Procore, in NetSuite and in Crosstie; records go by their place in the plan. */
export type Deed =
  | Order
  | { do: "approve"; order: number }
  | { do: "edit"; order: number; amount: string }
  | { do: "add line"; order: number; amount: string }
  | { do: "change order"; order: number; amount: string }
  | { do: "delete"; order: number }
  | { do: "invoice"; invoice: number; order: number; percent: number }
  | { do: "pay"; payment: number; invoice: number; percent: number }
  | { do: "void"; payment: number }
  | { do: "press Sync payments"; order: number }
  | { do: "an hour passes" };

interface Order {
  do: "order";
  order: number;
  /** Of the noisy neighbour. */
  isTheirs: boolean;
  project: number;
  vendor: number;
  kind: "work_order_contract" | "purchase_order_contract";
  amounts: string[];
  isDraft: boolean;
}

export const ORDERS = 150;
export const INVOICES = 80;
/** The others are drafts, are approved late, or are deleted. */
const BILLED = 110;
const VENDORS = 8;
/** The neighbour's: each fifth. */
const NEIGHBOUR = 5;

const money = fc.integer({ min: 10_000, max: 900_000 }).map((cents) => (cents / 100).toFixed(2));
const percent = (max: number) => fc.integer({ min: 5, max });
/** A moment between two, as a share of the time there is. */
const moment = (from: number, to: number) =>
  fc.integer({ min: Math.ceil(from), max: Math.ceil(to) });

/** `ms`: how long all of it takes. */
export function deeds(ms: number): fc.Arbitrary<At<Deed>[]> {
  const hours = fc.array(moment(ms * 0.2, ms), { minLength: 4, maxLength: 4 });
  return fc
    .tuple(
      fc.tuple(...Array.from({ length: ORDERS }, (_, order) => lifeOf(order, ms))),
      fc.tuple(...Array.from({ length: INVOICES }, (_, invoice) => billing(invoice, ms))),
      hours.map((all) => all.map((at): At<Deed> => ({ at, does: { do: "an hour passes" } }))),
    )
    .map(([orders, invoices, passing]) => [...orders.flat(), ...invoices.flat(), ...passing]);
}

function lifeOf(order: number, ms: number): fc.Arbitrary<At<Deed>[]> {
  const isBilled = order < BILLED;
  const first = fc.record({
    at: moment(0, ms * 0.3),
    project: fc.integer({ min: 0, max: 1 }),
    vendor: fc.integer({ min: 0, max: VENDORS - 1 }),
    kind: fc.constantFrom("work_order_contract" as const, "purchase_order_contract" as const),
    amounts: fc.array(money, { minLength: 1, maxLength: 4 }),
    isDraft: isBilled ? fc.constant(false) : fc.boolean(),
  });
  const changes = (isBilled ? [edit, addLine, changeOrder] : [approve, edit, remove]).map((make) =>
    fc.option(fc.tuple(moment(ms * 0.3, ms), make(order)), { freq: 2 }),
  );
  return fc
    .tuple(first, ...changes)
    .map(([{ at, ...facts }, ...later]) => [
      { at, does: { do: "order", order, isTheirs: order % NEIGHBOUR === 0, ...facts } },
      ...later.flatMap((change) => (change ? [{ at: change[0], does: change[1] }] : [])),
    ]);
}

type Making = (order: number) => fc.Arbitrary<Deed>;
const edit: Making = (order) => money.map((amount) => ({ do: "edit", order, amount }));
const addLine: Making = (order) => money.map((amount) => ({ do: "add line", order, amount }));
const changeOrder: Making = (order) =>
  money.map((amount) => ({ do: "change order", order, amount }));
const approve: Making = (order) => fc.constant({ do: "approve", order });
const remove: Making = (order) => fc.constant({ do: "delete", order });

/** Its payments have its number, twice and twice and one. */
function billing(invoice: number, ms: number): fc.Arbitrary<At<Deed>[]> {
  const at = moment(ms * 0.3, ms * 0.48);
  const later = moment(ms * 0.5, ms);
  const voided = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, later);
  const pays = fc.option(fc.record({ at: later, percent: percent(45), voided }), { freq: 2 });
  return fc
    .record({
      at,
      order: fc.integer({ min: 0, max: BILLED - 1 }),
      percent: percent(10),
      payments: fc.tuple(pays, pays),
      // Procore tells of no invoice: the press is what finds it soon.
      press: fc.option(moment(ms * 0.35, ms * 0.8), { freq: 2 }),
    })
    .map(({ at: billedAt, order, percent: share, payments, press }): At<Deed>[] => [
      { at: billedAt, does: { do: "invoice", invoice, order, percent: share } },
      ...payments.flatMap((pay, place): At<Deed>[] => {
        const payment = 2 * invoice + place;
        if (!pay) return [];
        const paid: At<Deed> = {
          at: pay.at,
          does: { do: "pay", payment, invoice, percent: pay.percent },
        };
        return pay.voided === null
          ? [paid]
          : [paid, { at: pay.voided, does: { do: "void", payment } }];
      }),
      ...(press === null
        ? []
        : [{ at: press, does: { do: "press Sync payments", order } as const }]),
    ]);
}
