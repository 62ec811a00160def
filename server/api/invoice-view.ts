import { Decimal } from "decimal.js";
import type { RetainageForm } from "../connectors/index.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import { retainedBy } from "../kinds/requisition/retainage.ts";
import { type Bill, isTooMuchForDiscount } from "../store/bills.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import type { SyncRecord } from "../store/records.ts";
import { counterpartOf, failureOf, type ViewContext } from "./activity-view.ts";
import type { Invoice, Settlement } from "./contract.ts";
import { acceptedOf, standingOf } from "./standing.ts";

const OPEN: ReadonlySet<SyncRecord["status"]> = new Set(["pending", "error", "desynchronized"]);

export interface InvoiceContext {
  paid: string;
  typed: string;
  bill: Bill | undefined;
  /** The contract's. */
  currency: string;
  isUnderWay: boolean;
  /** Do invoices of this project go to the ERP at all? */
  isWanted: boolean;
  retainage: RetainageForm;
  isWatched: boolean;
}

export function invoiceOf(
  context: ViewContext,
  record: SyncRecord,
  { paid, typed, bill: said, currency, isUnderWay, isWanted, retainage, isWatched }: InvoiceContext,
): Invoice {
  // A bill that is gone comes to nothing, until the next one has been asked for.
  const bill = said && !new Decimal(said.total).isZero() ? said : undefined;
  const invoice = requisition.parse(record.snapshot);
  const { isApproved, status } = requisition.approval(invoice);
  const isDeclined =
    record.status === "not_applicable" &&
    requisition.nothingToSend?.(invoice, retainage) === undefined;
  return {
    id: record.procoreId,
    number: record.number,
    status: record.isDeleted ? "deleted" : status,
    isApproved: isApproved && !record.isDeleted,
    amount: new Decimal(invoice.total).toFixed(2),
    due: bill?.dueDate ?? dayOf(invoice.paymentDate),
    paid,
    typed,
    billCurrency: bill?.currency ?? currency,
    open: bill ? new Decimal(bill.unpaid).toFixed(2) : null,
    settlements: bill ? settlementsOf(bill) : [],
    record: record.status,
    standing: standingOf(record),
    accepted: acceptedOf(record),
    waiting:
      (record.isDeleted && bill && standingBill(bill)) ||
      causeOfWait(record, context.awaited?.get(record.recordId)),
    isUnderWay,
    canSync: isWanted && isApproved && !record.isDeleted && (OPEN.has(record.status) || isDeclined),
    retained: retainedBy(invoice).toFixed(2),
    isFromBefore: isApproved && record.status === "not_integrated",
    counterpart: counterpartOf(context, record),
    failure: failureOf(context, record.failure, record),
    doubt: bill?.doubt ?? null,
    isWatched,
  };
}

const dayOf = (date: string | undefined) =>
  date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date) ? date : null;

/** The project has taken the invoice back, and the books have not. */
function standingBill({ total, unpaid }: Bill): string {
  const settled = new Decimal(total).minus(unpaid);
  const [whole, paid] = [new Decimal(total).toFixed(2), settled.toFixed(2)];
  return settled.isZero()
    ? `deleted in Procore, and its bill of ${whole} stands in the ERP: accounting deletes it there`
    : `deleted in Procore, and ${paid} of its bill of ${whole} is paid or settled in the ERP: accounting and the project make out whether it was owed; Crosstie changes nothing there`;
}

/** What the ERP counts as paid and does not show is a discount, unless there is a doubt about it. */
function settlementsOf({ settlements, total, unseen, doubt }: Bill): Settlement[] {
  const shown = settlements.map(({ by, number = null, amount }) => ({
    by,
    number,
    amount: new Decimal(amount).toFixed(2),
  }));
  const isDiscounted = doubt === null && !isTooMuchForDiscount({ unseen, total });
  if (!isDiscounted || new Decimal(unseen).isZero()) return shown;
  return [...shown, { by: "discount", number: null, amount: new Decimal(unseen).toFixed(2) }];
}
