import type { Request } from "express";
import type { Within } from "../store/activity-filter.ts";
import { may, requirePermission } from "./access.ts";
import type { ApiParts, Sight } from "./parts.ts";
import { idOf } from "./places.ts";

export type CompanySight = Sight & { companyId: string };

export async function sightOf(
  { seeActivities, userOf }: ApiParts,
  req: Request,
): Promise<CompanySight> {
  const companyId = idOf(req, "companyId");
  return { companyId, ...(await seeActivities(userOf(req), companyId)) };
}

export const mayAct = ({ permissions, projects }: Sight): boolean =>
  may.sync(permissions) || [...projects.values()].some(may.sync);

/** Where the person may send: everywhere, or in some projects. Procore is asked now. */
export async function actWithin(parts: ApiParts, req: Request): Promise<Within | undefined> {
  const user = parts.userOf(req);
  const { companyId, projects } = await sightOf(parts, req);
  const inCompany = await parts.permissionsOf(user, { companyId }, { isFresh: true });
  if (may.sync(inCompany)) return undefined;
  const projectIds: string[] = [];
  for (const [projectId, remembered] of projects) {
    if (!may.sync(remembered)) continue;
    const place = { companyId, projectId };
    if (may.sync(await parts.permissionsOf(user, place, { isFresh: true }))) {
      projectIds.push(projectId);
    }
  }
  if (projectIds.length === 0) requirePermission("sync", inCompany);
  return { projectIds, parents: [] };
}
