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

export async function startRun(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string },
): Promise<string> {
  const [row] = await scope("runs")
    .insert({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .returning<{ run_id: string }[]>("run_id");
  if (!row) throw new Error("PostgreSQL returned no row for an insert");
  return row.run_id;
}

export async function finishRun(
  scope: Scope,
  of: { companyId: string; runId: string },
  outcome: { found: number; problem: string | null },
): Promise<void> {
  await scope("runs")
    .where({ company_id: of.companyId, run_id: of.runId })
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
    .first(names());
  return row && fromRow(row);
}
