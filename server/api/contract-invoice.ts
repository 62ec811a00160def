import { z } from "zod";
import { Counterpart, RecordStatus } from "./contract-activity.ts";
import { Failure } from "./contract-failure.ts";
import { date, instant, money } from "./contract-parts.ts";

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

/** Both systems differ, and a person let that stand. `says`: how they differ. */
export const Accepted = z.object({ by: z.string(), at: instant, says: z.string() });
export type Accepted = z.output<typeof Accepted>;

export const Invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** Procore's: "approved". */
  status: z.string(),
  isApproved: z.boolean(),
  /** Payable now, net of retainage. */
  amount: money,
  /** As the ERP last said, or else as Procore does. Null: nobody says. */
  due: date.nullable(),
  /** Held back by this invoice, less what it releases. */
  retained: money,
  /** As Procore counts it. */
  paid: money,
  /** Of that, entered in Procore by others than Crosstie. */
  typed: money,
  /** ISO 4217, of `open` and `settlements`. */
  billCurrency: z.string(),
  /** Open on its bill, as the ERP last said. Null: it has not said yet. */
  open: money.nullable(),
  settlements: z.array(Settlement),
  record: RecordStatus,
  standing: Standing.nullable(),
  accepted: Accepted.nullable(),
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
  /** This reader is told once it is paid. */
  isWatched: z.boolean(),
});
export type Invoice = z.output<typeof Invoice>;

/** In words for a subcontractor. `text` is the same without any mark-up, to be passed on. */
export const WhyNotPaid = z.object({
  title: z.string(),
  facts: z.array(z.string()),
  text: z.string(),
});
export type WhyNotPaid = z.output<typeof WhyNotPaid>;

/** Shows that text, and nothing else, to whoever has the address. */
export const SharedInvoice = z.object({ url: z.string(), until: instant });
export type SharedInvoice = z.output<typeof SharedInvoice>;
