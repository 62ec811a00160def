import { Decimal } from "decimal.js";
import { z } from "zod";
import { CannotFollowError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { Document } from "../documents.ts";
import { totalOf } from "./counterpart.ts";
import { linesTypedAnew } from "./own-refusals.ts";
import type { ReadLine, ReadRecord } from "./read-record.ts";

const Reference = z.object({ id: z.string() });
const Written = z.object({
  item: z.object({
    items: z.array(
      z.object({
        line: z.string().optional(),
        item: Reference,
        description: z.string(),
        amount: z.string(),
        orderDoc: Reference.optional(),
        orderLine: z.string().optional(),
      }),
    ),
  }),
});
export type EarlierLine = z.output<typeof Written>["item"]["items"][number];

export function linesOf(written: unknown): EarlierLine[] {
  return Written.safeParse(written).data?.item.items ?? [];
}

/** Takes the line that has the same money from those left; its item is accounting's own. */
export function takeSame(left: Set<ReadLine>, { amount }: EarlierLine): ReadLine | undefined {
  for (const line of left) {
    if (!new Decimal(line.amount ?? 0).equals(amount)) continue;
    left.delete(line);
    return line;
  }
  return undefined;
}

interface Update {
  known: Known;
  there: ReadRecord;
}

/**
 * Accounting may have taken our lines out and typed them anew: these are ours from now on, or their
 * money would be there twice. Throws a CannotFollowError where it is not clear which they are.
 */
export function takenOver<D extends Document>(
  document: D,
  { known, there }: Update,
): Update & { document: D } {
  if (document.kind === "vendor") return { document, known, there };
  const items = there.item?.items ?? [];
  const numbers = new Set(Object.values(known.lines));
  const others = new Set(items.filter(({ line }) => !numbers.has(line)));
  const lines = { ...known.lines };
  for (const [id, number] of Object.entries(known.lines)) {
    if (items.some(({ line }) => line === number)) continue;
    const before = linesOf(known.written).find(({ line }) => line === number);
    const anew = before && takeSame(others, before);
    if (anew) lines[id] = anew.line;
    else delete lines[id];
  }
  const isMissing = document.lines.some(({ id }) => id in known.lines && !(id in lines));
  if (others.size > 0 && (isMissing || isSplit(known.written, there, others))) {
    throw typedAnew(document, there);
  }
  const own = document.lines.map((line) => ({ ...line, erpLine: lines[line.id] }));
  return { document: { ...document, lines: own }, known: { ...known, lines }, there };
}

/** Our lines come to less, and lines of others to as much: they may have their money. */
function isSplit(written: unknown, there: ReadRecord, others: Iterable<ReadLine>): boolean {
  const taken = linesOf(written).reduce((sum, { line, amount }) => {
    const now = there.item?.items.find((one) => one.line === line);
    const less = new Decimal(amount).abs().minus(new Decimal(now?.amount ?? amount).abs());
    return less.isPositive() ? sum.plus(less) : sum;
  }, new Decimal(0));
  const added = [...others].reduce(
    (sum, { amount }) => sum.plus(new Decimal(amount ?? 0).abs()),
    new Decimal(0),
  );
  return taken.greaterThan(0) && added.gte(taken);
}

function typedAnew(document: Exclude<Document, { kind: "vendor" }>, there: ReadRecord) {
  const number = there.tranId ?? document.number;
  const total = totalOf(there) ?? "0.00";
  return new CannotFollowError({
    system: "NetSuite",
    reason: `Lines of ${number} (${total}) were typed anew in NetSuite, and another write of ${document.total} would add to them.`,
    retryable: false,
    refusal: linesTypedAnew,
    figures: { total, wanted: document.total },
  });
}
