import { z } from "zod";
import { instant, money } from "./contract-parts.ts";

export const RecordStatus = z.enum([
  "not_integrated",
  "pending",
  "success",
  "error",
  "desynchronized",
  "not_applicable",
]);
export type RecordStatus = z.output<typeof RecordStatus>;

export const ActivityStatus = z.enum(["pending", "synced", "failed", "not_applicable"]);
export type ActivityStatus = z.output<typeof ActivityStatus>;

/**
 * Procore's own ERP icon: none = not sent, blue = sent, green = synced, yellow = retrieved or
 * rejected.
 */
export const ErpIcon = z.enum(["none", "blue", "green", "yellow"]);
export type ErpIcon = z.output<typeof ErpIcon>;

export const FieldChange = z.object({
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  /** Signed, two places: "25.00". Null when it makes no sense. */
  percent: z.string().nullable(),
  isMoney: z.boolean(),
  /** Is it sent to the ERP? What is not counts in no impact. */
  isCarried: z.boolean(),
});
export type FieldChange = z.output<typeof FieldChange>;

export const Remedy = z.object({
  kind: z.enum(["retry", "create_vendor", "open_settings", "open_procore", "open_erp"]),
  label: z.string(),
  /** For the `open_…` kinds. */
  url: z.string().nullable(),
});
export type Remedy = z.output<typeof Remedy>;

/** What the other system has that may be it. */
export const Candidate = z.object({
  id: z.string(),
  number: z.string().nullable(),
  name: z.string(),
  /** After the name: "inactive", "nearly the same name". */
  why: z.string(),
  /** Why the system refuses what is written for it as it stands, in a sentence. */
  closed: z.string().nullable(),
  /** Where it is seen there. */
  url: z.string().nullable(),
  canLink: z.boolean(),
});
export type Candidate = z.output<typeof Candidate>;

/** What happened, whose move it is, what to do. */
export const Failure = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  whoseMove: z.enum(["project", "accounting", "admin", "crosstie"]),
  /** The other system and its own words. */
  system: z.string(),
  said: z.string().nullable(),
  attempts: z.number().int(),
  lastAt: instant,
  /** A person chooses: link to one of them, or one of the remedies. Mostly empty. */
  candidates: z.array(Candidate),
  remedies: z.array(Remedy),
});
export type Failure = z.output<typeof Failure>;

export const Counterpart = z.object({
  system: z.string(),
  /** What the system calls it: "Vendor bill". */
  kind: z.string(),
  id: z.string(),
  number: z.string().nullable(),
  url: z.string(),
});
export type Counterpart = z.output<typeof Counterpart>;

export const Activity = z.object({
  id: z.string(),
  /**
   * `first_sent`: there before Crosstie, and sent for the first time; no change of today. `linked`: a
   * person chose its counterpart.
   */
  action: z.enum(["created", "updated", "deleted", "first_sent", "linked"]),
  /** The kind of record by name, and as lists say it: "Commitment". */
  resource: z.string(),
  resourceWord: z.string(),
  procoreId: z.string(),
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  /** "SC-014 · Structural steel". */
  title: z.string(),
  /** ISO 4217 of all its amounts. */
  currency: z.string(),
  changes: z.array(FieldChange),
  impact: z
    .object({ amount: money, percent: z.string().nullable(), fields: z.array(z.string()) })
    .nullable(),
  changedBy: z.string().nullable(),
  /** Who pressed Sync or Retry, by name; null where it went by itself. */
  requestedBy: z.string().nullable(),
  detectedAt: instant,
  status: ActivityStatus,
  /**
   * Why it waits: "automatic sync is off"; or, where the two systems differ for good, what a person
   * has to do about it.
   */
  waiting: z.string().nullable(),
  /** Why nothing was sent of it, in a sentence; null where something is. */
  note: z.string().nullable(),
  failure: Failure.nullable(),
  transactionId: z.string().nullable(),
  counterpart: Counterpart.nullable(),
  syncedAt: instant.nullable(),
  canRetry: z.boolean(),
});
export type Activity = z.output<typeof Activity>;

export const ActivityPage = z.object({
  items: z.array(Activity),
  nextCursor: z.string().nullable(),
  counts: z.object({
    pending: z.number().int(),
    failed: z.number().int(),
    completed: z.number().int(),
  }),
});
export type ActivityPage = z.output<typeof ActivityPage>;

export const ActivityTab = z.enum(["pending", "completed", "failed"]);
export type ActivityTab = z.output<typeof ActivityTab>;
