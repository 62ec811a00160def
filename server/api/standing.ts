import type { SyncRecord } from "../store/records.ts";
import type { Accepted, Standing } from "./contract.ts";

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
