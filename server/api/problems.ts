import { Router } from "express";
import { inCompany } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import { kindOf, labelOf, sentKinds } from "../kinds/index.ts";
import { type ActivityRow, readActivities } from "../store/activity-rows.ts";
import { findConnection } from "../store/connections-in-use.ts";
import {
  type BlockedRecord as StoredBlocked,
  countProblems,
  type OpenProblem,
  openProblems,
  recordsBlockedBy,
} from "../store/problems.ts";
import { may, requirePermission } from "./access.ts";
import { failureOf, type ViewContext } from "./activity-view.ts";
import { read } from "./company-request.ts";
import {
  BlockedPage,
  type BlockedRecord,
  type Problem,
  ProblemList,
  Queued,
  type Remedy,
} from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { BlockedQuery, rowId } from "./requests.ts";
import { seeActivities } from "./see-activities.ts";

export function problems(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const { companyId, permissions, within } = await seeActivities(parts, req);
    const of = { companyId, within, kinds: sentKinds() };
    const list = await inCompany(parts.db, companyId, async (scope): Promise<ProblemList> => {
      const open = await openProblems(scope, of);
      const ids = open.flatMap(({ recordId }) => recordId ?? []);
      const rows = await readActivities(scope, companyId, (query) =>
        query.whereRaw(
          `a.activity_id in (select max(activity_id) from activities
            where company_id = ? and record_id = any(?::bigint[]) and status = 'failed' group by record_id)`,
          [companyId, ids],
        ),
      );
      const context = { connection: await findConnection(scope, companyId), permissions };
      const byRecord = new Map(rows.map((row) => [row.recordId, row]));
      return {
        items: open.map((one) =>
          problemOf(context, one, one.recordId ? byRecord.get(one.recordId) : undefined),
        ),
        count: await countProblems(scope, of),
        isWhole: within === undefined,
      };
    });
    res.json(ProblemList.parse(list));
  });

  router.get("/:problemId/records", async (req, res) => {
    const { companyId, within } = await seeActivities(parts, req);
    const { cursor = "0", limit } = read(BlockedQuery, req.query);
    const of = { companyId, within, kinds: sentKinds(), problemId: problemIdOf(req) };
    const rows = await inCompany(parts.db, companyId, (scope) =>
      recordsBlockedBy(scope, of, { after: cursor, limit }),
    );
    const nextCursor = rows.length === limit ? (rows.at(-1)?.recordId ?? null) : null;
    res.json(BlockedPage.parse({ items: rows.map(blockedView), nextCursor }));
  });

  router.post("/:problemId/retry", async (req, res) => {
    const { companyId, permissions, within } = await seeActivities(parts, req, { isFresh: true });
    requirePermission("sync", permissions);
    const problemId = problemIdOf(req);
    const by = parts.actorOf(req);
    const queued = await parts.actions.retryProblem({ companyId, problemId, within, by });
    res.status(202).json(Queued.parse({ queued }));
  });

  return router;
}

function problemIdOf(req: Parameters<typeof idOf>[0]): string {
  const id = rowId.safeParse(idOf(req, "problemId"));
  if (!id.success) throw new NotFoundError("This company has no such problem.");
  return id.data;
}

function problemOf(
  context: Pick<ViewContext, "connection" | "permissions">,
  { problemId, recordId: _recordId, ...problem }: OpenProblem,
  row: ActivityRow | undefined,
): Problem {
  const failure = row ? failureOf(context, row.failure, row.record) : null;
  const count = problem.failed + problem.retrying;
  const blocked = row && count === 1 ? labelOf(row.record) : `${count} records`;
  return {
    ...problem,
    id: problemId,
    title: problem.title.replaceAll("{record}", blocked),
    openedAt: problem.openedAt.toISOString(),
    worth: problem.worth.map(({ currency, amount }) => ({ currency: currency ?? "USD", amount })),
    failure,
    activityId: row?.activityId ?? null,
    remedies: failure?.remedies ?? companyRemedies(context, problem),
  };
}

/** Of what no record failed for: the connection, and what Procore does not let us read. */
function companyRemedies(
  { permissions }: Pick<ViewContext, "permissions">,
  { whoseMove, code }: Pick<OpenProblem, "whoseMove" | "code">,
): Remedy[] {
  if (!may.changeSettings(permissions)) return [];
  const settings: Remedy = { kind: "open_settings", label: "Open settings" };
  const retry: Remedy = { kind: "retry", label: "Read again" };
  return [...(whoseMove === "admin" ? [settings] : []), ...(code === "unread" ? [retry] : [])];
}

function blockedView({ kind, number, title, failure, ...record }: StoredBlocked): BlockedRecord {
  return {
    ...record,
    resourceWord: kindOf({ kind }).words.type,
    title: kindOf({ kind }).listed({ number, title }),
    currency: record.currency ?? "USD",
    error: failure ? (failure.said ?? failure.title) : null,
  };
}
