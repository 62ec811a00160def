import { z } from "zod";
import { instant } from "./contract-parts.ts";

export { procoreId } from "./contract-parts.ts";

/**
 * The wire between Crosstie's server and its screens. Money: decimal strings. Instants: ISO 8601
 * UTC. Dates: YYYY-MM-DD. Ids: strings.
 */

export const Session = z.object({
  /** Sent as `Authorization: Bearer`; kept in memory only. */
  token: z.string(),
  expiresAt: instant,
  user: z.object({ id: z.string(), name: z.string(), login: z.string() }),
});
export type Session = z.output<typeof Session>;

export * from "./contract-activity.ts";
export * from "./contract-commitment.ts";
export * from "./contract-installation.ts";
export * from "./contract-system.ts";

/**
 * One line of `GET …/live`, sent as server-sent events named `changed`. Screens fetch anew what it
 * touches.
 */
export const LiveEvent = z.object({
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  /** The record under which people find it, when there is one: `commitment:<id>`. */
  parent: z.string().nullable(),
});
export type LiveEvent = z.output<typeof LiveEvent>;

/**
 * Every refusal. `code` is for programs, `message` for people: what happened, whose move, what to
 * do.
 */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  requestId: z.string(),
  /**
   * Only when another system refused or failed. `isPassing`: the same may work later without anyone
   * doing anything.
   */
  remote: z.object({ system: z.string(), isPassing: z.boolean() }).optional(),
});
export type Refusal = z.output<typeof Refusal>;
