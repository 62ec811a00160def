import { z } from "zod";
import { instant } from "./contract-parts.ts";

/** Of an export. */
export const ActivityColumn = z.enum([
  "detectedAt",
  "action",
  "resource",
  "procoreId",
  "title",
  "project",
  "changes",
  "fields",
  "impact",
  "percent",
  "currency",
  "status",
  "reason",
  "error",
  "transactionId",
  "erpNumber",
  "syncedAt",
  "changedBy",
  "requestedBy",
  "id",
]);
export type ActivityColumn = z.output<typeof ActivityColumn>;

export const BatchAction = z.enum(["retry", "acknowledge", "archive", "bring_back"]);
export type BatchAction = z.output<typeof BatchAction>;

/** What a person has done to many activities; its counts grow while it goes on. */
export const Batch = z.object({
  id: z.string(),
  action: BatchAction,
  by: z.string(),
  startedAt: instant,
  /** Null: it goes on. */
  endedAt: instant.nullable(),
  total: z.number().int(),
  /** Of a retry: its record has been tried since, and is in step. */
  done: z.number().int(),
  /** Asked for, and not tried yet. */
  underWay: z.number().int(),
  /** Tried: they wait for something else. */
  waiting: z.number().int(),
  refused: z.number().int(),
  /** Why most of these did not work. */
  reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** Why it ended before all was done. */
  problem: z.string().nullable(),
  canStop: z.boolean(),
});
export type Batch = z.output<typeof Batch>;

export const NewestBatch = z.object({ batch: Batch.nullable() });
export type NewestBatch = z.output<typeof NewestBatch>;

/** What did not work, and what waits for something else. */
export const RefusedPage = z.object({
  items: z.array(
    z.object({
      activityId: z.string(),
      resourceWord: z.string(),
      procoreId: z.string(),
      title: z.string(),
      reason: z.string(),
      isWaiting: z.boolean(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type RefusedPage = z.output<typeof RefusedPage>;
