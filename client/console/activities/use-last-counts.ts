import { useRef } from "react";
import type { ActivityPage } from "../../../server/api/contract.ts";

type Counts = ActivityPage["counts"];

/** The numbers on the tabs stay while another tab's rows are on their way. */
export function useLastCounts(counts: Counts | undefined): Counts | undefined {
  const last = useRef(counts);
  if (counts) last.current = counts;
  return last.current;
}
