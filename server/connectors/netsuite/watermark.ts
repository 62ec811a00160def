import { z } from "zod";
import { ConflictError } from "../../errors.ts";

export const CLOCK_MASK = "YYYY-MM-DD HH24:MI:SS";
export const ClockText = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const Place = z.object({
  at: ClockText,
  id: z.string().regex(/^-?\d+$/),
});
type Place = z.output<typeof Place>;

/** Cursors of earlier versions have nothing in `seen`. */
const Watermark = Place.extend({ seen: z.array(Place).default([]) });

/**
 * NetSuite's clock text, and the id within that second. The text is an instant only while the
 * account keeps its time zone: the rows in `seen` show whether its clock was moved.
 */
export type Watermark = z.output<typeof Watermark>;

const Cursor = z.object({ changed: Watermark, deleted: Watermark });
export type Cursor = z.output<typeof Cursor>;

export const BEGINNING: Watermark = { at: "1970-01-01 00:00:00", id: "0", seen: [] };

const OVERLAP_MINUTES = 15;
/** Clocks are set back by as much as two hours (Antarctica/Troll). */
const NIGHT_OVERLAP_MINUTES = 135;
/** Clocks of two zones are up to 26 hours apart; the rest covers the overlap and clock changes. */
const ZONES_APART_HOURS = 36;
const HOUR_MS = 3_600_000;
const SEEN_ROWS = 5;

export function readCursor(cursor: string): Cursor {
  const read = Cursor.safeParse(parse(cursor));
  if (read.success) return read.data;
  throw new ConflictError(
    `The place where the NetSuite payment sync stopped cannot be read: ${JSON.stringify(cursor.slice(0, 80))}. Start it again from the beginning.`,
  );
}

export function placeOf(rows: { id: string; changed: string }[]): Watermark {
  const seen = rows.slice(-SEEN_ROWS).map(({ id, changed }) => ({ at: changed, id }));
  return { ...(seen.at(-1) as Place), seen };
}

/** Pages inside the overlap must not take the cursor back. */
export function later(one: Watermark, other: Watermark): Watermark {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return BigInt(one.id) >= BigInt(other.id) ? one : other;
}

/** `seen` is empty: the account's time zone is not known. */
export function markAt(instant: Date): Watermark {
  return { at: clockText(instant.getTime()), id: "0", seen: [] };
}

/** Some minutes back: what is saved becomes visible later than the time it bears. */
export function overlapped(mark: Watermark): Watermark {
  if (mark.seen.length === 0) return whateverTheZone(mark);
  const hour = Number(mark.at.slice(11, 13));
  // Where clocks are set back, local time repeats an hour, always at night.
  const isNight = hour < 4 || hour >= 22;
  return back(mark, (isNight ? NIGHT_OVERLAP_MINUTES : OVERLAP_MINUTES) * 60_000);
}

export function whateverTheZone(mark: Watermark): Watermark {
  return back(mark, ZONES_APART_HOURS * HOUR_MS);
}

/** Noon, two days earlier: in any zone, no clock skips or repeats that hour. */
export function surelyBefore({ at }: Watermark): string {
  return `${clockText(msOf(at) - 48 * HOUR_MS).slice(0, 10)} 12:00:00`;
}

function back({ at }: Watermark, ms: number): Watermark {
  return { at: clockText(msOf(at) - ms), id: "0", seen: [] };
}

/** Only to add and subtract: the text has no zone. */
const msOf = (at: string) => Date.parse(`${at.replace(" ", "T")}Z`);

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
