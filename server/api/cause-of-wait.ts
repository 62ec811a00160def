import type { Awaited } from "../store/awaited.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Accepted, Standing } from "./contract.ts";

type Waiting = Pick<SyncRecord, "status" | "waiting" | "differs" | "untold">;

export function causeOfWait(record: Waiting, awaited: Awaited | undefined): string | null {
  const { status, waiting } = record;
  if (status !== "pending" || waiting === null || !awaited) return waitingOf(record);
  if (awaited.unread !== null) return `${waiting}, which cannot be read: ${awaited.unread}`;
  if (awaited.status === "error" && awaited.failure) {
    return `${waiting}, which failed: ${awaited.failure.title}`;
  }
  return awaited.isUnanswered ? awaited.waiting : waiting;
}

export function standingOf({
  status,
  erpState,
}: Pick<SyncRecord, "status" | "erpState">): Standing | null {
  if (status !== "success") return null;
  return erpState === "pending_approval" || erpState === "on_hold" ? erpState : null;
}

/** It counts until either side changes. */
export function acceptedOf({
  status,
  accepted,
}: Pick<SyncRecord, "status" | "accepted">): Accepted | null {
  if (accepted === null || status !== "success") return null;
  return { by: accepted.by, at: accepted.at, says: accepted.says };
}

function waitingOf({ status, waiting, differs, untold }: Waiting): string | null {
  const seen = status === "desynchronized" ? differs : null;
  return waiting ?? seen ?? (untold && `Procore's banner was not set: ${untold}`);
}
