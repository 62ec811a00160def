import { Decimal } from "decimal.js";
import { z } from "zod";
import { CannotFollowError } from "../../errors.ts";
import type { Known } from "../connector.ts";
import type { Document } from "../documents.ts";
import { codingToSend, isToSend, withoutCoding } from "./coding.ts";
import { vendorBilled } from "./own-refusals.ts";
import type { ReadLine, ReadRecord } from "./read-record.ts";
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

/** What accounting wrote there instead stays. */
const WORDS: readonly string[] = ["tranDate", "dueDate", "memo"];

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
  const billed = billedLines(written, { known, there }).map(({ line: { line } }) => ({ line }));
  const { data: before } = Earlier.safeParse(known.written);
  const record: PartialRecord = {};
  for (const field of FIELDS) {
    const isOurs = WORDS.includes(field)
      ? isToSend(written[field], before?.[field], there[field])
      : isDifferent(written[field], before?.[field]);
    if (isOurs) Object.assign(record, { [field]: written[field] });
  }
  Object.assign(record, codingToSend(written, before, there));
  const others = linesOfOthers(there, known);
  const own = written.item?.items ?? [];
  record.item = {
    items: [...own.map((line) => changedLine(line, before, there)), ...billed, ...others.item],
  };
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
    ...(isToSend(description, earlier.description, held?.description) && { description }),
  };
}

export function linesOfOthers({ item, expense }: ReadRecord, { lines }: Pick<Known, "lines">) {
  const ours = new Set(Object.values(lines));
  return {
    item: (item?.items ?? []).filter(({ line }) => !ours.has(line)).map(({ line }) => ({ line })),
    expense: (expense?.items ?? []).map(({ line }) => ({ line })),
  };
}

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

/**
 * Our lines that are to go and cannot: they are billed or received. They stay ours until those
 * bills and receipts are gone.
 */
export function billedLines(
  written: WrittenRecord,
  { there, known }: Update,
): { id: string; line: ReadLine }[] {
  const kept = new Set(written.item?.items.map(({ line }) => line));
  return Object.entries(known.lines).flatMap(([id, number]) => {
    const line = there.item?.items.find((one) => one.line === number);
    if (!line || kept.has(number)) return [];
    const isHeld = isCounted(line.quantityBilled) || isCounted(line.quantityReceived);
    return isHeld ? [{ id, line }] : [];
  });
}

const isCounted = (quantity: string | null | undefined) => !new Decimal(quantity || 0).isZero();

/** Undefined: there are none. */
export function remarkOnBilled(billed: ReturnType<typeof billedLines>): string | undefined {
  if (billed.length === 0) return undefined;
  const names = billed.map(
    ({ line: { line, description } }) => `line ${line} (${description ?? "no description"})`,
  );
  // What is billed without a receipt counts as received, too.
  const isReceived = billed.some(({ line: { quantityReceived, quantityBilled } }) =>
    new Decimal(quantityReceived || 0).abs().gt(new Decimal(quantityBilled || 0).abs()),
  );
  const isBilled = billed.some(({ line: { quantityBilled } }) => isCounted(quantityBilled));
  const how = !isBilled ? "received" : isReceived ? "billed or received" : "billed";
  const what = !isBilled ? "item receipts" : isReceived ? "bills and item receipts" : "bills";
  const [stay, of] =
    names.length > 1 ? [`are ${how} and stay`, "them"] : [`is ${how} and stays`, "it"];
  return `its ${names.join(", ")} ${stay}, though Procore has ${of} no more: accounting deletes the ${what} of ${of}, or somebody approves ${of} again in Procore; then somebody presses Sync now. What is paid stays, and the two differ by it`;
}
