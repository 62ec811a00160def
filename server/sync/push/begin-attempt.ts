import type { Found } from "../../connectors/connector.ts";
import type { Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { beginPush } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import { difference } from "../detect/compare.ts";
import type { SyncParts } from "../parts.ts";

/**
 * A push under way: the record as it was when the write began, and the newest activity that this
 * write covers.
 */
export interface Attempt {
  record: SyncRecord;
  /** The claim on the record: nothing of this push is written down once another has begun. */
  begunAt: Date;
  upTo: string | undefined;
  /** An earlier write of this record never got its answer, or has to be read back. */
  isOutcomeUnknown: boolean;
  /** That write may still be carried out. */
  mayLand: boolean;
}

/**
 * Marks the write as begun, before it begins: a crash from here on leaves a trace. Undefined when
 * the record is gone or has changed since it was read, or when another write of it is under way.
 */
export async function beginAttempt(
  { durations }: Pick<SyncParts, "durations">,
  scope: Scope,
  of: SyncRecord,
): Promise<Attempt | undefined> {
  const begun = await beginPush(scope, of, durations);
  if (!begun) return undefined;
  const { record, begunAt, newestOpen } = begun;
  const isLost = record.attemptingSince !== null;
  const mayLand = isLost && readBackAt(record) !== null;
  const isOutcomeUnknown = isLost || isToReadBack(record);
  return { record, begunAt, upTo: newestOpen, isOutcomeUnknown, mayLand };
}

/** When what a lost write has left can be read for good; null once that is now. */
export function readBackAt({ landsUntil }: Pick<SyncRecord, "landsUntil">): Date | null {
  return landsUntil && landsUntil.getTime() > Date.now() ? landsUntil : null;
}

/** After a lost write, nothing of it can happen any longer: what the ERP has now is what it keeps. */
export function isToReadBack(record: Pick<SyncRecord, "landsUntil">): boolean {
  return record.landsUntil !== null && readBackAt(record) === null;
}

/** Has anything that is sent to the ERP changed since the record was read? */
export function hasChanged(record: SyncRecord, now: SyncRecord): boolean {
  return difference(kindOf(record), record.snapshot, now.snapshot).isToSend;
}

export const isSameTime = (one: Date | null, other: Date | null) =>
  one?.getTime() === other?.getTime();

/** Does what the ERP has show that the lost write was carried out? It never is twice. */
export function hasLanded(record: SyncRecord, found: Found | undefined): boolean {
  if (!found) return false;
  if (found.id !== record.erpId) return true;
  const { isToSend: isOther } = difference(kindOf(record), record.sent, record.snapshot);
  return found.isCurrent && record.sent !== null && isOther;
}
