import type { Request } from "express";
import type { Scope } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import { allKinds } from "../kinds/index.ts";
import type { Permissions } from "../procore/permissions.ts";
import { awaitedBy } from "../store/awaited.ts";
import { connectionsOf } from "../store/connections-in-use.ts";
import { type GridFilter, type GridRow, listGrid } from "../store/record-grid.ts";
import type { SyncRecord } from "../store/records.ts";
import { may, requirePermission } from "./access.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import type { GridContext } from "./record-view.ts";
import { type RecordQuery, rowId } from "./requests.ts";
import { underWay } from "./under-way.ts";

export interface Onlooker {
  companyId: string;
  permissions: Permissions;
}

/** Whoever may see activities may see the records that they are of. */
export async function lookAtRecords(
  parts: ApiParts,
  req: Request,
  how?: { isFresh: boolean },
): Promise<Onlooker> {
  const companyId = idOf(req, "companyId");
  const permissions = await parts.permissionsOf(parts.userOf(req), { companyId }, how);
  requirePermission("seeActivities", permissions);
  return { companyId, permissions };
}

export async function connectionsById(
  scope: Scope,
  companyId: string,
): Promise<GridContext["connections"]> {
  const all = await connectionsOf(scope, companyId);
  return new Map(all.map((one) => [one.connectionId, one]));
}

export async function contextOf(
  scope: Scope,
  companyId: string,
  rows: GridRow[],
): Promise<GridContext> {
  const records = rows.map(({ record }) => record);
  const recordIds = records.map(({ recordId }) => recordId);
  return {
    connections: await connectionsById(scope, companyId),
    awaited: await awaitedBy(scope, { companyId, recordIds }),
    isUnderWay: await underWay(scope, records),
  };
}

export async function findRow(scope: Scope, req: Request, companyId: string): Promise<GridRow> {
  const id = rowId.safeParse(req.params.recordId);
  const [row] = id.success
    ? await listGrid(scope, { companyId, recordIds: [id.data] }, { limit: 1 })
    : [];
  if (!row) throw new NotFoundError("This company has no such record.");
  return row;
}

type Asked = Omit<ReturnType<typeof RecordQuery.parse>, "cursor" | "limit">;

export function filterOf(companyId: string, asked: Asked): GridFilter {
  const { type, group, project, connection, since, until, ids, ...same } = asked;
  const kinds = allKinds().filter(
    ({ name, isMasterData }) =>
      (type === undefined || name === type) &&
      (group === undefined || isMasterData === (group === "master")),
  );
  return {
    ...same,
    companyId,
    kinds: kinds.map(({ name }) => name),
    projectId: project,
    connectionId: connection,
    recordIds: ids,
    since: since ? new Date(since) : undefined,
    until: until ? new Date(until) : undefined,
  };
}

/**
 * Tells which of them the person may have sent, by Procore's permissions as they are now. Throws
 * NotAllowedError if it is none.
 */
export async function syncRights(
  parts: ApiParts,
  req: Request,
  { companyId, permissions, records }: Onlooker & { records: SyncRecord[] },
): Promise<(record: SyncRecord) => boolean> {
  if (may.sync(permissions)) return () => true;
  const user = parts.userOf(req);
  const projectIds = [...new Set(records.flatMap(({ projectId }) => projectId ?? []))];
  const theirs = new Set<string | null>();
  for (const projectId of projectIds) {
    const inProject = await parts.permissionsOf(user, { companyId, projectId }, { isFresh: true });
    if (may.sync(inProject)) theirs.add(projectId);
  }
  if (theirs.size === 0) requirePermission("sync", permissions);
  return ({ projectId }) => theirs.has(projectId);
}
