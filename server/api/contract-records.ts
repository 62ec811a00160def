import { z } from "zod";
import { Activity, Counterpart, RecordStatus } from "./contract-activity.ts";
import { Failure } from "./contract-failure.ts";
import { Accepted, Standing } from "./contract-invoice.ts";
import { instant } from "./contract-parts.ts";

/** `newest`: the ERP has what Procore has. `none`: it has nothing of it. */
export const RecordVersion = z.enum(["newest", "older", "none"]);
export type RecordVersion = z.output<typeof RecordVersion>;

/** What a person may ask for: a record that differs or was never sent, or one with an error. */
const Ask = z.enum(["synchronize", "force"]);

/** A line of the grid. */
export const GridRecord = z.object({
  id: z.string(),
  kind: z.string(),
  /** For people: "Commitment". */
  type: z.string(),
  isMasterData: z.boolean(),
  procoreId: z.string(),
  /** "SC-014 · Structural steel". */
  name: z.string(),
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  status: RecordStatus,
  standing: Standing.nullable(),
  isUnderWay: z.boolean(),
  /** 1 is the record as it was first seen; each change since counts one. */
  version: z.object({ seen: z.number().int(), inErp: z.number().int().nullable() }),
  /** What is to be said of it now, in a sentence. */
  message: z.string().nullable(),
  syncedAt: instant.nullable(),
  connectionId: z.string(),
  entity: z.string().nullable(),
  counterpart: Counterpart.nullable(),
  accepted: Accepted.nullable(),
  /** This person may have it sent, by Procore's permissions. */
  mayAct: z.boolean(),
  /** Null: nothing, and `whyNot` says why. */
  asks: Ask.nullable(),
  whyNot: z.string().nullable(),
});
export type GridRecord = z.output<typeof GridRecord>;

export const RecordGrid = z.object({
  items: z.array(GridRecord),
  nextCursor: z.string().nullable(),
  /** Of all that fit, whatever page; by status as if no status were asked for. */
  counts: z.record(z.enum(["all", ...RecordStatus.options]), z.number().int()),
  /** Of the differing ones alone: what is known of them, and from when. */
  compared: z
    .object({
      /** When each record was last held against its counterpart. */
      at: instant.nullable(),
      /** When the Reconcile page's figures were read, and in how many contracts they differ. */
      reconciledAt: instant.nullable(),
      differing: z.number().int(),
    })
    .nullable(),
  types: z.array(z.object({ id: z.string(), name: z.string() })),
  connections: z.array(z.object({ id: z.string(), name: z.string(), isInUse: z.boolean() })),
});
export type RecordGrid = z.output<typeof RecordGrid>;

export const RecordDetails = GridRecord.extend({
  failure: Failure.nullable(),
  seenAt: instant,
  /** Newest first, the last ones. */
  events: z.array(
    z.object({
      activityId: z.string(),
      action: Activity.shape.action,
      status: Activity.shape.status,
      fields: z.number().int(),
      at: instant,
      by: z.string().nullable(),
    }),
  ),
});
export type RecordDetails = z.output<typeof RecordDetails>;

/** How many were taken on, and why the others were not. */
export const Synchronized = z.object({
  asked: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), name: z.string(), message: z.string() })),
});
export type Synchronized = z.output<typeof Synchronized>;

/** In sentences: what it will do, or why it cannot be done. */
const Way = z.union([z.object({ will: z.string() }), z.object({ whyNot: z.string() })]);

/** Both systems' values, read now. */
export const Comparison = z.object({
  system: z.string(),
  /** How they differ. Null: they do not, by now. */
  says: z.string().nullable(),
  currency: z.string().nullable(),
  /** Null: that side has none of it, or does not say. */
  rows: z.array(
    z.object({
      label: z.string(),
      procore: z.string().nullable(),
      erp: z.string().nullable(),
      isMoney: z.boolean(),
      isDifferent: z.boolean(),
    }),
  ),
  /** Stands for exactly these values: whoever chooses says which they saw. */
  mark: z.string(),
  procore: Way,
  erp: Way,
});
export type Comparison = z.output<typeof Comparison>;
