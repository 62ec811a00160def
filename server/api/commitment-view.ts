import { type RetainageForm, retainageOf, systemOf } from "../connectors/index.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { commitment as commitmentKind } from "../kinds/commitment/kind.ts";
import { masterDataKinds } from "../kinds/index.ts";
import { keyOf } from "../kinds/kind.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import { timelineOf } from "../store/activity-rows.ts";
import { awaitedBy } from "../store/awaited.ts";
import { billsOf, contractCurrency } from "../store/bills.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import { findCompanyProject } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import type { Connection } from "../store/connections.ts";
import { sentBeside } from "../store/counterparts.ts";
import { watchedBy } from "../store/notifications.ts";
import { paymentsOfRecords } from "../store/payments.ts";
import { recordsUnder } from "../store/record-lists.ts";
import { getRecord, type SyncRecord } from "../store/records.ts";
import { newestRun } from "../store/runs.ts";
import { underWay, withAwaited } from "../store/under-way.ts";
import { may } from "./access.ts";
import { activityOf, counterpartOf, failureOf, type ViewContext } from "./activity-view.ts";
import { changeOrdersOf } from "./change-orders-view.ts";
import type { CommitmentView } from "./contract.ts";
import type { Told } from "./first-matter.ts";
import { invoiceOf } from "./invoice-view.ts";
import { moneyOf } from "./money-view.ts";
import { nextPayment } from "./next-payment.ts";
import { newsOf } from "./notification-view.ts";
import type { ApiParts } from "./parts.ts";
import {
  counted,
  type Listed,
  newestFirst,
  otherPayment,
  paidOn,
  paymentOf,
  typedIn,
  typedOn,
} from "./payments-view.ts";
import { sentenceOf } from "./sentence.ts";
import { acceptedOf, standingOf } from "./standing.ts";
import { unsentChanges } from "./unsent-changes.ts";

const TIMELINE_LENGTH = 50;

export interface SeenCommitment {
  userId: string;
  record: SyncRecord;
  permissions: ViewContext["permissions"];
  /** As Procore shows them to this person. */
  listed: Listed;
  isFresh: boolean;
}

export function commitmentView(
  { db, procoreWeb }: Pick<ApiParts, "db" | "procoreWeb">,
  seen: SeenCommitment,
): Promise<CommitmentView> {
  return inCompany(db, seen.record.companyId, (scope) => viewAsOfNow(scope, seen, procoreWeb), {
    isolationLevel: "repeatable read",
    readOnly: true,
  });
}

async function viewAsOfNow(
  scope: Scope,
  { record: seen, userId, permissions, listed, isFresh }: SeenCommitment,
  procoreWeb: string,
): Promise<CommitmentView> {
  const record = (await getRecord(scope, seen.companyId, seen.recordId)) ?? seen;
  const { companyId, procoreId, projectId } = record;
  const connection = await findConnection(scope, companyId);
  const project = projectId ? await findCompanyProject(scope, companyId, projectId) : undefined;
  const invoices = (await recordsUnder(scope, { ...record, parent: keyOf(record) })).filter(
    (one) => one.kind === requisition.name && (!one.isDeleted || standsInErp(one)),
  );
  const recordIds = [record, ...invoices].map(({ recordId }) => recordId);
  const awaited = await awaitedBy(scope, { companyId, recordIds });
  const retainage = connection ? await retainageIn(scope, record, connection) : "net";
  const context: ViewContext = { procoreWeb, connection, permissions, awaited };
  const invoiceIds = invoices.map(({ recordId }) => recordId);
  const payments = await paymentsOfRecords(scope, companyId, invoiceIds);
  const bills = await billsOf(scope, companyId, invoiceIds);
  const ours = counted(payments, listed);
  const others = typedIn(listed.paymentsIssued, payments);
  const timeline = await timelineOf(scope, {
    companyId,
    parent: keyOf(record),
    limit: TIMELINE_LENGTH,
  });
  const run =
    connection &&
    (await newestRun(scope, {
      companyId,
      connectionId: connection.connectionId,
      kind: "payments",
    }));
  const commitment = commitmentKind.parse(record.snapshot);
  const currency = contractCurrency(record, [...bills.values()]) ?? "USD";
  const isSent = record.erpId !== null && record.sent !== null;
  const sentOrders = isSent ? commitmentKind.parse(record.sent).changeOrders : [];
  const moving = await withAwaited(scope, [record, ...invoices], masterDataKinds());
  const isUnderWay = underWay(moving, masterDataKinds());
  const isWanted =
    project?.isChosen === true && connection?.settings.resourceTypes[requisition.name] === true;
  const watched = await watchedBy(scope, { companyId, userId, recordIds });
  const issued = { counted: ours, others, invoices };
  const shown = invoices.map((invoice) =>
    invoiceOf(context, invoice, {
      paid: paidOn(invoice, issued),
      typed: typedOn(invoice, issued),
      bill: bills.get(invoice.recordId),
      currency,
      isUnderWay: isUnderWay(invoice),
      isWanted,
      retainage,
      isWatched: watched.has(invoice.recordId),
    }),
  );
  const told: Told = {
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
    isApproved: commitmentKind.approval(commitment).isApproved,
    record: record.status,
    standing: standingOf(record),
    accepted: acceptedOf(record),
    icon: iconOf(record),
    waiting: causeOfWait(record, awaited.get(record.recordId)),
    isUnderWay: isUnderWay(record),
    counterpart: counterpartOf(context, record),
    syncedAt: record.pushedAt?.toISOString() ?? null,
    failure: failureOf(context, record.failure, record),
    money: moneyOf({ ...issued, commitment, currency, bills, payments }),
    nextPayment: nextPayment(shown, currency),
    changeOrders: changeOrdersOf(commitment.changeOrders, sentOrders),
    unsent: unsentChanges(timeline, record),
    payments: [
      ...payments.map((payment) => paymentOf(payment, { invoices, bills, currency })),
      ...others.map((payment) => otherPayment(payment, { invoices, currency })),
    ].toSorted(newestFirst),
    invoices: shown,
    timeline: timeline.map((row) => activityOf(context, row)),
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
      share: may.share(permissions),
    },
    news: await newsOf(scope, record, userId),
    isFresh,
    asOf: record.seenAt.toISOString(),
  };
  return { ...told, sentence: sentenceOf(told) };
}

/** As the contract's first bill shows it, else as Settings say. */
async function retainageIn(
  scope: Scope,
  contract: SyncRecord,
  { system, settings }: Connection,
): Promise<RetainageForm> {
  const { isGross } = await sentBeside(scope, { ...contract, parent: keyOf(contract) });
  if (isGross !== null) return isGross ? "line" : "net";
  return retainageOf(systemOf({ system }), settings.own);
}

/** Deleted in Procore, and the books have its bill. */
const standsInErp = ({ erpId, status }: SyncRecord) =>
  erpId !== null && status !== "not_integrated";

function iconOf(record: SyncRecord): CommitmentView["icon"] {
  if (record.erpId === null) return "none";
  if (record.status === "error" || record.status === "desynchronized") return "yellow";
  const isTheSame = !standingOf(record) && !acceptedOf(record);
  return record.status === "success" && isTheSame ? "green" : "blue";
}
