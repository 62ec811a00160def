import { inCompany, type Scope } from "../../database/scope.ts";
import type { Connection } from "../../store/connections.ts";
import { dropListCursors, moveCursor, readCursor } from "../../store/cursors.ts";
import { FIGURES_RUN, newestRun, startRun } from "../../store/runs.ts";
import type { SyncParts } from "../parts.ts";
import { ALL_PAYMENTS } from "../pull/pull-payments.ts";

const LONG_AGO = new Date(0).toISOString();

/**
 * The job that begins it comes each night, and when something seems amiss, which a stranger may
 * bring about: the night after the set-up counts, and most of the rest is left out.
 */
const AT_MOST_EVERY_MS = 6 * 3_600_000;

/**
 * Once a day nobody's word for what has changed is taken: Procore's lists are read whole, each order
 * and bill of the ERP is compared, each bill's payments are asked for, and each payment that Procore
 * shows is held against the ERP's. What differs goes the way of any change.
 */
export async function reconcile(
  { db, jobs }: Pick<SyncParts, "db" | "jobs">,
  connection: Connection,
): Promise<void> {
  const { companyId, connectionId, settings } = connection;
  const of = { companyId, connectionId };
  await inCompany(db, companyId, async (scope) => {
    if (await isDue(scope, connection)) {
      await dropListCursors(scope, connection);
      await moveCursor(scope, { ...connection, name: ALL_PAYMENTS }, LONG_AGO);
      await jobs.send("poll-changes", of, { trx: scope });
      const last = await newestRun(scope, { ...of, kind: FIGURES_RUN });
      if (last?.status !== "running") {
        const runId = await startRun(scope, { ...of, kind: FIGURES_RUN });
        await jobs.send("reconcile-figures", { ...of, runId }, { trx: scope });
      }
      if (settings.paymentSchedule !== "never") {
        await jobs.send("pull-payments", of, { trx: scope });
      }
    }
    await jobs.send("compare-counterparts", of, { trx: scope });
  });
}

async function isDue(scope: Scope, connection: Connection): Promise<boolean> {
  const cursor = { ...connection, name: "reconciled" };
  const last = await readCursor(scope, cursor);
  const isEarly = last !== undefined && Date.now() - Date.parse(last) < AT_MOST_EVERY_MS;
  if (!isEarly) await moveCursor(scope, cursor, new Date().toISOString());
  // After the set-up all is read anyhow.
  return last !== undefined && !isEarly;
}
