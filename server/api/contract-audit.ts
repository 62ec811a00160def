import { z } from "zod";
import { auditActions } from "../audit/actions.ts";
import { instant } from "./contract-parts.ts";

export const AuditAction = z.enum(auditActions);
export type AuditAction = z.output<typeof AuditAction>;

/** By the words that people read. */
const facts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

export const AuditEntry = z.object({
  /** 1, 2, 3 … in its company, without gaps. */
  sequence: z.string(),
  at: instant,
  /** What no person does has neither user nor login, address nor request. */
  actor: z.enum(["person", "operator", "procore", "crosstie"]),
  userId: z.string().nullable(),
  login: z.string().nullable(),
  name: z.string(),
  action: AuditAction,
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  before: facts.nullable(),
  after: facts.nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Of the entry before it. `hash` is made of that and of all the rest. */
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.output<typeof AuditEntry>;

export const AuditPage = z.object({
  items: z.array(AuditEntry),
  nextCursor: z.string().nullable(),
  /** Whoever is in the log at all. */
  people: z.array(z.object({ userId: z.string(), login: z.string(), name: z.string() })),
});
export type AuditPage = z.output<typeof AuditPage>;
