import { z } from "zod";
import { Activity, Counterpart, ErpIcon, FieldChange, RecordStatus } from "./contract-activity.ts";
import { Failure } from "./contract-failure.ts";
import { Accepted, Invoice, Standing } from "./contract-invoice.ts";
import { Notification } from "./contract-notification.ts";
import { date, instant, money } from "./contract-parts.ts";

/**
 * `doubtful`: Procore may have it already, or would show more paid than the invoice's amount: a
 * person decides. `procore_only`: others wrote it; it counts. From `pending_approval` on: the money
 * has not left, came back, or is in another currency. Procore is not told, and it counts nothing.
 */
export const PaymentStatus = z.enum([
  "synced",
  "pending",
  "failed",
  "doubtful",
  "voided",
  "procore_only",
  "pending_approval",
  "in_transit",
  "to_print",
  "rejected",
  "declined",
  "other_currency",
]);

export const Payment = z.object({
  id: z.string(),
  /** Procore's payment number. Null: Procore has not got it yet. */
  number: z.number().int().nullable(),
  date: date.nullable(),
  method: z.enum(["check", "credit_card", "electronic"]).nullable(),
  /** Null: the ERP does not say yet how much of the whole payment (`partOf`) is for this invoice. */
  amount: money.nullable(),
  partOf: money.nullable(),
  /** ISO 4217. It may differ from the contract's. */
  currency: z.string(),
  invoiceNumber: z.string().nullable(),
  checkNumber: z.string().nullable(),
  /** The ERP's number, where it is not surely a check number. */
  documentNumber: z.string().nullable(),
  status: PaymentStatus,
  /** What all payments leave open on the invoice. Null: nothing. */
  openOnInvoice: money.nullable(),
  voidedAt: instant.nullable(),
  /** Somebody had typed it into Procore before Crosstie found it in the ERP. */
  isAdopted: z.boolean(),
  problem: z.string().nullable(),
});
export type Payment = z.output<typeof Payment>;

/** `text` may hold instants and amounts, as all reasons may. */
export const SentencePart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("money"), amount: money, currency: z.string() }),
  z.object({ kind: z.literal("date"), date }),
  z.object({ kind: z.literal("link"), text: z.string(), url: z.string() }),
]);
export type SentencePart = z.output<typeof SentencePart>;

export const ChangeOrder = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  /** Procore's: `pending_billable`. */
  status: z.string(),
  amount: money,
  /** `counted`: in the contract's figure. `waiting`: for approval. `out`: rejected, void and the like. */
  state: z.enum(["counted", "waiting", "out"]),
  isInErp: z.boolean(),
});
export type ChangeOrder = z.output<typeof ChangeOrder>;

export const CommitmentView = z.object({
  /** Where the money is and whose move it is. */
  sentence: z.array(SentencePart).min(1),
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
  /** Null: no ERP is connected. */
  system: z.string().nullable(),
  /** In Procore. Nothing is sent without it. */
  isApproved: z.boolean(),
  record: RecordStatus,
  standing: Standing.nullable(),
  accepted: Accepted.nullable(),
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
    /** Of change orders that wait for approval: not in `contract`, and not sent. */
    pendingChanges: money,
    billed: money,
    paid: money,
    /** By credits, discounts and the like, as the ERP counts it. */
    settledOtherwise: money,
    /** Billed, and neither paid nor settled otherwise: as the ERP counts what it has. */
    unpaid: money,
    /** In `paid` and in `unpaid`: entered in Procore by others, and the ERP has it open. */
    onlyInProcore: money,
    retainage: money,
    /** Of the contract, neither billed nor held back; negative: more was billed. */
    leftToBill: money,
  }),
  /** Of the approved and unpaid invoices, the one that is due first. */
  nextPayment: z
    .object({
      invoiceNumber: z.string(),
      amount: money,
      currency: z.string(),
      due: date.nullable(),
      /** False: until its bill has been read, nobody knows whether it has a due date. */
      isRead: z.boolean(),
      /** Open beside it. */
      others: z.number().int(),
    })
    .nullable(),
  changeOrders: z.array(ChangeOrder),
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
    share: z.boolean(),
  }),
  /** What this reader asked to be told about it, and has not read. */
  news: z.array(Notification),
  /** False: Procore did not answer; this is what we last knew. */
  isFresh: z.boolean(),
  asOf: instant,
});
export type CommitmentView = z.output<typeof CommitmentView>;
