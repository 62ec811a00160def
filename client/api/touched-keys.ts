import type { LiveEvent } from "../../server/api/contract.ts";

/** `commitment:42` → `42`. */
const idIn = (parent: string) => parent.slice(parent.indexOf(":") + 1);

/**
 * Whether an answer that was fetched under `key` may be out of date after `event`. A preview is a
 * look at one moment and stays.
 */
export function isTouched(key: unknown, event: LiveEvent): boolean {
  if (typeof key !== "string" || key.endsWith("/preview")) return false;
  if (key.includes("/commitments/")) {
    return event.parent === null || key.endsWith(`/commitments/${idIn(event.parent)}`);
  }
  if (key.endsWith("/installation") || key === "/companies") return event.what === "settings";
  if (key.includes("/activities")) return event.what === "activity" || event.what === "record";
  return false;
}
