import { Decimal } from "decimal.js";
import { requisition } from "../kinds/requisition/kind.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Invoice } from "./contract.ts";
import { counterpartOf, failureOf, type ViewContext } from "./activity-view.ts";

const OPEN: ReadonlySet<SyncRecord["status"]> = new Set(["pending", "error", "desynchronized"]);

export interface InvoiceContext {
  paid: string;
  isUnderWay: boolean;
  /** Do invoices of this project go to the ERP at all? */
  isWanted: boolean;
}

export function invoiceOf(
  context: ViewContext,
  record: SyncRecord,
  { paid, isUnderWay, isWanted }: InvoiceContext,
): Invoice {
  const invoice = requisition.parse(record.snapshot);
  const { isApproved, status } = requisition.approval(invoice);
  return {
    id: record.procoreId,
    number: record.number,
    status,
    amount: new Decimal(invoice.total).toFixed(2),
    paid,
    record: record.status,
    waiting: record.waiting,
    isUnderWay,
    canSync: isWanted && isApproved && OPEN.has(record.status),
    isFromBefore: isApproved && record.status === "not_integrated",
    counterpart: counterpartOf(context, record),
    failure: failureOf(context, record.failure, record.attempts),
  };
}
