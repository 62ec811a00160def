import { z } from "zod";
import {
  Activity,
  Counterpart,
  ErpIcon,
  Failure,
  FieldChange,
  RecordStatus,
} from "./contract-activity.ts";
import { date, instant, money } from "./contract-parts.ts";

/**
 * `doubtful`: Procore may have it already, or would show more paid than the invoice comes to; it is
 * not written, and a person is asked. `procore_only`: typed into Procore, or written by another
 * integration; Crosstie shows and counts it. From `pending_approval` on: the ERP has it, but the
 * money has not left, came back, or is of another currency than the contract; Procore is not told of
 * it, and it counts nothing.
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
  /** Procore's payment number; null for a payment Procore has not got yet. */
  number: z.number().int().nullable(),
  date: date.nullable(),
  /** Null where nobody tells. */
  method: z.enum(["check", "credit_card", "electronic"]).nullable(),
  amount: money,
  /** ISO 4217: of this payment, which may be another one than the contract's. */
  currency: z.string(),
  invoiceNumber: z.string().nullable(),
  checkNumber: z.string().nullable(),
  /** The ERP's number of it, where that is not surely the number of a check. */
  documentNumber: z.string().nullable(),
  status: PaymentStatus,
  /** What is still open on the invoice after all payments; null when nothing is. */
  openOnInvoice: money.nullable(),
  voidedAt: instant.nullable(),
  /** Somebody had typed it into Procore before it was found in the ERP. */
  isAdopted: z.boolean(),
  /** Why it failed, and what to do. */
  problem: z.string().nullable(),
});
export type Payment = z.output<typeof Payment>;

/** What lowered a bill beside payments: "credit VC-7, 400.00". */
export const Settlement = z.object({
  by: z.enum(["credit", "prepayment", "journal", "discount", "other"]),
  number: z.string().nullable(),
  amount: money,
});
export type Settlement = z.output<typeof Settlement>;

/** The ERP has it, and lets it go no further for now. */
export const Standing = z.enum(["pending_approval", "on_hold"]);
export type Standing = z.output<typeof Standing>;

export const Invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** Procore's own status: "approved". */
  status: z.string(),
  /** Payable now, net of retainage. */
  amount: money,
  /** Held back by this invoice, less what it releases. */
  retained: money,
  paid: money,
  /** ISO 4217 of its bill, as the ERP last said: of what is open, and of settlements. */
  billCurrency: z.string(),
  /** What is open on its bill, as the ERP last said; null before it has. */
  open: money.nullable(),
  settlements: z.array(Settlement),
  record: RecordStatus,
  standing: Standing.nullable(),
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
  standing: Standing.nullable(),
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
    /** Of change orders that wait for approval: no part of the contract, and sent nowhere. */
    pendingChanges: money,
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

const PreviewRow = z.object({ label: z.string(), value: z.string(), isMoney: z.boolean() });

/** One document as people say it, and behind it the requests that would write it. */
const PreviewDocument = z.object({
  /** What the ERP calls it: "Vendor bill". */
  word: z.string(),
  /** Its number in Procore; the name of a vendor. */
  title: z.string(),
  /** The ERP's number of it; null where it would be new. */
  erpNumber: z.string().nullable(),
  vendor: z.string().nullable(),
  /** ISO 4217 of all its amounts. */
  currency: z.string(),
  /** Null for a document without lines. */
  total: money.nullable(),
  /** Its head, in the order in which people read it. */
  facts: z.array(PreviewRow),
  lines: z.array(
    z.object({
      description: z.string(),
      amount: money,
      /** Of what was billed before anything was held back or released; null where nothing was. */
      retainage: z.object({ gross: money, held: money, released: money }).nullable(),
    }),
  ),
  /** What Procore says of it and the ERP would not be told. */
  unsent: z.array(PreviewRow),
  /** As they would leave, in order, without credentials. */
  requests: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
  /** Why the requests cannot be shown now, in a sentence; null where they are. */
  whyNoRequests: z.string().nullable(),
});
export type PreviewDocument = z.output<typeof PreviewDocument>;

export const Preview = z.object({
  /** In the order in which they would be sent. */
  documents: z.array(PreviewDocument),
  /** What stands in the way, if anything: nothing would be sent before it is mended. */
  blockers: z.array(z.string()),
});
export type Preview = z.output<typeof Preview>;
