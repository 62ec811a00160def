import { Decimal } from "decimal.js";
import { systemOf } from "../connectors/index.ts";
import { isApprovedCommitment, isApprovedRequisition } from "../procore/approval.ts";
import type { Commitment, IssuedPayment } from "../procore/commitments.ts";
import { timelineOf } from "../store/activities.ts";
import { findCompanyProject } from "../store/company-projects.ts";
import { findConnection } from "../store/connections.ts";
import { type Payment as StoredPayment, paymentsOfRecords } from "../store/payments.ts";
import { getRecord, recordsOfCommitment, type SyncRecord } from "../store/records.ts";
import { newestRun } from "../store/runs.ts";
import { may } from "./access.ts";
import type { CommitmentView, Payment } from "./contract.ts";
import { invoiceOf, requisitionOf } from "./invoice-view.ts";
import type { ApiParts } from "./parts.ts";
import { activityOf, counterpartOf, failureOf, type Showing } from "./shown.ts";
import { underWay } from "./under-way.ts";
import { unsentChanges } from "./unsent-changes.ts";

const TIMELINE_LENGTH = 50;

export interface Looking {
  record: SyncRecord;
  permissions: Showing["permissions"];
  /** Payments Issued as Procore shows them to this person. */
  paymentsIssued: IssuedPayment[];
  isFresh: boolean;
}

/**
 * Everything the panel shows of one commitment, from what is stored: all of it as of one moment,
 * whatever is being written.
 */
export function commitmentView(
  { db }: Pick<ApiParts, "db">,
  looking: Looking,
): Promise<CommitmentView> {
  return db.transaction((trx) => viewAsOfNow({ db: trx }, looking), {
    isolationLevel: "repeatable read",
    readOnly: true,
  });
}

async function viewAsOfNow(
  { db }: Pick<ApiParts, "db">,
  { record: seen, permissions, paymentsIssued, isFresh }: Looking,
): Promise<CommitmentView> {
  const record = (await getRecord(db, seen.companyId, seen.recordId)) ?? seen;
  const { companyId, procoreId, projectId } = record;
  const connection = await findConnection(db, companyId);
  const showing: Showing = { connection, permissions };
  const project = projectId ? await findCompanyProject(db, companyId, projectId) : undefined;
  const invoices = (await recordsOfCommitment(db, companyId, procoreId)).filter(
    ({ kind, isDeleted }) => kind === "requisition" && !isDeleted,
  );
  const payments = await paymentsOfRecords(
    db,
    companyId,
    invoices.map(({ recordId }) => recordId),
  );
  const others = paymentsIssued.filter(
    ({ id, originId }) =>
      !isOurs(originId) && !payments.some(({ procorePaymentId }) => procorePaymentId === id),
  );
  const timeline = await timelineOf(db, companyId, procoreId, TIMELINE_LENGTH);
  const run =
    connection &&
    (await newestRun(db, { companyId, connectionId: connection.connectionId, kind: "payments" }));
  const commitment = record.snapshot as Commitment;
  const isUnderWay = await underWay(db, [record, ...invoices]);
  const isWanted =
    project?.isChosen === true && connection?.settings.resourceTypes.requisition === true;
  return {
    companyId,
    project: { id: projectId ?? "", name: project?.name ?? "" },
    commitment: {
      id: procoreId,
      kind: commitment.kind,
      number: commitment.number,
      title: commitment.title,
      status: commitment.status,
      vendor: commitment.vendorName ?? null,
    },
    system: connection ? systemOf(connection).name : null,
    isApproved: isApprovedCommitment(commitment),
    record: record.status,
    icon: record.erpId ? "green" : "none",
    waiting: record.waiting,
    isUnderWay: isUnderWay(record),
    counterpart: counterpartOf(showing, record),
    syncedAt: record.pushedAt?.toISOString() ?? null,
    failure: failureOf(showing, record.failure, record.attempts),
    money: moneyOf(commitment, invoices, [...living(payments), ...others]),
    unsent: unsentChanges(timeline, record),
    payments: [
      ...payments.map((payment) => paymentOf(payment, invoices)),
      ...others.map(otherPayment),
    ].toSorted(newestFirst),
    invoices: invoices.map((invoice) =>
      invoiceOf(showing, invoice, {
        paid: paidOn(invoice, payments, others),
        isUnderWay: isUnderWay(invoice),
        isWanted,
      }),
    ),
    timeline: timeline.map((row) => activityOf(showing, row)),
    paymentsRun: run
      ? {
          status: run.status,
          at: (run.finishedAt ?? run.startedAt).toISOString(),
          found: run.found,
          problem: run.problem,
        }
      : null,
    may: {
      sync: may.sync(permissions),
      preview: may.sync(permissions),
      syncPayments: may.syncPayments(permissions),
      openConsole: may.seeActivities(permissions),
    },
    isFresh,
    asOf: record.seenAt.toISOString(),
  };
}

/** Billed and retainage come from approved invoices only; a void payment counts nothing. */
function moneyOf(
  commitment: Commitment,
  invoices: SyncRecord[],
  payments: { amount: string }[],
): CommitmentView["money"] {
  const billed = invoices.map(requisitionOf).filter(isApprovedRequisition);
  const contract =
    commitment.revisedContract ??
    new Decimal(commitment.grandTotal).plus(commitment.approvedChangeOrders ?? 0).toString();
  return {
    currency: commitment.currency ?? "USD",
    contract: new Decimal(contract).toFixed(2),
    approvedChanges: new Decimal(commitment.approvedChangeOrders ?? 0).toFixed(2),
    billed: sum(billed.map(({ total }) => total)),
    paid: sum(payments.map(({ amount }) => amount)),
    retainage: new Decimal(billed.at(-1)?.retainage ?? 0).toFixed(2),
  };
}

/** Others' payments name the invoice by its number only. */
function paidOn(invoice: SyncRecord, payments: StoredPayment[], others: IssuedPayment[]): string {
  const ours = living(payments).filter(({ recordId }) => recordId === invoice.recordId);
  return sum(
    [...ours, ...others.filter(({ invoiceNumber }) => invoiceNumber === invoice.number)].map(
      ({ amount }) => amount,
    ),
  );
}

function paymentOf(payment: StoredPayment, invoices: SyncRecord[]): Payment {
  const invoice = invoices.find(({ recordId }) => recordId === payment.recordId);
  const open = new Decimal(invoice?.erpUnpaid ?? 0);
  return {
    id: payment.paymentId,
    number: payment.procoreNumber,
    date: payment.date,
    method: payment.method,
    amount: new Decimal(payment.amount).toFixed(2),
    invoiceNumber: invoice?.number ?? null,
    checkNumber: payment.checkNumber,
    status: paymentStatus(payment),
    openOnInvoice: open.isZero() ? null : open.toFixed(2),
    voidedAt: payment.voidedAt?.toISOString() ?? null,
    problem: payment.problem,
  };
}

/**
 * A payment that Crosstie did not write: shown and counted, so that the figures are those of
 * Procore's own page.
 */
function otherPayment(payment: IssuedPayment): Payment {
  return {
    id: `procore-${payment.id}`,
    number: payment.number ?? null,
    date: payment.date ?? null,
    method: null,
    amount: new Decimal(payment.amount).toFixed(2),
    invoiceNumber: payment.invoiceNumber ?? null,
    checkNumber: payment.checkNumber ?? null,
    status: "procore_only",
    openOnInvoice: null,
    voidedAt: null,
    problem: null,
  };
}

function newestFirst(one: Payment, other: Payment): number {
  return (
    (other.date ?? "").localeCompare(one.date ?? "") || (other.number ?? 0) - (one.number ?? 0)
  );
}

function paymentStatus(payment: StoredPayment): Payment["status"] {
  if (payment.voidedAt) return "voided";
  if (payment.settledVersion >= payment.version) return "synced";
  return payment.problem ? "failed" : "pending";
}

const isOurs = (originId: string | undefined) => originId?.startsWith("crosstie-") ?? false;
const living = (payments: StoredPayment[]) => payments.filter(({ voidedAt }) => voidedAt === null);
const sum = (amounts: string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed(2);
