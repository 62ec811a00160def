import { inCompany, type Scope } from "../../database/scope.ts";
import { AppError, RemoteError, UnknownOutcomeError } from "../../errors.ts";
import type { Task, Tasks } from "../../jobs/tasks.ts";
import { idIn, keyOf } from "../../kinds/kind.ts";
import { type ContractPayment, listContractPayments } from "../../procore/contract-payments.ts";
import { type Bill, billsOf } from "../../store/bills.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { isPaid, type Payment, paymentsOfRecords } from "../../store/payments.ts";
import { recordsUnder } from "../../store/record-lists.ts";
import type { SyncRecord } from "../../store/records.ts";
import {
  beginPaymentAttempt,
  endPaymentAttempt,
  markPaymentShown,
  nextPaymentLook,
  notePaymentProblem,
  paymentsToShow,
} from "../../store/shown-payments.ts";
import { lookAt } from "../detect/look-at.ts";
import type { SyncParts } from "../parts.ts";
import { showPayment, type Writing } from "./show-payment.ts";
import { DoubtfulPaymentError } from "./typed-payments.ts";

/** Safe to repeat from any point. */
export function writePaymentsIssued(parts: SyncParts): Task<"settle-payments"> {
  return async (payload, { isLastTry, claim }) => {
    const { companyId } = payload;
    // Sent before the work: what breaks this try may also prevent the sending.
    if (isLastTry) await tryAnew(parts, payload);
    const work = await inCompany(parts.db, companyId, (scope) => readWork(scope, payload));
    if (!work) return;
    const { payments, records, bills, ...around } = work;
    const issued = issuedPayments(parts);
    const writings = payments.flatMap((payment): Writing[] => {
      const record = records.get(payment.recordId);
      if (!record?.projectId) return [];
      const contract = {
        companyId,
        projectId: record.projectId,
        contractId: idIn(payload.parent),
      };
      const bill = bills.get(payment.recordId);
      return [{ ...around, payment, record, records, bill, contract, issued, claim }];
    });
    const { doubtful, refusal } = await writeEach(parts, writings);
    // The first round may have made room, or have found that a row is another payment.
    const again = doubtful.length < writings.length ? await writeEach(parts, doubtful) : undefined;
    await lookAgain(parts, payload);
    const refused = refusal ?? again?.refusal;
    if (refused) throw refused;
  };
}

async function writeEach(
  parts: SyncParts,
  writings: Writing[],
): Promise<{ doubtful: Writing[]; refusal: unknown }> {
  const doubtful: Writing[] = [];
  let refusal: unknown;
  for (const writing of writings) {
    await write(parts, writing).catch((error: unknown) => {
      if (isRetryable(error)) throw error;
      if (error instanceof DoubtfulPaymentError) doubtful.push(writing);
      else refusal ??= error;
    });
  }
  return { doubtful, refusal };
}

/** What Procore or our database does not take now, it may take later. A pull may be far off. */
function tryAnew({ jobs, durations }: SyncParts, payload: Tasks["settle-payments"]): Promise<void> {
  const startAfter = new Date(Date.now() + durations.tryAnewMs);
  return jobs.send("settle-payments", payload, { startAfter });
}

/** A write with a lost answer may still undo a later one. */
const LOOK_AGAIN_MS = 60_000;

async function lookAgain({ db, jobs }: SyncParts, payload: Tasks["settle-payments"]) {
  const until = await inCompany(db, payload.companyId, (scope) => nextPaymentLook(scope, payload));
  if (!until) return;
  const startAfter = new Date(Math.min(until.getTime(), Date.now() + LOOK_AGAIN_MS));
  await jobs.send("settle-payments", payload, { startAfter });
}

interface Work {
  payments: Payment[];
  parent: SyncRecord | undefined;
  records: Map<string, SyncRecord>;
  held: Set<string>;
  bills: Map<string, Bill>;
  shares: Map<string, Payment[]>;
}

async function readWork(
  scope: Scope,
  payload: Tasks["settle-payments"],
): Promise<Work | undefined> {
  if (!(await connectionById(scope, payload))) return undefined;
  const payments = await paymentsToShow(scope, payload);
  const records = await recordsUnder(scope, payload);
  const ids = records.map(({ recordId }) => recordId);
  const all = await paymentsOfRecords(scope, payload.companyId, ids);
  return {
    // Payments that count no more go first: they make room for those that replace them.
    payments: payments.toSorted((one, other) => Number(isPaid(one)) - Number(isPaid(other))),
    parent: records.find((record) => keyOf(record) === payload.parent),
    records: new Map(records.map((record) => [record.recordId, record])),
    held: new Set(all.flatMap(({ procorePaymentId }) => procorePaymentId ?? [])),
    bills: await billsOf(scope, payload.companyId, ids),
    shares: Map.groupBy(all, ({ erpPaymentId }) => erpPaymentId),
  };
}

/** A refusal stops one payment only. If Procore cannot take this one now, it can take no other. */
const isRetryable = (error: unknown) =>
  !(error instanceof AppError) || (error instanceof RemoteError && error.retryable);

async function write(parts: SyncParts, writing: Writing): Promise<void> {
  const { claim, payment } = writing;
  const inIts = <T>(work: (scope: Scope) => Promise<T>) =>
    inCompany(parts.db, payment.companyId, work);
  const attempt = await inIts(async (scope) => {
    await claim.hold(scope);
    return beginPaymentAttempt(scope, payment, parts.durations.mayLandMs);
  });
  if (!attempt) return;
  try {
    const shown = await showPayment(parts, writing);
    const inProcore = { procorePaymentId: shown?.id ?? null, procoreNumber: shown?.number ?? null };
    await inIts(async (scope) => {
      await markPaymentShown(scope, payment, inProcore);
      await endPaymentAttempt(scope, payment, attempt);
    });
  } catch (error) {
    // Any other error (ours, the database's, a lost claim) passes: the next try looks first.
    if (error instanceof AppError) {
      await inIts(async (scope) => {
        await notePaymentProblem(scope, payment, error.message, isDoubt(error));
        const isAnswered = !(error instanceof UnknownOutcomeError);
        if (isAnswered) await endPaymentAttempt(scope, payment, attempt);
        await lookAt(parts.jobs, scope, mayBeGone(writing, error));
      });
    }
    throw error;
  }
}

/** Undefined: a refusal or a lost answer does not say what Procore shows. */
function isDoubt(error: AppError): boolean | undefined {
  return error instanceof RemoteError ? undefined : error instanceof DoubtfulPaymentError;
}

/** Procore may refuse because it no longer has the invoice or the contract. */
function mayBeGone({ record, parent }: Writing, error: AppError) {
  const status = error instanceof RemoteError ? error.remoteStatus : undefined;
  if (status === 422) return [record];
  return status === 404 ? [record, parent].filter((one) => one !== undefined) : [];
}

function issuedPayments({ procore }: SyncParts): Writing["issued"] {
  let listed: ContractPayment[] | undefined;
  return {
    list: async (contract) => (listed ??= await listContractPayments(procore, contract)),
    forget() {
      listed = undefined;
    },
    keep(changed) {
      const at = listed?.findIndex(({ id }) => id === changed.id) ?? -1;
      if (at >= 0) listed?.splice(at, 1, changed);
    },
  };
}
