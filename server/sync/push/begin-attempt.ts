import type { Found } from "../../connectors/connector.ts";
import type { Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { beginPush } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import { difference } from "../detect/compare.ts";
import type { SyncParts } from "../parts.ts";

/** `record`: as the write began. `upTo`: the newest activity that the write covers. */
export interface Attempt {
  record: SyncRecord;
  /** The claim on the record: once another push has begun, nothing of this one is saved. */
  begunAt: Date;
  upTo: string | undefined;
  /** The answer of an earlier write was lost, or that write has to be read back. */
  isOutcomeUnknown: boolean;
  /** The ERP may still carry out that write. */
  mayLand: boolean;
}

/** Saved before the write: a crash leaves a trace. Undefined: gone, changed or being written. */
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
  const isOutcomeUnknown = isLost || record.landsUntil !== null;
  return { record, begunAt, upTo: newestOpen, isOutcomeUnknown, mayLand };
}

/** When the effect of a lost write is final; null: it is final now, or no write was lost. */
export function readBackAt({ landsUntil }: Pick<SyncRecord, "landsUntil">): Date | null {
  return landsUntil && landsUntil.getTime() > Date.now() ? landsUntil : null;
}

/** The lost write can no longer be carried out: what the ERP has now is final. */
export function isToReadBack(record: Pick<SyncRecord, "landsUntil">): boolean {
  return record.landsUntil !== null && readBackAt(record) === null;
}

export function hasChanged(record: SyncRecord, now: SyncRecord): boolean {
  return difference(kindOf(record), record.snapshot, now.snapshot).isToSend;
}

export const isSameTime = (one: Date | null, other: Date | null) =>
  one?.getTime() === other?.getTime();

export function hasLanded(record: SyncRecord, found: Found | undefined): boolean {
  if (!found) return false;
  if (found.id !== record.erpId) return true;
  const { isToSend: isOther } = difference(kindOf(record), record.sent, record.snapshot);
  return found.isCurrent && record.sent !== null && isOther;
}
