import { type Request, Router } from "express";
import { systemOf } from "../connectors/index.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import { allKinds } from "../kinds/index.ts";
import { filterChoices } from "../store/activity-choices.ts";
import { countTabs } from "../store/activity-filter.ts";
import { listActivities } from "../store/activity-lists.ts";
import { type ActivityRow, getActivity } from "../store/activity-rows.ts";
import { awaitedBy } from "../store/awaited.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { getRecord } from "../store/records.ts";
import { requirePermission } from "./access.ts";
import { ActivityQuery, filterOf } from "./activity-filter.ts";
import { activityHistory } from "./activity-history.ts";
import { activityOf, itemOf, type ViewContext } from "./activity-view.ts";
import { createVendor, linkCandidate } from "./choose-counterpart.ts";
import { read } from "./company-request.ts";
import { Activity, ActivityChoices, ActivityHistory, ActivityPage, Preview } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { rowId } from "./requests.ts";
import { isWithin } from "./see-activities.ts";

const awaitedByThose = (scope: Scope, companyId: string, rows: ActivityRow[]) =>
  awaitedBy(scope, { companyId, recordIds: rows.map(({ recordId }) => recordId) });

export function activities(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  async function open(req: Request) {
    const companyId = idOf(req, "companyId");
    const sight = await parts.seeActivities(parts.userOf(req), companyId);
    const connection = await inCompany(parts.db, companyId, (scope) =>
      findConnection(scope, companyId),
    );
    return { companyId, connection, sight };
  }

  /** In a project of their own a person may do more than in the company. */
  function contextOf(
    { connection, sight }: Awaited<ReturnType<typeof open>>,
    { record: { projectId } }: ActivityRow,
    awaited: ViewContext["awaited"],
  ): ViewContext {
    const permissions = sight.projects.get(projectId ?? "") ?? sight.permissions;
    return { procoreWeb: parts.procoreWeb, connection, permissions, awaited };
  }

  async function find(
    req: Request,
    { companyId, sight }: Awaited<ReturnType<typeof open>>,
  ): Promise<ActivityRow> {
    const id = rowId.safeParse(idOf(req, "activityId"));
    const activity =
      id.success &&
      (await inCompany(parts.db, companyId, (scope) => getActivity(scope, companyId, id.data)));
    if (!activity || !isWithin(sight.within, activity.record)) {
      throw new NotFoundError("This company has no such activity.");
    }
    return activity;
  }

  router.get("/", async (req, res) => {
    const opened = await open(req);
    const { cursor, limit, tab: wanted, ...asked } = read(ActivityQuery, req.query, "the address");
    const { companyId, sight } = opened;
    const filter = filterOf({ companyId, within: sight.within }, asked);
    const page = await inCompany(parts.db, companyId, async (scope): Promise<ActivityPage> => {
      const counts = cursor && wanted ? null : await countTabs(scope, filter);
      const tab = wanted ?? (counts?.failed ? "failed" : "pending");
      const rows = await listActivities(scope, tab, { filter, before: cursor, limit });
      const newest = rows.map((row) => row.newest);
      const awaited = await awaitedByThose(scope, companyId, newest);
      return {
        tab,
        items: rows.map((row) => itemOf(contextOf(opened, row.newest, awaited), row)),
        nextCursor: rows.length === limit ? (newest.at(-1)?.activityId ?? null) : null,
        counts,
      };
    });
    res.json(ActivityPage.parse(page));
  });

  router.get("/choices", async (req, res) => {
    const { companyId, sight } = await open(req);
    const { projects, connections, vendors } = await inCompany(parts.db, companyId, (scope) =>
      filterChoices(scope, { companyId, within: sight.within }),
    );
    const choices: ActivityChoices = {
      types: allKinds().map(({ name, words }) => ({ id: name, name: words.type })),
      projects: projects.filter(({ id }) => !sight.within || sight.projects.has(id)),
      connections: connections.map((one) => ({
        id: one.connectionId,
        name: `${systemOf(one).name} ${systemOf(one).accountOf(one.shown)}`,
      })),
      vendors,
    };
    res.json(ActivityChoices.parse(choices));
  });

  router.get("/:activityId", async (req, res) => {
    const opened = await open(req);
    const { companyId } = opened;
    const row = await find(req, opened);
    const awaited = await inCompany(parts.db, companyId, (scope) =>
      awaitedByThose(scope, companyId, [row]),
    );
    res.json(Activity.parse(activityOf(contextOf(opened, row, awaited), row)));
  });

  router.get("/:activityId/history", async (req, res) => {
    const opened = await open(req);
    const row = await find(req, opened);
    const history = await activityHistory(parts, contextOf(opened, row, undefined), row);
    res.json(ActivityHistory.parse(history));
  });

  router.get("/:activityId/preview", async (req, res) => {
    const { record } = await toMend(req);
    res.json(Preview.parse(await parts.actions.preview(record)));
  });

  async function toMend(req: Request) {
    const opened = await open(req);
    const { companyId } = opened;
    const activity = await find(req, opened);
    const user = parts.userOf(req);
    const projectId = activity.record.projectId ?? undefined;
    const place = { companyId, ...(projectId && { projectId }) };
    const permissions = await parts.permissionsOf(user, place, { isFresh: true });
    requirePermission("sync", permissions);
    if (activity.status === "synced") {
      throw new ConflictError("This activity is synced; completed syncs are not repeated.");
    }
    const record = await inCompany(parts.db, companyId, (scope) =>
      getRecord(scope, companyId, activity.recordId),
    );
    if (!record) throw new NotFoundError("The record of this activity is gone.");
    return { record, permissions, by: parts.actorOf(req) };
  }

  router.post("/:activityId/retry", async (req, res) => {
    const { record, by } = await toMend(req);
    await parts.actions.pushRecord(record, by, "retry_requested");
    res.status(202).json({});
  });

  router.post("/:activityId/vendor", async (req, res) => {
    await createVendor(parts, req, await toMend(req));
    res.status(202).json({});
  });

  router.post("/:activityId/vendor/link", async (req, res) => {
    await linkCandidate(parts, req, await toMend(req));
    res.status(202).json({});
  });

  return router;
}
