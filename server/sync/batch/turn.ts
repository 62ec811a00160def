import type { Batch, BatchItem } from "../../store/batches.ts";

/** What is done before the next look at the batch. */
export interface Turn {
  batch: Batch;
  items: BatchItem[];
  signal: AbortSignal;
  /** What fails now is set aside. */
  isLastTry: boolean;
}
