import { z } from "zod";
import { instant } from "./contract-parts.ts";

export { procoreId } from "./contract-parts.ts";

/** Money: decimal strings. Instants: ISO 8601 UTC. Dates: YYYY-MM-DD. Ids: strings. */

const SessionFacts = z.object({
  id: z.string(),
  /** Without a further request; each moves it on, up to the session's whole length. */
  expiresAt: instant,
});
const SessionUser = z.object({ id: z.string(), name: z.string(), login: z.string() });

export const Session = SessionFacts.extend({
  /**
   * Sent as `Authorization: Bearer` where no cookie is kept; a page then has it in memory only. The
   * cookie is given to a page of ours: `x-crosstie: 1` and our own `Origin`.
   */
  token: z.string(),
  user: SessionUser,
});
export type Session = z.output<typeof Session>;

export const WhoIsIn = SessionUser.extend({ session: SessionFacts });
export type WhoIsIn = z.output<typeof WhoIsIn>;

export * from "./contract-activity.ts";
export * from "./contract-commitment.ts";
export * from "./contract-installation.ts";
export * from "./contract-system.ts";

/** The data of one `changed` event of `GET …/live`: screens fetch again what it touches. */
export const LiveEvent = z.object({
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  /** `commitment:<id>`, where people find the record. Null: it may concern any. */
  parent: z.string().nullable(),
});
export type LiveEvent = z.output<typeof LiveEvent>;

/** `code` is for programs, `message` for people: what happened, whose move, what to do. */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  requestId: z.string(),
  /** When another system refused. `isPassing`: the same may work later by itself. */
  remote: z.object({ system: z.string(), isPassing: z.boolean() }).optional(),
});
export type Refusal = z.output<typeof Refusal>;
