import { type Request, Router } from "express";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import { countTabs } from "../store/activity-filter.ts";
import { listActivities } from "../store/activity-lists.ts";
import { type ActivityRow, getActivity } from "../store/activity-rows.ts";
import { awaitedBy } from "../store/awaited.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { getRecord } from "../store/records.ts";
import { requirePermission } from "./access.ts";
import { ActivityQuery, filterOf } from "./activity-filter.ts";
import { activityOf, itemOf, type ViewContext } from "./activity-view.ts";
import { createVendor, linkCandidate } from "./choose-counterpart.ts";
import { read } from "./company-request.ts";
import { Activity, ActivityPage } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { rowId } from "./requests.ts";

const awaitedByThose = (scope: Scope, companyId: string, rows: ActivityRow[]) =>
  awaitedBy(scope, { companyId, recordIds: rows.map(({ recordId }) => recordId) });

export function activities(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  async function open(req: Request): Promise<ViewContext & { companyId: string }> {
    const companyId = idOf(req, "companyId");
    const permissions = await parts.permissionsOf(parts.userOf(req), { companyId });
    requirePermission("seeActivities", permissions);
    return {
      companyId,
      permissions,
      connection: await inCompany(parts.db, companyId, (scope) => findConnection(scope, companyId)),
    };
  }

  async function find(req: Request, companyId: string): Promise<ActivityRow> {
    const id = rowId.safeParse(idOf(req, "activityId"));
    const activity =
      id.success &&
      (await inCompany(parts.db, companyId, (scope) => getActivity(scope, companyId, id.data)));
    if (!activity) throw new NotFoundError("This company has no such activity.");
    return activity;
  }

  router.get("/", async (req, res) => {
    const context = await open(req);
    const { cursor, limit, tab: wanted, ...asked } = read(ActivityQuery, req.query, "the address");
    const { companyId } = context;
    const filter = filterOf({ companyId, within: undefined }, asked);
    const page = await inCompany(parts.db, companyId, async (scope): Promise<ActivityPage> => {
      const counts = cursor && wanted ? null : await countTabs(scope, filter);
      const tab = wanted ?? (counts?.failed ? "failed" : "pending");
      const rows = await listActivities(scope, tab, { filter, before: cursor, limit });
      const awaited = await awaitedByThose(
        scope,
        companyId,
        rows.map(({ newest }) => newest),
      );
      return {
        tab,
        items: rows.map((row) => itemOf({ ...context, awaited }, row)),
        nextCursor: rows.length === limit ? (rows.at(-1)?.newest.activityId ?? null) : null,
        counts,
      };
    });
    res.json(ActivityPage.parse(page));
  });

  router.get("/:activityId", async (req, res) => {
    const context = await open(req);
    const { companyId } = context;
    const row = await find(req, companyId);
    const awaited = await inCompany(parts.db, companyId, (scope) =>
      awaitedByThose(scope, companyId, [row]),
    );
    res.json(Activity.parse(activityOf({ ...context, awaited }, row)));
  });

  async function toMend(req: Request) {
    const { companyId } = await open(req);
    const activity = await find(req, companyId);
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
