import { Decimal } from "decimal.js";
import { inCompany } from "../../database/scope.ts";
import { NotFoundError, RemoteError } from "../../errors.ts";
import type { Claim } from "../../jobs/claim.ts";
import {
  type Contract,
  type ContractPayment,
  createContractPayment,
  fetchContractPayment,
  releaseContractPayment,
  updateContractPayment,
} from "../../procore/contract-payments.ts";
import { isPaid } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";
import { linkPayment } from "../../store/shown-payments.ts";
import type { SyncParts } from "../parts.ts";
import { adoptedOf, fieldsOf, fieldsToChange, isAsWritten, originOf } from "./payment-fields.ts";
import { refuseOverpaid, type Sought, typedTwin } from "./typed-payments.ts";

export interface Writing extends Sought {
  /** The record that has these Payments Issued. */
  parent: SyncRecord | undefined;
  contract: Contract;
  held: Set<string>;
  claim: Claim;
  /** Payments Issued, listed once, and only where they are needed. */
  issued: {
    list(contract: Contract): Promise<ContractPayment[]>;
    forget(): void;
    keep(changed: ContractPayment): void;
  };
}

/** Undefined: nothing to show. Throws DoubtfulPaymentError if Procore may have it already. */
export function showPayment(
  parts: SyncParts,
  writing: Writing,
): Promise<ContractPayment | undefined> {
  return show(parts, writing).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    writing.issued.forget();
    return show(parts, writing);
  });
}

/** An earlier try, whose answer was lost, got through between our look and our write. */
const isTaken = (error: unknown) => error instanceof RemoteError && error.remoteStatus === 409;

async function show(parts: SyncParts, writing: Writing): Promise<ContractPayment | undefined> {
  const { payment, record, contract } = writing;
  const known = payment.procorePaymentId
    ? await fetchContractPayment(parts.procore, contract, payment.procorePaymentId)
    : undefined;
  if (known) return bringUpToDate(parts, writing, known);
  // Only the list tells whether an earlier try got through, and which numbers are taken.
  const issued = await writing.issued.list(contract);
  const earlier = issued.find(
    ({ id, originId }) => id === payment.procorePaymentId || originId === originOf(writing),
  );
  if (earlier) return bringUpToDate(parts, await linked(parts, writing, earlier), earlier);
  if (!isPaid(payment) || record.isDeleted) return undefined;
  const typed = typedTwin(writing, issued);
  if (typed) return bringUpToDate(parts, await linked(parts, writing, typed, true), typed);
  refuseOverpaid(writing, issued);
  // If the payment was adopted, a person has deleted its row since.
  const own = payment.adopted ? await linked(parts, writing, undefined) : writing;
  const number = Math.max(0, ...issued.map((other) => other.number ?? 0)) + 1;
  const created = await createContractPayment(parts.procore, contract, {
    ...fieldsOf(own),
    number,
    originId: originOf(own),
  });
  issued.push(created);
  return created;
}

/** Saved before the row changes: from here on the row is this payment. */
async function linked(
  { db }: SyncParts,
  writing: Writing,
  row: ContractPayment | undefined,
  isTyped = false,
): Promise<Writing> {
  const { payment, claim, held } = writing;
  const adopted = row && isTyped ? adoptedOf(row) : row ? payment.adopted : null;
  const link = { procorePaymentId: row?.id ?? null, adopted };
  await inCompany(db, payment.companyId, async (scope) => {
    await claim.hold(scope);
    await linkPayment(scope, payment, link);
  });
  if (row) held.add(row.id);
  return { ...writing, payment: { ...payment, ...link } };
}

/** Procore locks a payment with an origin_id: release it, then change and lock it in one call. */
async function bringUpToDate(
  parts: SyncParts,
  writing: Writing,
  shown: ContractPayment,
): Promise<ContractPayment> {
  const { contract, payment } = writing;
  const originId = originOf(writing);
  if (shown.originId && shown.originId !== originId) {
    throw new NotFoundError(
      `Payment ${shown.id} in Procore now belongs to another integration (origin_id ${shown.originId}); Crosstie leaves it alone.`,
    );
  }
  if (isAsWritten(writing, shown)) return shown;
  const fields = fieldsToChange(writing, shown);
  if (new Decimal(fields.amount ?? 0).greaterThan(shown.amount)) {
    refuseOverpaid(writing, await writing.issued.list(contract), shown.id);
  }
  if (shown.originId) await releaseContractPayment(parts.procore, contract, shown.id);
  const changed = await updateContractPayment(parts.procore, contract, {
    paymentId: shown.id,
    fields: { ...fields, originId },
  }).catch((error: unknown) => {
    if (payment.adopted && isLeftUnlocked(fields, error)) return shown;
    throw error;
  });
  writing.issued.keep(changed);
  return changed;
}

/** Procore does not lock every payment: after a 422 the row may stay if its amount is right. */
function isLeftUnlocked({ amount, notes }: ReturnType<typeof fieldsOf>, error: unknown): boolean {
  const isRefused = error instanceof RemoteError && error.remoteStatus === 422;
  return isRefused && amount === undefined && notes === undefined;
}
