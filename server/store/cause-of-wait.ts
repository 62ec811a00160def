import type { Awaited } from "./awaited.ts";
import type { SyncRecord } from "./records.ts";

type Waiting = Pick<SyncRecord, "status" | "waiting" | "differs" | "untold">;

/** Who waits for something that failed, waits for that failure. */
export function causeOfWait(record: Waiting, awaited: Awaited | undefined): string | null {
  const { status, waiting } = record;
  if (status !== "pending" || waiting === null || !awaited) return waitingOf(record);
  if (awaited.unread !== null) return `${waiting}, which cannot be read: ${awaited.unread}`;
  if (awaited.status === "error" && awaited.failure) {
    return `${waiting}, which failed: ${awaited.failure.title}`;
  }
  return awaited.isUnanswered ? awaited.waiting : waiting;
}

function waitingOf({ status, waiting, differs, untold }: Waiting): string | null {
  const seen = status === "desynchronized" ? differs : null;
  return waiting ?? seen ?? (untold && `Procore's banner was not set: ${untold}`);
}
