import { z } from "zod";

/**
 * The wire between Crosstie's server and its screens. Money: decimal strings. Instants: ISO 8601
 * UTC. Dates: YYYY-MM-DD. Ids: strings.
 */

const money = z.string().regex(/^-?\d+(\.\d+)?$/);
const instant = z.iso.datetime();
const date = z.iso.date();
export const procoreId = z.string().regex(/^\d{1,19}$/);

export const Session = z.object({
  /** Sent as `Authorization: Bearer`; kept in memory only. */
  token: z.string(),
  expiresAt: instant,
  user: z.object({ id: z.string(), name: z.string(), login: z.string() }),
});
export type Session = z.output<typeof Session>;

export const RecordStatus = z.enum([
  "not_integrated",
  "pending",
  "success",
  "error",
  "desynchronized",
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

export const ResourceKind = z.enum(["vendor", "commitment", "requisition"]);
export type ResourceKind = z.output<typeof ResourceKind>;

export const FieldChange = z.object({
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  /** Signed, two places: "25.00". Null when it makes no sense. */
  percent: z.string().nullable(),
  isMoney: z.boolean(),
});
export type FieldChange = z.output<typeof FieldChange>;

export const Remedy = z.object({
  kind: z.enum(["retry", "create_vendor", "open_settings", "open_procore", "open_erp"]),
  label: z.string(),
  /** For the `open_…` kinds. */
  url: z.string().nullable(),
});
export type Remedy = z.output<typeof Remedy>;

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
  remedies: z.array(Remedy),
});
export type Failure = z.output<typeof Failure>;

export const Counterpart = z.object({
  system: z.string(),
  /** As the system calls it: "Vendor bill". */
  kind: z.string(),
  id: z.string(),
  number: z.string().nullable(),
  url: z.string(),
});
export type Counterpart = z.output<typeof Counterpart>;

export const Activity = z.object({
  id: z.string(),
  action: z.enum(["created", "updated", "deleted"]),
  resource: ResourceKind,
  procoreId: z.string(),
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  /** "SC-014 · Structural steel". */
  title: z.string(),
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

export const Payment = z.object({
  id: z.string(),
  /** Procore's payment number; null for a payment Procore has not got yet. */
  number: z.number().int().nullable(),
  date: date.nullable(),
  /** Null where Procore does not tell. */
  method: z.enum(["check", "credit_card", "electronic"]).nullable(),
  amount: money,
  invoiceNumber: z.string().nullable(),
  checkNumber: z.string().nullable(),
  /**
   * `procore_only`: typed into Procore, or written by another integration; Crosstie shows and
   * counts it.
   */
  status: z.enum(["synced", "pending", "failed", "voided", "procore_only"]),
  /** What is still open on the invoice after all payments; null when nothing is. */
  openOnInvoice: money.nullable(),
  voidedAt: instant.nullable(),
  /** Why it failed, and what to do. */
  problem: z.string().nullable(),
});
export type Payment = z.output<typeof Payment>;

export const Invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** Procore's own status: "approved". */
  status: z.string(),
  /** Payable now, net of retainage. */
  amount: money,
  paid: money,
  record: RecordStatus,
  waiting: z.string().nullable(),
  isUnderWay: z.boolean(),
  /** Goes along when the commitment is sent or sent again. */
  canSync: z.boolean(),
  /**
   * Approved, but there before Crosstie: never goes by itself, because somebody may have typed its
   * bill in by hand.
   */
  isFromBefore: z.boolean(),
  counterpart: Counterpart.nullable(),
  failure: Failure.nullable(),
});
export type Invoice = z.output<typeof Invoice>;

/** All that the side panel shows of one commitment. */
export const CommitmentView = z.object({
  companyId: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  commitment: z.object({
    id: z.string(),
    kind: z.enum(["subcontract", "purchase_order"]),
    number: z.string(),
    title: z.string(),
    status: z.string(),
    vendor: z.string().nullable(),
  }),
  /** The connected ERP by name; null when none is connected yet. */
  system: z.string().nullable(),
  /** Procore's approval, without which nothing is sent. */
  isApproved: z.boolean(),
  record: RecordStatus,
  icon: ErpIcon,
  waiting: z.string().nullable(),
  /** It, or what it waits for, is being sent: nobody need press anything. */
  isUnderWay: z.boolean(),
  counterpart: Counterpart.nullable(),
  syncedAt: instant.nullable(),
  failure: Failure.nullable(),
  /** `contract` includes the approved change orders. */
  money: z.object({
    currency: z.string(),
    contract: money,
    approvedChanges: money,
    billed: money,
    paid: money,
    retainage: money,
  }),
  /** Changes not yet in the ERP, newest state against what was last sent. */
  unsent: z.array(FieldChange),
  payments: z.array(Payment),
  invoices: z.array(Invoice),
  timeline: z.array(Activity),
  paymentsRun: z
    .object({
      status: z.enum(["running", "done", "failed"]),
      at: instant,
      found: z.number().int(),
      problem: z.string().nullable(),
    })
    .nullable(),
  may: z.object({
    sync: z.boolean(),
    preview: z.boolean(),
    syncPayments: z.boolean(),
    openConsole: z.boolean(),
  }),
  /** False: Procore did not answer, this is what we last knew. */
  isFresh: z.boolean(),
  asOf: instant,
});
export type CommitmentView = z.output<typeof CommitmentView>;

export const Preview = z.object({
  /** People's version, one row a line: label and value, in order. */
  summary: z.array(z.object({ label: z.string(), value: z.string(), isMoney: z.boolean() })),
  /** What stands in the way, if anything: nothing would be sent before it is mended. */
  blockers: z.array(z.string()),
  /** The requests as they would leave, in order, without credentials. */
  requests: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
});
export type Preview = z.output<typeof Preview>;

export * from "./contract-installation.ts";
export * from "./contract-system.ts";

/**
 * One line of `GET …/live`, sent as server-sent events named `changed`. Screens fetch anew what it
 * touches.
 */
export const LiveEvent = z.object({
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  /** The commitment it belongs to, when it belongs to one. */
  commitmentId: z.string().nullable(),
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
