import { inCompany } from "../../database/scope.ts";
import { AppError, isWorthRetrying, RemoteError } from "../../errors.ts";
import {
  type Cause,
  forgetFailedRead,
  noteFailedRead,
  type Unreadable,
} from "../../store/failed-reads.ts";
import type { SyncParts } from "../parts.ts";

interface Reading {
  isLastTry: boolean;
  /** An earlier failure is noted, or may be. */
  isNoted: boolean;
  read(): Promise<void>;
}

/** Notes a read that fails for good: polls repeat it, Settings shows why. Success clears it. */
export async function readOrNote(
  { db }: Pick<SyncParts, "db">,
  what: Unreadable,
  { isLastTry, isNoted, read }: Reading,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (isLastTry || !isWorthRetrying(error)) {
      const cause = causeOf(error);
      await inCompany(db, what.companyId, (scope) => noteFailedRead(scope, what, cause));
    }
    throw error;
  }
  if (isNoted) await inCompany(db, what.companyId, (scope) => forgetFailedRead(scope, what));
}

const NOT_PERMITTED = new Set([401, 403, 404]);

function causeOf(error: unknown): Cause {
  if (!(error instanceof AppError)) {
    return {
      reason: "Crosstie stumbled over it; the fault has been logged",
      whoseMove: "crosstie",
    };
  }
  const isPermission = error instanceof RemoteError && NOT_PERMITTED.has(error.remoteStatus ?? 0);
  return { reason: error.message, whoseMove: isPermission ? "admin" : "crosstie" };
}
