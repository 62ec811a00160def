import type { Scope } from "../database/scope.ts";
import { doubtfulBills } from "../store/bills.ts";
import type { Connection } from "../store/connections.ts";
import { newestRun } from "../store/runs.ts";
import { doubtfulPayments } from "../store/shown-payments.ts";
import type { Installation } from "./contract.ts";
import { tellDoubtfulBills, tellDoubtfulPayments } from "./tell-doubts.ts";

const MOST_BILLS = 3;

export const NO_PAYMENTS: Installation["payments"] = { lookedAt: null, problems: [] };

/** Of all projects: only for those who may see them all. */
export async function paymentsOverview(
  scope: Scope,
  connection: Connection,
): Promise<Installation["payments"]> {
  const { companyId, connectionId } = connection;
  const run = await newestRun(scope, { companyId, connectionId, kind: "payments" });
  const bills = await doubtfulBills(scope, connection, MOST_BILLS);
  const payments = await doubtfulPayments(scope, connection);
  return {
    lookedAt: (run?.finishedAt ?? run?.startedAt)?.toISOString() ?? null,
    problems: [
      ...(run?.problem ? [run.problem] : []),
      ...tellDoubtfulBills(bills),
      ...tellDoubtfulPayments(payments),
    ],
  };
}
