import type { Scope } from "../database/scope.ts";
import type { Within } from "../store/activity-filter.ts";
import type { Connection } from "../store/connections.ts";
import { COMPARED, readCursor } from "../store/cursors.ts";
import { countReconciled } from "../store/reconciled.ts";
import { FIGURES_RUN, newestRun, type Run } from "../store/runs.ts";

export interface Runs {
  run: Run | undefined;
  /** The last one that came to its end: all figures are of it. */
  shown: Run | undefined;
}

export async function runsOf(
  scope: Scope,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<Runs> {
  const of = { companyId, connectionId, kind: FIGURES_RUN };
  return {
    run: await newestRun(scope, of),
    shown: await newestRun(scope, { ...of, status: "done" }),
  };
}

export interface LastComparison extends Runs {
  /** When each record's counterpart was last held against what was sent. */
  comparedAt: Date | null;
  /** Contracts, of the figures that are shown. */
  differing: number;
}

export async function lastComparison(
  scope: Scope,
  connection: Pick<Connection, "companyId" | "connectionId">,
  within: Within | undefined,
): Promise<LastComparison> {
  const { companyId, connectionId } = connection;
  const runs = await runsOf(scope, connection);
  const compared = await readCursor(scope, { companyId, connectionId, name: COMPARED });
  const filter = { companyId, within, runId: runs.shown?.runId ?? "0", isDifferent: true };
  return {
    ...runs,
    comparedAt: compared === undefined ? null : new Date(compared),
    differing: runs.shown ? await countReconciled(scope, filter) : 0,
  };
}
