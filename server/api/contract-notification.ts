import { z } from "zod";
import { instant, procoreId } from "./contract-parts.ts";

/** What one person asked to be told. */
export const Notification = z.object({
  id: z.string(),
  kind: z.enum(["invoice_paid"]),
  /** A sentence; the number of the commitment stands beside it. */
  text: z.string(),
  contract: z.string().nullable(),
  projectId: procoreId,
  commitmentId: procoreId,
  at: instant,
  readAt: instant.nullable(),
});
export type Notification = z.output<typeof Notification>;

export const Notifications = z.object({
  /** Newest first, ten at most. */
  items: z.array(Notification),
  unread: z.number().int(),
});
export type Notifications = z.output<typeof Notifications>;
