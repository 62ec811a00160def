import { z } from "zod";
import { date, instant } from "./contract-parts.ts";
import { Problem } from "./contract-problems.ts";

const worth = Problem.shape.worth;

export const Overview = z.object({
  /** False: only what concerns the person's own projects; nothing of the company itself. */
  isWhole: z.boolean(),
  /** Has there ever been a change? */
  hasActivities: z.boolean(),
  /** Open problems by whose move it is. */
  needs: z.array(
    z.object({
      whoseMove: Problem.shape.whoseMove,
      problems: z.number().int(),
      records: z.number().int(),
      worth,
    }),
  ),
  /** The oldest of them. */
  problems: z.array(Problem),
  /** Records whose changes wait or failed, and what of them is not in the ERP yet. */
  inFlight: z.object({
    pending: z.object({ records: z.number().int(), worth }),
    failed: z.object({ records: z.number().int(), worth }),
  }),
  /** Records that the ERP has otherwise: a person says whose values stand. */
  differing: z.number().int(),
  /** Records that were never sent: no change of them waits, somebody chooses them. */
  notIntegrated: z.number().int(),
  /** Changes by the day of the reader that detected them, and what became of them; today is last. */
  days: z.array(
    z.object({
      date,
      since: instant,
      until: instant,
      synced: z.number().int(),
      failed: z.number().int(),
      pending: z.number().int(),
    }),
  ),
  /** What waits longest. */
  oldest: z.array(
    z.object({
      activityId: z.string(),
      title: z.string(),
      resourceWord: z.string(),
      projectName: z.string().nullable(),
      since: instant,
      waiting: z.string().nullable(),
    }),
  ),
  health: z
    .object({
      erp: z.object({
        name: z.string(),
        state: z.enum(["working", "broken", "missing"]),
        message: z.string(),
        /** When it last took or gave something. */
        answeredAt: instant.nullable(),
        /** Since when the oldest record waits for its turn. */
        queuedSince: instant.nullable(),
      }),
      procore: z.object({
        state: z.enum(["working", "broken"]),
        message: z.string(),
        answeredAt: instant.nullable(),
        /** Since when the oldest delivery waits to be read. */
        queuedSince: instant.nullable(),
      }),
    })
    .nullable(),
  runs: z.array(
    z.object({
      what: z.enum(["poll", "payments", "compare"]),
      lastAt: instant.nullable(),
      /** Null: never by itself. */
      nextAt: instant.nullable(),
      problem: z.string().nullable(),
      /** Of the comparison: contracts whose figures differ. Null: it does not say. */
      differing: z.number().int().nullable(),
    }),
  ),
});
export type Overview = z.output<typeof Overview>;
