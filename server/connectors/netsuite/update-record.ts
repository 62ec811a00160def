import { Decimal } from "decimal.js";
import { z } from "zod";
import { CannotFollowError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { Document } from "../documents.ts";
import { codingToSend, withoutCoding } from "./coding.ts";
import { totalOf } from "./counterpart.ts";
import { lineBilled, vendorBilled } from "./own-refusals.ts";
import type { ReadRecord } from "./read-record.ts";
import type { PartialLine, PartialRecord, WrittenLine, WrittenRecord } from "./write-record.ts";

const FIELDS = [
  "entity",
  "subsidiary",
  "currency",
  "tranId",
  "tranDate",
  "dueDate",
  "memo",
] as const;

interface Update {
  known: Known;
  there: ReadRecord;
}

const Earlier = z.looseObject({
  entity: z.unknown().optional(),
  subsidiary: z.unknown().optional(),
  currency: z.unknown().optional(),
  tranId: z.unknown().optional(),
  tranDate: z.unknown().optional(),
  dueDate: z.unknown().optional(),
  memo: z.unknown().optional(),
  item: z
    .object({
      items: z.array(
        z.looseObject({
          line: z.string().optional(),
          item: z.unknown().optional(),
          description: z.unknown().optional(),
        }),
      ),
    })
    .optional(),
});
type Earlier = z.output<typeof Earlier>;

/** NetSuite help, "Replacing Sublist Lines": a line named by its key keeps what is not sent. */
export function changesOf(written: WrittenRecord, { known, there }: Update): PartialRecord {
  const { data: before } = Earlier.safeParse(known.written);
  const record: PartialRecord = {};
  for (const field of FIELDS) {
    if (isDifferent(written[field], before?.[field])) {
      Object.assign(record, { [field]: written[field] });
    }
  }
  Object.assign(record, codingToSend(written, before, there));
  const others = linesOfOthers(there, known);
  const own = written.item?.items ?? [];
  record.item = { items: [...own.map((line) => changedLine(line, before, there)), ...others.item] };
  if (others.expense.length > 0) record.expense = { items: others.expense };
  return record;
}

const isDifferent = (now: unknown, before: unknown) =>
  now !== undefined && JSON.stringify(now) !== JSON.stringify(before);

function changedLine(
  line: WrittenLine,
  before: Earlier | undefined,
  there: ReadRecord,
): PartialLine {
  const known = ({ line: number }: { line?: string | undefined }) => number === line.line;
  const earlier = line.line === undefined ? undefined : before?.item?.items.find(known);
  const held = line.line === undefined ? undefined : there.item?.items.find(known);
  const coding = codingToSend(line, earlier, held);
  const { item, description, ...money } = withoutCoding(line);
  if (!earlier) return { ...money, item, description, ...coding };
  return {
    ...money,
    ...coding,
    ...(isDifferent(item, earlier.item) && { item }),
    ...(description !== earlier.description && { description }),
  };
}

export function linesOfOthers({ item, expense }: ReadRecord, { lines }: Pick<Known, "lines">) {
  const ours = new Set(Object.values(lines));
  return {
    item: (item?.items ?? []).filter(({ line }) => !ours.has(line)).map(({ line }) => ({ line })),
    expense: (expense?.items ?? []).map(({ line }) => ({ line })),
  };
}

const wantedOf = (document: Document) => ("total" in document ? document.total : "0.00");

/** Throws a CannotFollowError: what is billed, or bills an order, keeps its vendor in NetSuite. */
export function refuseOtherVendor(
  document: Document,
  changes: PartialRecord,
  there: ReadRecord,
): void {
  const { id } = changes.entity ?? {};
  if (id === undefined || id === there.entity) return;
  const isTied = there.item?.items.some(
    ({ orderDoc, quantityBilled }) => orderDoc || !new Decimal(quantityBilled ?? 0).isZero(),
  );
  if (!isTied) return;
  throw new CannotFollowError({
    system: "NetSuite",
    reason: `${there.tranId ?? document.reference} stays with vendor ${there.entity} instead of vendor ${id}: ${document.kind === "bill" ? "it bills that vendor's order" : "it is billed"}.`,
    retryable: false,
    refusal: vendorBilled,
    figures: undefined,
  });
}

/** Throws a CannotFollowError when a line that is to go has been billed. */
export function refuseBilledLines(
  document: Document,
  written: WrittenRecord,
  { there, known }: { there: ReadRecord; known: Known },
): void {
  const kept = new Set(written.item?.items.map(({ line }) => line));
  const ours = new Set(Object.values(known.lines));
  const billed = there.item?.items.find(
    ({ line, quantityBilled }) =>
      ours.has(line) && !kept.has(line) && !new Decimal(quantityBilled ?? 0).isZero(),
  );
  if (!billed) return;
  const figures = { total: totalOf(there) ?? "0.00", wanted: wantedOf(document) };
  throw new CannotFollowError({
    system: "NetSuite",
    reason: `${there.tranId ?? document.reference} stays at ${figures.total} instead of ${figures.wanted}: its line ${billed.line} (${billed.description ?? "no description"}) is billed and cannot be taken off.`,
    retryable: false,
    refusal: lineBilled,
    figures,
  });
}
