import { Decimal } from "decimal.js";
import type { Commitment, Requisition, RequisitionItem } from "../records.ts";
import type { ProcoreState } from "../state.ts";
import { billedLine, type BilledLine } from "./billed-lines.ts";

/** One invoice line against the line that it bills, all decimals. */
export interface ItemSums extends BilledLine {
  commitment: Commitment;
  item: RequisitionItem;
  scheduled: Decimal;
  previous: Decimal;
  thisPeriod: Decimal;
  stored: Decimal;
  completed: Decimal;
  percent: Decimal;
  previousRetainage: Decimal;
  retainage: Decimal;
  /** The same line in the invoice before this one. */
  before: {
    itemId: string | null;
    quantity: Decimal;
    stored: Decimal;
    completed: Decimal;
    materialsRetainage: Decimal;
    retainage: Decimal;
  };
}

export function itemSums(state: ProcoreState, requisition: Requisition): ItemSums[] {
  const commitment = state.commitments.get(requisition.commitmentId);
  if (!commitment) return [];
  const earlier = earlierOf(state, requisition).flatMap(({ items }) => items);
  return requisition.items.flatMap((item) => {
    const billed = billedLine(state, commitment, item);
    if (!billed) return [];
    const { line } = billed;
    const before = earlier.filter(({ lineItemId }) => lineItemId === item.lineItemId);
    const previous = sum(before, ({ workCompletedThisPeriod }) => workCompletedThisPeriod);
    const last = before.at(-1);
    const storedBefore = new Decimal(last?.materialsPresentlyStored ?? 0);
    const previousRetainage = sum(
      before,
      ({ workRetainageThisPeriod }) => workRetainageThisPeriod,
    ).minus(sum(before, ({ workRetainageReleased }) => workRetainageReleased));
    const scheduled = new Decimal(line.amount);
    const thisPeriod = new Decimal(item.workCompletedThisPeriod);
    const stored = new Decimal(item.materialsPresentlyStored);
    const completed = previous.plus(thisPeriod).plus(stored);
    const retainage = previousRetainage
      .plus(item.workRetainageThisPeriod)
      .plus(item.materialsRetainage)
      .minus(item.workRetainageReleased);
    return [
      {
        ...billed,
        commitment,
        item,
        scheduled,
        previous,
        thisPeriod,
        stored,
        completed,
        percent: scheduled.isZero() ? new Decimal(0) : completed.div(scheduled).times(100),
        previousRetainage,
        retainage,
        before: {
          itemId: last?.id ?? null,
          quantity: sum(before, ({ quantityThisPeriod }) => quantityThisPeriod),
          stored: storedBefore,
          completed: previous.plus(storedBefore),
          materialsRetainage: new Decimal(last?.materialsRetainage ?? 0),
          retainage: previousRetainage.plus(last?.materialsRetainage ?? 0),
        },
      },
    ];
  });
}

export interface InvoiceSums {
  completed: Decimal;
  retainage: Decimal;
  /** Completed and stored, less what is held back. */
  earned: Decimal;
  /** What earlier invoices already asked for. */
  certified: Decimal;
  /** On what is newly earned, at each line's rate. */
  tax: Decimal;
  due: Decimal;
}

export function invoiceSums(state: ProcoreState, requisition: Requisition): InvoiceSums {
  const items = itemSums(state, requisition);
  const completed = sum(items, (item) => item.completed);
  const retainage = sum(items, (item) => item.retainage);
  const earned = completed.minus(retainage);
  const previous = earlierOf(state, requisition).at(-1);
  const certified = previous ? invoiceSums(state, previous).earned : new Decimal(0);
  const tax = sum(items, (item) => taxOf(state, item));
  const net = earned.minus(certified);
  const due = state.paymentDueIncludesTax ? net.plus(tax) : net;
  return { completed, retainage, earned, certified, tax, due };
}

/**
 * What a line's tax is taken on is not documented: here on what the line adds to the payment, less
 * what is held back of it.
 */
function taxOf(state: ProcoreState, { line, completed, retainage, before }: ItemSums): Decimal {
  const rate = state.taxCodes.get(line.taxCodeId ?? "")?.rate ?? 0;
  const earned = completed.minus(before.completed).minus(retainage.minus(before.retainage));
  return earned.times(rate).div(100).toDecimalPlaces(2);
}

export function requisitionsOf(state: ProcoreState, commitmentId: string): Requisition[] {
  return [...state.requisitions.values()]
    .filter((requisition) => requisition.commitmentId === commitmentId)
    .toSorted((one, other) => one.number - other.number);
}

export function grandTotal(commitment: Commitment): Decimal {
  return sum(commitment.lines, ({ amount }) => amount);
}

export function sum<Row>(rows: Row[], amount: (row: Row) => Decimal.Value): Decimal {
  return rows.reduce((total, row) => total.plus(amount(row)), new Decimal(0));
}

function earlierOf(state: ProcoreState, requisition: Requisition): Requisition[] {
  return requisitionsOf(state, requisition.commitmentId).filter(
    ({ number }) => number < requisition.number,
  );
}
