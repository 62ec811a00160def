import type { Commitment } from "../records.ts";
import { notFound } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import { findCommitment } from "./commitments.ts";

/**
 * Takes lines out of the service account's sight: these, so many of the last, or (true) all but the
 * first. The contract's totals stay as they are, and nobody is told.
 */
export function hideLines(
  state: ProcoreState,
  { commitmentId, hidden }: { commitmentId: string; hidden: boolean | number | string[] },
): Commitment {
  const commitment = findCommitment(state, commitmentId);
  const ids = commitment.lines.map(({ id }) => id);
  if (Array.isArray(hidden) && hidden.some((id) => !ids.includes(id))) throw notFound();
  commitment.hiddenLineIds = Array.isArray(hidden) ? hidden : ids.slice(firstHidden(ids, hidden));
  return commitment;
}

function firstHidden(ids: string[], hidden: boolean | number): number {
  if (hidden === false) return ids.length;
  return hidden === true ? 1 : Math.max(0, ids.length - hidden);
}
