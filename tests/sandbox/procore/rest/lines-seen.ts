import type { Commitment, LineItem } from "../records.ts";
import type { Call } from "./call.ts";

/** The lines that this caller gets to see; the contract's totals count all of them. */
export function linesSeen({ grant }: Call, { lines, hiddenLineIds }: Commitment): LineItem[] {
  return grant.isService ? lines.filter(({ id }) => !hiddenLineIds.includes(id)) : lines;
}
