import type { Request } from "express";
import type { Scope } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import { allKinds, masterDataKinds } from "../kinds/index.ts";
import type { Within } from "../store/activity-filter.ts";
import { awaitedBy } from "../store/awaited.ts";
import { connectionsOf } from "../store/connections-in-use.ts";
import { type GridFilter, type GridRow, listGrid } from "../store/record-grid.ts";
import type { SyncRecord } from "../store/records.ts";
import { underWay, withAwaited } from "../store/under-way.ts";
import { may } from "./access.ts";
import { idOf } from "./places.ts";
import type { GridContext } from "./record-view.ts";
import { type RecordQuery, rowId } from "./requests.ts";
import type { CompanySight } from "./sight.ts";

export async function connectionsById(
  scope: Scope,
  companyId: string,
): Promise<GridContext["connections"]> {
  const all = await connectionsOf(scope, companyId);
  return new Map(all.map((one) => [one.connectionId, one]));
}

/** What the person may do is as it was remembered: to act, Procore is asked anew. */
export async function contextOf(
  scope: Scope,
  { companyId, permissions, projects }: CompanySight,
  rows: GridRow[],
): Promise<GridContext> {
  const records = rows.map(({ record }) => record);
  const recordIds = records.map(({ recordId }) => recordId);
  const moving = await withAwaited(scope, records, masterDataKinds());
  return {
    connections: await connectionsById(scope, companyId),
    awaited: await awaitedBy(scope, { companyId, recordIds }),
    isUnderWay: underWay(moving, masterDataKinds()),
    mayAct({ projectId }) {
      const inProject = projects.get(projectId ?? "");
      return may.sync(permissions) || (inProject !== undefined && may.sync(inProject));
    },
  };
}

export async function findRow(
  scope: Scope,
  req: Request,
  { companyId, within }: CompanySight,
): Promise<GridRow> {
  const id = rowId.safeParse(idOf(req, "recordId"));
  const [row] = id.success
    ? await listGrid(scope, { companyId, within, recordIds: [id.data] }, { limit: 1 })
    : [];
  if (!row) throw new NotFoundError("This company has no such record.");
  return row;
}

type Asked = Omit<ReturnType<typeof RecordQuery.parse>, "cursor" | "limit">;

export function filterOf({ companyId, within }: CompanySight, asked: Asked): GridFilter {
  const { type, group, project, connection, since, until, ids, ...same } = asked;
  const kinds = allKinds().filter(
    ({ name, isMasterData }) =>
      (type === undefined || name === type) &&
      (group === undefined || isMasterData === (group === "master")),
  );
  return {
    ...same,
    companyId,
    within,
    kinds: kinds.map(({ name }) => name),
    projectId: project,
    connectionId: connection,
    recordIds: ids,
    since: since ? new Date(since) : undefined,
    until: until ? new Date(until) : undefined,
  };
}

export const isWithin = (
  within: Within | undefined,
  { projectId }: Pick<SyncRecord, "projectId">,
) => within === undefined || (projectId !== null && within.projectIds.includes(projectId));
