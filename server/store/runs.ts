import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

export interface Run {
  status: "running" | "done" | "failed";
  startedAt: Date;
  finishedAt: Date | null;
  found: number;
  problem: string | null;
  runId: string;
  /** How far it is; `total` null: nobody knows yet how much there is to do. */
  done: number;
  total: number | null;
  /** By name; null: it goes by itself. */
  requestedBy: string | null;
}

const { fromRow, toRow, names } = columns<Run>({
  status: "status",
  startedAt: "started_at",
  finishedAt: "finished_at",
  found: "found",
  problem: "problem",
  runId: "run_id",
  done: "done",
  total: "total",
  requestedBy: "requested_by",
});

/** The kind of a run that reads what contracts come to in both systems. */
export const FIGURES_RUN = "figures";

const CUT_SHORT = "Crosstie was stopped half-way; it goes on by itself.";

/** No run takes longer: its job is ended before that. */
const LONGEST = "20 minutes";

/** A connection has one run of a kind at once: an older one that has not ended is dead. Only the newest is shown. */
export async function startRun(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string; requestedBy?: string | undefined },
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
     insert into runs (company_id, connection_id, kind, requested_by)
     values (:companyId, :connectionId, :kind, :requestedBy)
     returning run_id`,
    { ...of, requestedBy: of.requestedBy ?? null, problem: CUT_SHORT },
  );
  if (!rows[0]) throw new Error("PostgreSQL returned no row for an insert");
  return rows[0].run_id;
}

/** A run that was taken for dead stays ended. False: it was. */
export async function finishRun(
  scope: Scope,
  of: { companyId: string; runId: string },
  outcome: { found: number; problem: string | null },
): Promise<boolean> {
  const ended = await scope("runs")
    .where({ company_id: of.companyId, run_id: of.runId, status: "running" })
    .update({
      ...toRow({ ...outcome, status: outcome.problem ? "failed" : "done" }),
      finished_at: scope.fn.now(),
    });
  return ended > 0;
}

export async function noteProgress(
  scope: Scope,
  of: { companyId: string; runId: string },
  { done, total }: Pick<Run, "done" | "total">,
): Promise<void> {
  await scope("runs")
    .where({ company_id: of.companyId, run_id: of.runId, status: "running" })
    .update({ done, total });
}

/** `status`: the newest one of that. */
export async function newestRun(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string; status?: Run["status"] },
): Promise<Run | undefined> {
  const row = await scope("runs")
    .where({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .where(of.status ? { status: of.status } : {})
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
