import { AppError, RemoteError } from "../errors.ts";
import { isWorthRetrying } from "../jobs/is-worth-retrying.ts";
import { type Cause, type Look, oweLook, settleLook } from "../store/owed-looks.ts";
import type { SyncParts } from "./parts.ts";

interface Had {
  /** A failure after this one is not tried again by itself. */
  isLastTry: boolean;
  have: () => Promise<void>;
}

/**
 * Looks. A look that fails for good is owed from then on: polls have it again, and Settings shows
 * why it failed. One that succeeds is no longer owed.
 */
export async function lookOrOwe(
  { db }: Pick<SyncParts, "db">,
  look: Look,
  { isLastTry, have }: Had,
): Promise<void> {
  try {
    await have();
  } catch (error) {
    if (isLastTry || !isWorthRetrying(error)) await oweLook(db, look, causeOf(error));
    throw error;
  }
  await settleLook(db, look);
}

const NOT_PERMITTED = new Set([401, 403, 404]);

/** Why, in the words of whoever refused. */
export function causeOf(error: unknown): Cause {
  if (!(error instanceof AppError)) {
    return {
      reason: "Crosstie stumbled over it; the fault has been logged",
      whoseMove: "crosstie",
    };
  }
  const isPermission = error instanceof RemoteError && NOT_PERMITTED.has(error.remoteStatus ?? 0);
  return { reason: error.message, whoseMove: isPermission ? "admin" : "crosstie" };
}
