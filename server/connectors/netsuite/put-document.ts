import { CannotFollowError, isRefusal, RemoteError } from "../../errors.ts";
import type { Counterpart, Found, Known, Pause } from "../connector.ts";
import type { Document } from "../documents.ts";
import type { Send } from "./client.ts";
import { foundCounterpart, numberOf, totalOf, writtenCounterpart } from "./counterpart.ts";
import type { Currencies } from "./currencies.ts";
import { anotherRecord, counterpartGone } from "./own-refusals.ts";
import type { HeldLine } from "./quantities.ts";
import { readBack, readNamed } from "./read-back.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";
import { refusalOfVendor } from "./refusal-of-vendor.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { takenOver } from "./typed-anew.ts";
import {
  billedLines,
  changesOf,
  linesOfOthers,
  refuseOtherVendor,
  remarkOnBilled,
} from "./update-record.ts";
import { withoutRefused } from "./without-refused.ts";
import { type WrittenRecord, writtenRecord } from "./write-record.ts";
import { writeRequest } from "./write-request.ts";

export interface PutContext {
  send: Send;
  currencies: Currencies;
  settings: NetSuiteSettings;
  pause: Pause;
  /** For a bill: the lines of its order, as NetSuite has them. */
  ordered?: HeldLine[] | undefined;
}

const CLASH_DELAY_MS = 500;

/** Reads back: PUT may send no Location, and only lines that are read back have numbers. */
export async function putDocument(
  document: Document,
  known: Known | undefined,
  context: PutContext,
): Promise<Counterpart> {
  if (document.kind === "vendor") {
    return withoutRefused(document, (vendor) => upsert(vendor, known, context));
  }
  return upsert(document, known, context).catch((error: unknown) =>
    refusalOfVendor(context.send, document.vendorId, error),
  );
}

async function upsert(
  document: Document,
  known: Known | undefined,
  context: PutContext,
): Promise<Counterpart> {
  const there = known && (await readKnown(context.send, document, known));
  if (known && there) return updateDocument(takenOver(document, { known, there }), context);
  if (known && !known.isAskedFor) throw gone(document, known);
  const { send, pause, ordered } = context;
  const written = await wholeRecord(document, context, { held: ordered });
  const request = writeRequest(document, written);
  try {
    await send(request);
  } catch (error) {
    if (!isRefusal(error, "record_changed")) throw error;
    await pause(CLASH_DELAY_MS);
    const now = await readNamed(context, document);
    const { isCurrent, ...found } = now ? foundCounterpart(document, written, now) : NOTHING;
    if (isCurrent) return found;
    await send(request);
  }
  return writtenCounterpart(document, written, await readBack(context, document));
}

export async function wholeRecord(
  document: Document,
  { currencies, settings }: Pick<PutContext, "currencies" | "settings">,
  { known, held }: { known?: Known | undefined; held?: HeldLine[] | undefined },
): Promise<WrittenRecord> {
  const { item, ...head } = writtenRecord(document, settings, held);
  return { ...head, ...(await currencies.written(document, known)), ...(item && { item }) };
}

const NOTHING: Found = { id: "", number: undefined, lines: {}, total: undefined, isCurrent: false };

/** By NetSuite's own id: an import may have moved our external id. Undefined: it is gone. */
export async function readKnown(
  send: Send,
  document: Document,
  { id }: Known,
): Promise<ReadRecord | undefined> {
  const ours = await readRecord(send, document);
  if (ours?.id === id) return ours;
  const there = await readRecord(send, document, id);
  if (ours) {
    throw new RemoteError({
      system: "NetSuite",
      reason: `The external ID ${document.reference} is on record ${ours.id} (${numberOf(document, ours) ?? "no number"}), and what Crosstie wrote is record ${id} (${there ? (numberOf(document, there) ?? "no number") : "deleted"}).`,
      retryable: false,
      refusal: anotherRecord,
    });
  }
  return there && { ...there, isNamedAnew: true };
}

function gone(document: Document, { id }: Known): CannotFollowError {
  return new CannotFollowError({
    system: "NetSuite",
    reason: `NetSuite no longer has record ${id}, which Crosstie wrote as ${document.reference}.`,
    retryable: false,
    refusal: counterpartGone,
    figures: undefined,
  });
}

async function updateDocument(
  { document, known, there }: { document: Document; known: Known; there: ReadRecord },
  context: PutContext,
): Promise<Counterpart> {
  const { send, pause, ordered } = context;
  const id = there.isNamedAnew ? there.id : undefined;
  const write = async (before: ReadRecord) => {
    const held = document.kind === "bill" ? ordered : before.item?.items;
    const wanted = await wholeRecord(document, context, { known, held });
    const changes = changesOf(wanted, { known, there: before });
    refuseOtherVendor(document, changes, before);
    await send(writeRequest(document, changes, id));
    return { wanted, billed: billedLines(wanted, { known, there: before }) };
  };
  const { wanted: written, billed } = await write(there).catch(async (error: unknown) => {
    if (!isRefusal(error, "record_changed")) throw error;
    await pause(CLASH_DELAY_MS);
    return write((await readRecord(send, document, id)) ?? there);
  });
  const now = await readBack(context, document, id);
  const others = [...linesOfOthers(there, known).item, ...billed.map(({ line }) => line)];
  const put = writtenCounterpart(document, written, withoutLines(now, others), known);
  const stay = Object.fromEntries(billed.map(({ id: ours, line }) => [ours, line.line]));
  return {
    ...put,
    lines: { ...put.lines, ...stay },
    remark: remarkOnBilled(billed) ?? put.remark,
    total: totalOf(now),
  };
}

function withoutLines(now: ReadRecord, others: { line: string }[]): ReadRecord {
  const theirs = new Set(others.map(({ line }) => line));
  const items = now.item?.items.filter(({ line }) => !theirs.has(line)) ?? [];
  return { ...now, item: { items } };
}
