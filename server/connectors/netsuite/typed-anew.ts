import { Decimal } from "decimal.js";
import { z } from "zod";
import { CannotFollowError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { Document } from "../documents.ts";
import { totalOf } from "./counterpart.ts";
import { isSame, matchLines } from "./match-lines.ts";
import { linesTypedAnew } from "./own-refusals.ts";
import type { ReadLine, ReadRecord } from "./read-record.ts";

const Numbered = z.looseObject({
  item: z.looseObject({ items: z.array(z.looseObject({ line: z.string().optional() })) }),
});
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

/** A number and words that are still ours say which line it is, whatever its money is by now. */
export function pairLines(ours: EarlierLine[], there: ReadLine[]): (ReadLine | undefined)[] {
  const kept = ours.map((line) =>
    there.find(
      (one) =>
        one.line === line.line &&
        isSame(line.item.id, one.item) &&
        isSame(line.description, one.description),
    ),
  );
  const [others, left] = [ours.filter((_, index) => !kept[index]), new Set(there)];
  for (const line of kept) if (line) left.delete(line);
  const written = others.map(({ line, item, description, amount }) => ({
    ...(line && { line }),
    item,
    description,
    amount,
  }));
  const matched = matchLines(written, [...left], false);
  return kept.map((line) => line ?? matched.shift());
}

interface Update {
  known: Known;
  there: ReadRecord;
}

/**
 * Accounting may have sorted our lines, or taken them out and typed them anew: these are ours from
 * now on, or their money would be there twice. Throws a CannotFollowError where it is not clear
 * which they are.
 */
export function takenOver<D extends Document>(
  document: D,
  { known, there }: Update,
): Update & { document: D } {
  if (document.kind === "vendor") return { document, known, there };
  const items = there.item?.items ?? [];
  const ours = linesOf(known.written);
  const paired = pairLines(ours, items);
  const written = renumbered(known.written, paired);
  const lines: Known["lines"] = {};
  const gone: [id: string, before: EarlierLine | undefined, index: number][] = [];
  const others = new Set(items);
  for (const [id, number] of Object.entries(known.lines)) {
    const index = ours.findIndex(({ line }) => line === number);
    const now = index === -1 ? items.find(({ line }) => line === number) : paired[index];
    if (now) others.delete(now);
    if (now) lines[id] = now.line;
    else gone.push([id, ours[index], index]);
  }
  for (const [id, before, index] of gone) {
    const anew = before && takeSame(others, before);
    if (!anew) continue;
    // It is sent whole: what accounting typed may be on another item.
    lines[id] = anew.line;
    paired[index] = anew;
  }
  const isMissing = document.lines.some(({ id }) => id in known.lines && !(id in lines));
  if (others.size > 0 && (isMissing || isSplit(ours, paired, others))) {
    throw typedAnew(document, there);
  }
  const own = document.lines.map((line) => ({ ...line, erpLine: lines[line.id] }));
  return { document: { ...document, lines: own }, known: { ...known, lines, written }, there };
}

/** What is compared with the next write goes by the numbers of today. */
function renumbered(written: unknown, paired: (ReadLine | undefined)[]): unknown {
  const read = Numbered.safeParse(written);
  if (!read.success) return written;
  const items = read.data.item.items.map((line, index) => {
    const number = paired[index]?.line;
    return number === undefined ? line : { ...line, line: number };
  });
  return { ...read.data, item: { ...read.data.item, items } };
}

const CENTS_LOST = 1;

/**
 * Our lines come to less, and lines of others to as much: they may have their money. Or ours come to
 * more, and lines of others take as much off again.
 */
function isSplit(
  ours: EarlierLine[],
  paired: (ReadLine | undefined)[],
  others: Iterable<ReadLine>,
): boolean {
  let [less, more] = [new Decimal(0), new Decimal(0)];
  for (const [index, { amount }] of ours.entries()) {
    const now = paired[index]?.amount ?? amount;
    const grown = new Decimal(now).abs().minus(new Decimal(amount).abs());
    if (grown.isNegative()) less = less.minus(grown);
    else more = more.plus(grown);
  }
  const amounts = [...others].map(({ amount }) => new Decimal(amount ?? 0));
  const sumOf = (some: Decimal[]) => some.reduce((sum, one) => sum.plus(one.abs()), new Decimal(0));
  const total = ours.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  const back = amounts.filter((one) => one.isNegative() !== total.isNegative());
  return covers(sumOf(amounts), less) || covers(sumOf(back), more);
}

/** Parts are rounded. */
const covers = (added: Decimal, moved: Decimal) =>
  moved.greaterThan(0) && added.plus(CENTS_LOST).gte(moved);

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
