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

/** What lowers a bill beside payments: "credit VC-7, 400.00". */
export const Settlement = z.object({
  by: z.enum(["credit", "prepayment", "journal", "discount", "other"]),
  number: z.string().nullable(),
  amount: money,
});
export type Settlement = z.output<typeof Settlement>;

/** The ERP has the document, but holds it back. */
export const Standing = z.enum(["pending_approval", "on_hold"]);
export type Standing = z.output<typeof Standing>;

export const Invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** Procore's: "approved". */
  status: z.string(),
  /** Payable now, net of retainage. */
  amount: money,
  /** Held back by this invoice, less what it releases. */
  retained: money,
  paid: money,
  /** ISO 4217, of `open` and `settlements`. */
  billCurrency: z.string(),
  /** Open on its bill, as the ERP last said. Null: it has not said yet. */
  open: money.nullable(),
  settlements: z.array(Settlement),
  record: RecordStatus,
  standing: Standing.nullable(),
  waiting: z.string().nullable(),
  isUnderWay: z.boolean(),
  /** Is it sent when a person sends the commitment? */
  canSync: z.boolean(),
  /** There before Crosstie: never sent by itself, as its bill may have been typed in by hand. */
  isFromBefore: z.boolean(),
  counterpart: Counterpart.nullable(),
  failure: Failure.nullable(),
  /** In a sentence: why what is known of how its bill was paid is not all, and what to do. */
  doubt: z.string().nullable(),
});
export type Invoice = z.output<typeof Invoice>;

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
  /** Null: no ERP is connected. */
  system: z.string().nullable(),
  /** In Procore. Nothing is sent without it. */
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
    /** Of change orders that wait for approval: not in `contract`, and not sent. */
    pendingChanges: money,
    billed: money,
    paid: money,
    /** By credits, discounts and the like, as the ERP counts it. */
    settledOtherwise: money,
    /** Billed, and neither paid nor settled otherwise. */
    unpaid: money,
    retainage: money,
  }),
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
  /** False: Procore did not answer; this is what we last knew. */
  isFresh: z.boolean(),
  asOf: instant,
});
export type CommitmentView = z.output<typeof CommitmentView>;

const PreviewRow = z.object({ label: z.string(), value: z.string(), isMoney: z.boolean() });

const PreviewDocument = z.object({
  /** What the ERP calls it: "Vendor bill". */
  word: z.string(),
  /** Its number in Procore, or the name of a vendor. */
  title: z.string(),
  /** Null: it would be new. */
  erpNumber: z.string().nullable(),
  vendor: z.string().nullable(),
  currency: z.string(),
  /** Null: a document without lines. */
  total: money.nullable(),
  facts: z.array(PreviewRow),
  lines: z.array(
    z.object({
      description: z.string(),
      amount: money,
      /** `gross`: before anything was held back or released. Null: nothing was. */
      retainage: z.object({ gross: money, held: money, released: money }).nullable(),
    }),
  ),
  /** Procore says this of it, and the ERP would not be told. */
  unsent: z.array(PreviewRow),
  /** In order, without credentials. */
  requests: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
  whyNoRequests: z.string().nullable(),
});
export type PreviewDocument = z.output<typeof PreviewDocument>;

export const Preview = z.object({
  /** In the order of sending. */
  documents: z.array(PreviewDocument),
  blockers: z.array(z.string()),
});
export type Preview = z.output<typeof Preview>;
