import { z } from "zod";
import { AuditEntry } from "./contract-audit.ts";
import { Failure } from "./contract-failure.ts";
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

/** Procore's icon: none = not sent, blue = sent, green = synced, yellow = retrieved or rejected. */
export const ErpIcon = z.enum(["none", "blue", "green", "yellow"]);
export type ErpIcon = z.output<typeof ErpIcon>;

export const FieldChange = z.object({
  /** Procore's own name. `word` is for people: "Revised contract". */
  field: z.string(),
  word: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  /** Signed, two places: "25.00". Null: one of the values is missing, or the old one is zero. */
  percent: z.string().nullable(),
  isMoney: z.boolean(),
  /** Is it sent to the ERP? Only such changes count in `impact`. */
  isCarried: z.boolean(),
});
export type FieldChange = z.output<typeof FieldChange>;

export const Counterpart = z.object({
  system: z.string(),
  /** What the ERP calls it: "Vendor bill". */
  kind: z.string(),
  id: z.string(),
  number: z.string().nullable(),
  url: z.string(),
});
export type Counterpart = z.output<typeof Counterpart>;

export const Activity = z.object({
  id: z.string(),
  /**
   * `first_sent`: it was there before Crosstie. `linked`: a person chose its counterpart. `accepted`:
   * a person lets the ERP's values stand.
   */
  action: z.enum(["created", "updated", "deleted", "first_sent", "linked", "accepted"]),
  /** The name of the record's kind. `resourceWord` is for people: "Commitment". */
  resource: z.string(),
  resourceWord: z.string(),
  procoreId: z.string(),
  /** Procore's own page of it; null: there is none that we know. */
  procoreUrl: z.string().nullable(),
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  /** "SC-014 · Structural steel". */
  title: z.string(),
  /** ISO 4217 of all its amounts. */
  currency: z.string(),
  changes: z.array(FieldChange),
  impact: z
    .object({
      amount: money,
      percent: z.string().nullable(),
      /** Words for the fields that make it up. */
      fields: z.array(z.string()),
    })
    .nullable(),
  changedBy: z.string().nullable(),
  /** Who pressed Sync or Retry, by name. Null: it went by itself. */
  requestedBy: z.string().nullable(),
  detectedAt: instant,
  status: ActivityStatus,
  /** Why it waits, or what a person has to do where the two systems differ for good. */
  waiting: z.string().nullable(),
  /** Why nothing of it was sent, in a sentence. */
  note: z.string().nullable(),
  failure: Failure.nullable(),
  transactionId: z.string().nullable(),
  counterpart: Counterpart.nullable(),
  syncedAt: instant.nullable(),
  canRetry: z.boolean(),
});
export type Activity = z.output<typeof Activity>;

export const ActivityTab = z.enum(["pending", "completed", "failed"]);
export type ActivityTab = z.output<typeof ActivityTab>;

/** Its newest open activity, or a completed one. */
export const ActivityItem = Activity.extend({
  /** Of a record that waits or failed: its first open changes, the newest first. */
  open: z.array(Activity),
  openCount: z.number().int(),
  /** When the first of them was detected. */
  since: instant,
  /** What they come to together. */
  openImpact: money.nullable(),
});
export type ActivityItem = z.output<typeof ActivityItem>;

export const ActivityPage = z.object({
  tab: ActivityTab,
  items: z.array(ActivityItem),
  nextCursor: z.string().nullable(),
  /** Of all that match: records in Pending and Failed, activities in Completed. With the first page. */
  counts: z
    .object({
      pending: z.number().int(),
      failed: z.number().int(),
      completed: z.number().int(),
    })
    .nullable(),
});
export type ActivityPage = z.output<typeof ActivityPage>;

const Choice = z.object({ id: z.string(), name: z.string() });

/** What activities may be filtered by, of what the person may see. */
export const ActivityChoices = z.object({
  types: z.array(Choice),
  projects: z.array(Choice),
  connections: z.array(Choice),
  /** By name; of very many, the first. */
  vendors: z.array(Choice),
});
export type ActivityChoices = z.output<typeof ActivityChoices>;

/** One try to bring the record into the ERP. */
const Attempt = z.object({
  id: z.string(),
  at: instant,
  outcome: z.enum(["synced", "failed", "unanswered"]),
  /** By name. Null: it went by itself. */
  requestedBy: z.string().nullable(),
  transactionId: z.string().nullable(),
  /** What went wrong, or what it waits for. */
  title: z.string().nullable(),
  /** The other system's own words. */
  said: z.string().nullable(),
});

/** Of the activity's record; each list newest first. */
export const ActivityHistory = z.object({
  attempts: z.array(Attempt),
  changes: z.array(Activity),
  payments: z.array(
    z.object({
      id: z.string(),
      date: z.iso.date(),
      amount: money,
      currency: z.string(),
      /** A check's, or the ERP's. */
      number: z.string().nullable(),
      state: z.string(),
      voidedAt: instant.nullable(),
    }),
  ),
  /** What people did to it, and, for who may see the audit log, what they set for all. */
  entries: z.array(
    AuditEntry.pick({
      sequence: true,
      at: true,
      name: true,
      action: true,
      before: true,
      after: true,
    }),
  ),
});
export type ActivityHistory = z.output<typeof ActivityHistory>;

/** Filters that a person has given a name. */
export const ActivityView = z.object({
  id: z.string(),
  name: z.string(),
  tab: ActivityTab,
  /** By the names of the list's query; days as `from` and `to`. */
  filters: z.record(z.string(), z.string()),
});
export type ActivityView = z.output<typeof ActivityView>;
