import { Decimal } from "decimal.js";
import { z } from "zod";
import type { BillLine, OrderLine } from "../documents.ts";

/** As in NetSuite's screen, for part amounts (Oracle community 4514590: 0.15972 of 1). */
const QUANTITY_PLACES = 5;
const RATE_PLACES = 8;
const UNIT_IN_LAST_PLACE = new Decimal(10).pow(-QUANTITY_PLACES);

export interface Measure {
  quantity: string;
  rate: string;
}

const text = z.string().nullish();

export const HeldLine = z.object({
  line: z.string().optional(),
  quantity: text,
  rate: text,
  amount: text,
  quantityBilled: text,
  quantityReceived: text,
});
export type HeldLine = z.output<typeof HeldLine>;

const Written = z.object({ item: z.object({ items: z.array(HeldLine) }) });

export function heldLines(written: unknown): HeldLine[] {
  return Written.safeParse(written).data?.item.items ?? [];
}

/** A line that was billed or received keeps its rate, since it was counted at that rate. */
export function measureOrdered(line: OrderLine, held?: HeldLine): Measure {
  const measure = byUnits(line) ?? lump(line.amount);
  const rate = new Decimal(held?.rate || 0);
  const isCounted = [held?.quantityBilled, held?.quantityReceived].some(
    (count) => !new Decimal(count || 0).isZero(),
  );
  if (!isCounted || rate.isZero() || rate.equals(measure.rate)) return measure;
  const quantity = inPlaces(new Decimal(line.amount).div(rate));
  return quantity.isZero() ? measure : priced(quantity, line.amount, rate);
}

/** Undefined: the units do not make Procore's amount, or there is one unit, which is a lump. */
function byUnits({ quantity: units, unitCost, amount }: OrderLine): Measure | undefined {
  if (units === undefined || unitCost === undefined) return undefined;
  const [quantity, rate] = [new Decimal(units), new Decimal(unitCost)];
  if (quantity.abs().equals(1)) return undefined;
  const isExact =
    quantity.decimalPlaces() <= QUANTITY_PLACES && rate.decimalPlaces() <= RATE_PLACES;
  const product = toCents(quantity.times(rate));
  if (!isExact || product.isZero() || !product.equals(amount)) return undefined;
  // NetSuite takes no receipt of a negative quantity.
  return quantity.isNegative()
    ? { quantity: quantity.neg().toFixed(), rate: rate.neg().toFixed() }
    : { quantity: units, rate: unitCost };
}

/** A quantity of one for each unit of money; a deduction has a negative rate. */
export function lump(amount: string): Measure {
  const sum = new Decimal(amount);
  if (sum.isZero()) return { quantity: "1", rate: amount };
  return { quantity: sum.abs().toFixed(), rate: sum.isNegative() ? "-1" : "1" };
}

/**
 * Counts what was billed before in and off again, so that roundings do not add up.
 * `quantityBilled`: by other bills only. Undefined: after credits, all of this is counted already.
 */
export function measureBilled(
  { net, billedBefore = "0", credited = "0" }: BilledPart,
  held?: HeldLine,
): Measure | undefined {
  const [whole, amount] = [new Decimal(held?.quantity || 0), new Decimal(held?.amount || 0)];
  if (whole.isZero() || amount.isZero()) return lump(net);
  const share = (billed: Decimal) => inPlaces(whole.times(billed).div(amount));
  const before = new Decimal(billedBefore);
  const counted = countedWithCredits(new Decimal(held?.quantityBilled || 0), {
    before: share(before),
    after: share(before.plus(net)),
    credits: share(new Decimal(credited)),
    whole,
  });
  const part = share(before.plus(net)).minus(counted ?? share(before));
  if (counted && part.lessThanOrEqualTo(0)) return undefined;
  const rate = new Decimal(held?.rate || amount.div(whole));
  if (!part.isZero()) return priced(part, net, rate);
  // With a quantity of zero NetSuite would bill nothing.
  const isBack = new Decimal(net).times(whole).times(amount).isNegative();
  return priced(isBack ? UNIT_IN_LAST_PLACE.neg() : UNIT_IN_LAST_PLACE, net, rate);
}

type BilledPart = Pick<BillLine, "net" | "billedBefore"> & { credited?: string };

/** A credit takes money back, but nothing off the order's count. Undefined: no credit is in it. */
function countedWithCredits(
  counted: Decimal,
  { before, after, credits, whole }: Record<"before" | "after" | "credits" | "whole", Decimal>,
): Decimal | undefined {
  const more = counted.minus(before);
  const isByCredits = more.greaterThan(UNIT_IN_LAST_PLACE) && more.lessThanOrEqualTo(credits);
  return isByCredits && whole.isPositive() && after.lessThanOrEqualTo(whole) ? counted : undefined;
}

function priced(quantity: Decimal, amount: string, rate: Decimal): Measure {
  const isExact = toCents(quantity.times(rate)).equals(amount);
  const made = isExact ? rate : new Decimal(amount).div(quantity).toDecimalPlaces(RATE_PLACES);
  return { quantity: quantity.toFixed(), rate: made.toFixed() };
}

const inPlaces = (quantity: Decimal) =>
  quantity.toDecimalPlaces(QUANTITY_PLACES, Decimal.ROUND_HALF_UP);
const toCents = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
