import { z } from "zod";

export { procoreId } from "./contract-parts.ts";

/** Money: decimal strings. Instants: ISO 8601 UTC. Dates: YYYY-MM-DD. Ids: strings. */

export * from "./contract-activity.ts";
export * from "./contract-audit.ts";
export * from "./contract-batch.ts";
export * from "./contract-commitment.ts";
export * from "./contract-installation.ts";
export * from "./contract-reconcile.ts";
export * from "./contract-records.ts";
export * from "./contract-overview.ts";
export * from "./contract-problems.ts";
export * from "./contract-failure.ts";
export * from "./contract-invoice.ts";
export * from "./contract-notification.ts";
export * from "./contract-preview.ts";
export * from "./contract-project.ts";
export * from "./contract-retention.ts";
export * from "./contract-session.ts";
export * from "./contract-settings.ts";
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
