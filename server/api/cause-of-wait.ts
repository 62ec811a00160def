import type { Awaited } from "../store/awaited.ts";
import { isUnanswered, type SyncRecord } from "../store/records.ts";

/**
 * Why a record waits, for people: who waits for something that failed, or that another system does
 * not answer, shows that instead of the wait.
 */
export function causeOfWait(
  { status, waiting }: Pick<SyncRecord, "status" | "waiting">,
  awaited: Awaited | undefined,
): string | null {
  if (status !== "pending" || waiting === null || !awaited) return waiting;
  if (awaited.unread !== null) return `${waiting}, which cannot be read: ${awaited.unread}`;
  if (awaited.status === "error" && awaited.failure) {
    return `${waiting}, which failed: ${awaited.failure.title}`;
  }
  return isUnanswered(awaited) ? awaited.waiting : waiting;
}
