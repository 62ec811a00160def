import { z } from "zod";
import { Failure, Remedy } from "./contract-failure.ts";
import { instant, money } from "./contract-parts.ts";

/** A record that fails, as the bell lists it. */
export const FailedRecord = z.object({
  recordId: z.string(),
  /** Its newest activity that failed. */
  activityId: z.string(),
  resourceWord: z.string(),
  procoreId: z.string(),
  title: z.string(),
  projectName: z.string().nullable(),
  currency: z.string(),
  failedAt: instant,
  /** How many fields changed, and what that comes to. */
  changes: z.number().int(),
  impact: money.nullable(),
  error: z.string(),
  isAcknowledged: z.boolean(),
});
export type FailedRecord = z.output<typeof FailedRecord>;

export const Bell = z.object({
  /** Failed records that nobody has taken note of. */
  unacknowledged: z.number().int(),
  /** May the person take note for the company: whoever may send something again. */
  canAcknowledge: z.boolean(),
  /** How many are open. */
  problems: z.number().int(),
  /** The last ones that failed, whether or not somebody has taken note. */
  newest: z.array(FailedRecord),
});
export type Bell = z.output<typeof Bell>;

const worth = z.array(z.object({ currency: z.string(), amount: money }));

export const Problem = z.object({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  whoseMove: Failure.shape.whoseMove,
  openedAt: instant,
  /** Records that fail for it, that are being sent again, and that wait for one of these. */
  failed: z.number().int(),
  retrying: z.number().int(),
  waiting: z.number().int(),
  /** What of all these is not in the ERP yet. */
  worth,
  /** Of one that fails; its activity takes the remedies. */
  failure: Failure.nullable(),
  activityId: z.string().nullable(),
  /** The likeliest one first; only what this person may do. A retry sends all that fail for it. */
  remedies: z.array(Remedy),
});
export type Problem = z.output<typeof Problem>;

export const ProblemList = z.object({
  /** The oldest first. */
  items: z.array(Problem),
  /** How many are open, if more than are listed. */
  count: z.number().int(),
  /** False: the company's own problems (connection, permissions) are not shown to this person. */
  isWhole: z.boolean(),
});
export type ProblemList = z.output<typeof ProblemList>;

export const BlockedRecord = z.object({
  recordId: z.string(),
  activityId: z.string().nullable(),
  resourceWord: z.string(),
  procoreId: z.string(),
  title: z.string(),
  projectName: z.string().nullable(),
  currency: z.string(),
  amount: money.nullable(),
  state: z.enum(["failed", "retrying", "waiting"]),
  error: z.string().nullable(),
});
export type BlockedRecord = z.output<typeof BlockedRecord>;

export const BlockedPage = z.object({
  items: z.array(BlockedRecord),
  nextCursor: z.string().nullable(),
});
export type BlockedPage = z.output<typeof BlockedPage>;

export const Queued = z.object({ queued: z.number().int() });
export type Queued = z.output<typeof Queued>;
