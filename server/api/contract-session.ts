import { z } from "zod";
import { instant } from "./contract-parts.ts";

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

export const OpenSession = SessionFacts.extend({
  isThis: z.boolean(),
  user: SessionUser,
  /** As the browser called itself at sign-in; empty: it did not. */
  userAgent: z.string(),
  /** Where that sign-in came from. */
  address: z.string(),
  startedAt: instant,
  /** To some minutes. */
  lastUsedAt: instant,
});
export type OpenSession = z.output<typeof OpenSession>;
