import type { LiveEvent } from "../../server/api/contract.ts";

/**
 * Whether an answer that was fetched under `key` may be out of date after `event`. A preview is a
 * look at one moment and stays.
 */
export function isTouched(key: unknown, event: LiveEvent): boolean {
  if (typeof key !== "string" || key.endsWith("/preview")) return false;
  if (key.includes("/commitments/")) {
    return event.commitmentId === null || key.endsWith(`/commitments/${event.commitmentId}`);
  }
  if (key.endsWith("/installation") || key === "/companies") return event.what === "settings";
  if (key.includes("/activities")) return event.what === "activity" || event.what === "record";
  return false;
}
