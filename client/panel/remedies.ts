import type { CommitmentView, Remedy } from "../../server/api/contract.ts";
import { nextSync } from "./sync-mark.ts";

/** Trying again stands in the bar below, once: here are the ways out that are more than that. */
export function remediesOf({ failure, may }: CommitmentView, consoleUrl: string): Remedy[] {
  return (failure?.remedies ?? [])
    .filter(({ kind }) => kind !== "retry" && (kind !== "create_vendor" || may.sync))
    .map((remedy) =>
      remedy.kind === "open_settings" ? { ...remedy, url: remedy.url ?? consoleUrl } : remedy,
    )
    .filter(({ kind, url }) => kind === "create_vendor" || url !== null);
}

/** One button of a view is its first: a remedy comes before trying the same thing again. */
export function hasPrimarySync(view: CommitmentView): boolean {
  return nextSync(view) !== null && remediesOf(view, "").length === 0;
}
