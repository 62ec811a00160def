import { Router } from "express";
import { inCompany } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import { sentKinds } from "../kinds/index.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { countProblems, openProblems, recordsBlockedBy } from "../store/problems.ts";
import { read } from "./company-request.ts";
import { BlockedPage, ProblemList, Queued } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { blockedView, problemsView } from "./problem-view.ts";
import { BlockedQuery, rowId } from "./requests.ts";
import { actWithin, sightOf } from "./sight.ts";

const MOST_SHOWN = 200;

export function problems(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const sight = await sightOf(parts, req);
    const { companyId, within } = sight;
    const of = { companyId, within, kinds: sentKinds() };
    const list = await inCompany(parts.db, companyId, async (scope): Promise<ProblemList> => {
      const open = (await openProblems(scope, of)).slice(0, MOST_SHOWN);
      const connection = await findConnection(scope, companyId);
      return {
        items: await problemsView(scope, { ...sight, connection }, open),
        count: await countProblems(scope, of),
        isWhole: within === undefined,
      };
    });
    res.json(ProblemList.parse(list));
  });

  router.get("/:problemId/records", async (req, res) => {
    const { companyId, within } = await sightOf(parts, req);
    const { cursor = "0", limit } = read(BlockedQuery, req.query);
    const of = { companyId, within, kinds: sentKinds(), problemId: problemIdOf(req) };
    const rows = await inCompany(parts.db, companyId, (scope) =>
      recordsBlockedBy(scope, of, { after: cursor, limit }),
    );
    const nextCursor = rows.length === limit ? (rows.at(-1)?.recordId ?? null) : null;
    res.json(BlockedPage.parse({ items: rows.map(blockedView), nextCursor }));
  });

  router.post("/:problemId/retry", async (req, res) => {
    const within = await actWithin(parts, req);
    const companyId = idOf(req, "companyId");
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
