import { systemOf } from "../connectors/index.ts";
import type { Scope } from "../database/scope.ts";
import { commitment } from "../kinds/commitment/kind.ts";
import { kindOf } from "../kinds/index.ts";
import { idIn } from "../kinds/kind.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import { awaitedBy } from "../store/awaited.ts";
import { billsOf, contractCurrency } from "../store/bills.ts";
import { findCompany } from "../store/companies.ts";
import { findCompanyProject } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { invoiceDates } from "../store/invoice-dates.ts";
import { paymentsOfRecords } from "../store/payments.ts";
import { findRecord, getRecord } from "../store/records.ts";
import { newestRun } from "../store/runs.ts";
import type { WhyNotPaid } from "./contract.ts";
import { invoiceOf } from "./invoice-view.ts";
import {
  counted,
  newestFirst,
  otherPayment,
  paidOn,
  paymentOf,
  typedIn,
  typedOn,
} from "./payments-view.ts";
import { whyNotPaid } from "./why-not-paid.ts";

/** It is told to anybody: nothing in it may depend on who asks. */
const NOBODY = { company: new Map(), project: new Map() };

/** From what is kept here alone. Undefined: there is no such invoice. */
export async function tellInvoice(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<WhyNotPaid | undefined> {
  const record = await getRecord(scope, companyId, recordId);
  if (record?.kind !== requisition.name) return undefined;
  const of = { ...record, kind: commitment.name, procoreId: idIn(record.parent ?? "") };
  const contract = await findRecord(scope, of);
  if (!contract) return undefined;
  const { projectId } = record;
  const project = projectId ? await findCompanyProject(scope, companyId, projectId) : undefined;
  const company = await findCompany(scope, companyId);
  const connection = await findConnection(scope, companyId);
  const bills = await billsOf(scope, companyId, [recordId]);
  const bill = bills.get(recordId);
  const payments = await paymentsOfRecords(scope, companyId, [recordId]);
  const awaited = await awaitedBy(scope, { companyId, recordIds: [recordId] });
  const head = commitment.parse(contract.snapshot);
  const currency = contractCurrency(contract, bill ? [bill] : []) ?? "USD";
  // As the app itself saw Procore's list: who asks may see nothing there.
  const { paymentsIssued } = head;
  const listed = { paymentsIssued, at: contract.seenAt.getTime() };
  const others = typedIn(paymentsIssued, payments);
  const issued = { counted: counted(payments, listed), others, invoices: [record] };
  const look =
    connection &&
    (await newestRun(scope, {
      companyId,
      connectionId: connection.connectionId,
      kind: "payments",
    }));
  const around = { invoices: [record], bills, currency };
  const theirs = others
    .map((payment) => otherPayment(payment, around))
    .filter(({ invoiceNumber }) => invoiceNumber === record.number);
  return whyNotPaid({
    invoice: invoiceOf({ procoreWeb: "", connection, permissions: NOBODY, awaited }, record, {
      paid: paidOn(record, issued),
      typed: typedOn(record, issued),
      bill,
      currency,
      isUnderWay: false,
      isWanted: false,
      retainage: "net",
      isWatched: false,
    }),
    payments: [...payments.map((payment) => paymentOf(payment, around)), ...theirs].toSorted(
      newestFirst,
    ),
    contract: kindOf(contract).listed(contract),
    project: project?.name ?? "",
    company: company?.name ?? "",
    vendor: head.vendorName ?? null,
    currency,
    system: connection ? systemOf(connection).name : null,
    ...(await invoiceDates(scope, { companyId, recordId })),
    dated: bill?.dated ?? null,
    lookedAt: look?.finishedAt ?? null,
    now: new Date(),
  });
}
