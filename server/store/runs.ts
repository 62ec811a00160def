import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

export interface Run {
  status: "running" | "done" | "failed";
  startedAt: Date;
  finishedAt: Date | null;
  found: number;
  problem: string | null;
}

const { fromRow, toRow, names } = columns<Run>({
  status: "status",
  startedAt: "started_at",
  finishedAt: "finished_at",
  found: "found",
  problem: "problem",
});

const CUT_SHORT = "Crosstie was stopped half-way; it goes on by itself.";

/** No run takes longer: its job is ended before that. */
const LONGEST = "20 minutes";

/** A connection has one run of a kind at once: an older one that has not ended is dead. Only the newest is shown. */
export async function startRun(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string },
): Promise<string> {
  const { rows } = await scope.raw<{ rows: { run_id: string }[] }>(
    `with ended as (
       update runs set status = 'failed', problem = :problem, finished_at = now()
        where company_id = :companyId and connection_id = :connectionId and kind = :kind and status = 'running'
     ),
     forgotten as (
       delete from runs
        where company_id = :companyId and connection_id = :connectionId and started_at < now() - interval '30 days'
     )
     insert into runs (company_id, connection_id, kind) values (:companyId, :connectionId, :kind)
     returning run_id`,
    { ...of, problem: CUT_SHORT },
  );
  if (!rows[0]) throw new Error("PostgreSQL returned no row for an insert");
  return rows[0].run_id;
}

/** A run that was taken for dead stays ended. */
export async function finishRun(
  scope: Scope,
  of: { companyId: string; runId: string },
  outcome: { found: number; problem: string | null },
): Promise<void> {
  await scope("runs")
    .where({ company_id: of.companyId, run_id: of.runId, status: "running" })
    .update({
      ...toRow({ ...outcome, status: outcome.problem ? "failed" : "done" }),
      finished_at: scope.fn.now(),
    });
}

export async function newestRun(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string },
): Promise<Run | undefined> {
  const row = await scope("runs")
    .where({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .orderBy("run_id", "desc")
    .first<object | undefined>([
      ...names(),
      scope.raw(
        `status = 'running' and started_at < now() - interval '${LONGEST}' as is_cut_short`,
      ),
    ]);
  if (!row) return undefined;
  const isCutShort = "is_cut_short" in row && row.is_cut_short === true;
  return { ...fromRow(row), ...(isCutShort && { status: "failed", problem: CUT_SHORT }) };
}
