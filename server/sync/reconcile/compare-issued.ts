import { inCompany } from "../../database/scope.ts";
import { RemoteError } from "../../errors.ts";
import { idIn } from "../../kinds/kind.ts";
import { log } from "../../log.ts";
import { listContractPayments } from "../../procore/contract-payments.ts";
import type { Connection } from "../../store/connections.ts";
import { contractsWithPayments } from "../../store/shown-payments.ts";
import type { SyncParts } from "../parts.ts";
import { setRightPayments } from "./set-right-payments.ts";

/** Payments Issued of each contract, held against what was paid. */
export async function compareIssued(
  parts: SyncParts,
  { companyId, connectionId }: Connection,
  signal: AbortSignal,
): Promise<void> {
  const contracts = await inCompany(parts.db, companyId, (scope) =>
    contractsWithPayments(scope, { companyId, connectionId }),
  );
  for (const { projectId, parent } of contracts) {
    signal.throwIfAborted();
    const at = Date.now();
    const place = { companyId, projectId, contractId: idIn(parent) };
    const paymentsIssued = await listContractPayments(parts.procore, place).catch(orRefused);
    const contract = { companyId, connectionId, parent };
    if (paymentsIssued) await setRightPayments(parts, contract, { paymentsIssued, at });
  }
}

/** A contract that Procore hides holds back no other. */
function orRefused(error: unknown): undefined {
  if (!(error instanceof RemoteError) || error.retryable) throw error;
  log.warn({ err: error }, "Procore does not show the payments of a contract");
}
