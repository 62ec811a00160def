import { z } from "zod";
import { ConflictError } from "../../errors.ts";

/**
 * A place in a feed ordered by time and id: NetSuite's own clock text, in the account's time zone,
 * and the id within that second.
 */
export interface Watermark {
  at: string;
  id: string;
}

export interface Cursor {
  changed: Watermark;
  deleted: Watermark;
}

export const CLOCK_MASK = "YYYY-MM-DD HH24:MI:SS";
export const BEGINNING: Watermark = { at: "1970-01-01 00:00:00", id: "0" };

const Watermark = z.object({
  at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  id: z.string().regex(/^-?\d+$/),
});
const Cursor = z.object({ changed: Watermark, deleted: Watermark });
const OVERLAP_MINUTES = 15;
const NIGHT_OVERLAP_MINUTES = 75;
const DAY_MS = 86_400_000;

export function readCursor(cursor: string): Cursor {
  const read = Cursor.safeParse(parse(cursor));
  if (read.success) return read.data;
  throw new ConflictError(
    `The place where the NetSuite payment sync stopped cannot be read: ${JSON.stringify(cursor.slice(0, 80))}. Start it again from the beginning.`,
  );
}

/** The later of two: pages inside the overlap must not take the cursor back. */
export function later(one: Watermark, other: Watermark): Watermark {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return BigInt(one.id) >= BigInt(other.id) ? one : other;
}

/** A place surely before this instant, whatever the account's time zone. */
export function markBefore(instant: Date): Watermark {
  return { at: clockText(instant.getTime() - DAY_MS), id: "0" };
}

/**
 * Where to begin: some minutes back, because what is saved becomes visible later than the time it
 * bears.
 */
export function overlapped(mark: Watermark): Watermark {
  const { at } = mark;
  if (at === BEGINNING.at) return mark;
  // Around clock changes the account's local time repeats an hour, always at night.
  const minutes = Number(at.slice(11, 13)) < 4 ? NIGHT_OVERLAP_MINUTES : OVERLAP_MINUTES;
  return { at: clockText(Date.parse(`${at.replace(" ", "T")}Z`) - minutes * 60_000), id: "0" };
}

function clockText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
