import { pipeline } from "node:stream/promises";
import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { ConflictError, NotFoundError, NotSetUpError } from "../errors.ts";
import { connectionInUse, findConnection } from "../store/connections-in-use.ts";
import {
  countReconciled,
  listReconciled,
  type ReconciledFilter,
  totalsByProject,
} from "../store/reconciled.ts";
import { FIGURES_RUN, startRun } from "../store/runs.ts";
import { lockSchedules } from "../store/schedules.ts";
import { filterFacts } from "./activity-filter.ts";
import { allow, read } from "./company-request.ts";
import { type ReconciledContract, ReconcilePage } from "./contract.ts";
import { runsOf } from "./last-comparison.ts";
import type { ApiParts } from "./parts.ts";
import { csvOf, csvRow, reconciledView, runView } from "./reconcile-view.ts";
import { ReconcileExport, ReconcileQuery } from "./requests.ts";
import { NOT_IN_USE } from "./see-commitment.ts";
import { sightOf } from "./sight.ts";

const NOTHING = { projects: [], items: [], nextCursor: null, count: 0, differing: 0 };
const EXPORTED_AT_ONCE = 500;

export function reconcile(parts: ApiParts): Router {
  const { db, jobs } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const { companyId, within } = await sightOf(parts, req);
    const { cursor = 0, limit, ...asked } = read(ReconcileQuery, req.query);
    const page = await inCompany(db, companyId, async (scope) => {
      const connection = await findConnection(scope, companyId);
      if (!connection) throw new NotSetUpError(NOT_IN_USE);
      const { run, shown } = await runsOf(scope, connection);
      const head = {
        system: systemOf(connection).name,
        run: run ? runView(run) : null,
        shown: shown ? runView(shown) : null,
      };
      if (!shown) return { ...head, ...NOTHING };
      const filter = filterOf({ companyId, within, runId: shown.runId }, asked);
      const rows = await listReconciled(scope, filter, { after: cursor, limit });
      const projects = await totalsByProject(scope, { companyId, within, runId: shown.runId });
      return {
        ...head,
        projects: projects.map(({ projectId: id, projectName: name, ...totals }) => ({
          ...totals,
          id,
          name,
        })),
        items: rows.map(reconciledView),
        nextCursor: rows.length === limit ? String(rows.at(-1)?.place) : null,
        count: await countReconciled(scope, filter),
        differing: await countReconciled(scope, { ...filter, isDifferent: true }),
      };
    });
    res.json(ReconcilePage.parse(page));
  });

  router.post("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "reconcile");
    const by = parts.actorOf(req);
    await inCompany(db, companyId, async (trx) => {
      const connection = await connectionInUse(trx, companyId);
      if (!connection) throw new NotSetUpError(NOT_IN_USE);
      const of = { companyId, connectionId: connection.connectionId };
      // of two who ask at once, the second one is told
      await lockSchedules(trx, companyId);
      const { run } = await runsOf(trx, connection);
      if (run?.status === "running") {
        throw new ConflictError("A reconciliation is under way already: its figures appear here.");
      }
      const runId = await startRun(trx, { ...of, kind: FIGURES_RUN, requestedBy: by.name });
      await jobs.send("reconcile-figures", { ...of, runId }, { trx });
      // What differs stands at its record too, as after the nightly run.
      await jobs.send("compare-counterparts", of, { trx });
      await audit(trx, {
        companyId,
        by,
        action: "reconcile_requested",
        subject: { kind: "company", id: companyId, name: "Figures of all contracts" },
      });
    });
    res.status(202).json({});
  });

  router.get("/export", async (req, res) => {
    const { companyId, within } = await sightOf(parts, req);
    const asked = read(ReconcileExport, req.query);
    const { connection, shown } = await inCompany(db, companyId, async (scope) => {
      const found = await findConnection(scope, companyId);
      return { connection: found, shown: found && (await runsOf(scope, found)).shown };
    });
    if (!connection || !shown) {
      throw new NotFoundError("There are no figures yet: an admin presses Run now first.");
    }
    await inCompany(db, companyId, (scope) =>
      audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "figures_exported",
        subject: { kind: "company", id: companyId, name: "Figures of all contracts" },
        after: { Format: "csv", ...filterFacts(asked) },
      }),
    );
    const day = (shown.finishedAt ?? shown.startedAt).toISOString().slice(0, 10);
    res.attachment(`crosstie-reconcile-${companyId}-${day}.csv`).type("text/csv");
    const filter = filterOf({ companyId, within, runId: shown.runId }, asked);
    await pipeline(
      allRows(db, filter),
      async function* (rows) {
        for await (const row of rows) yield csvRow(row);
      },
      csvOf(systemOf(connection).name),
      res,
    ).catch((error: NodeJS.ErrnoException) => {
      // whoever hangs up has cancelled it
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    });
  });

  return router;
}

type Asked = Pick<ReturnType<typeof ReconcileQuery.parse>, "project" | "only">;

const filterOf = (
  of: Pick<ReconciledFilter, "companyId" | "within" | "runId">,
  { project: projectId, only }: Asked,
): ReconciledFilter => ({ ...of, projectId, ...(only && { isDifferent: true }) });

/** A transaction for each page: whoever reads slowly must not hold one. */
async function* allRows(
  db: ApiParts["db"],
  filter: ReconciledFilter,
): AsyncGenerator<ReconciledContract> {
  for (let after = 0; ;) {
    const rows = await inCompany(db, filter.companyId, (scope) =>
      listReconciled(scope, filter, { after, limit: EXPORTED_AT_ONCE }),
    );
    yield* rows.map(reconciledView);
    const last = rows[EXPORTED_AT_ONCE - 1];
    if (!last) return;
    after = last.place;
  }
}
