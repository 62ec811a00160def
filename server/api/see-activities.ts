import { LRUCache } from "lru-cache";
import { inCompany } from "../database/scope.ts";
import { allKinds } from "../kinds/index.ts";
import type { Permissions } from "../procore/permissions.ts";
import { listProjects } from "../procore/projects.ts";
import type { Within } from "../store/activity-filter.ts";
import { chosenProjects } from "../store/company-projects.ts";
import { may, requirePermission } from "./access.ts";
import type { ApiParts, SeeActivities, Sight, User } from "./parts.ts";

/** Of a person's projects, so many are looked at: each costs a call or two of Procore's limit. */
const MOST_PROJECTS = 100;
const AT_ONCE = 5;
/** Only to show something: to act, Procore is asked each time. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 2_000;

type Parts = Pick<ApiParts, "db" | "permissionsOf" | "procore">;

export function seeActivities(parts: Parts): SeeActivities {
  const cache = new LRUCache<string, Omit<Sight, "permissions">, { user: User; companyId: string }>(
    {
      max: MOST_KEPT,
      ttl: KEPT_MS,
      ignoreFetchAbort: true,
      fetchMethod: (_key, _old, { context }) => ownProjects(parts, context.user, context.companyId),
    },
  );
  return async (user, companyId) => {
    const permissions = await parts.permissionsOf(user, { companyId });
    if (may.seeActivities(permissions)) {
      return { permissions, within: undefined, projects: new Map() };
    }
    const context = { user, companyId };
    const key = `${user.userId} ${companyId}`;
    const own = await cache.forceFetch(key, { context });
    if (own.projects.size === 0) {
      // who is given the right comes in at once
      cache.delete(key);
      requirePermission("seeActivities", permissions);
    }
    return { permissions, ...own };
  };
}

/** Whoever may read a project's Commitments sees what changed there, but for what is private. */
async function ownProjects(
  parts: Parts,
  user: User,
  companyId: string,
): Promise<Omit<Sight, "permissions">> {
  const as = { userId: user.userId };
  const chosen = await inCompany(parts.db, companyId, (scope) => chosenProjects(scope, companyId));
  if (chosen.length === 0) return { within: { projectIds: [], parents: [] }, projects: new Map() };
  const theirs = new Set(
    (await listProjects(parts.procore, { companyId, as })).map(({ id }) => id),
  );
  const toAsk = chosen.filter(({ projectId }) => theirs.has(projectId)).slice(0, MOST_PROJECTS);
  const projects = new Map<string, Permissions>();
  const within = { projectIds: new Array<string>(), parents: new Array<string>() };
  await eachOf(toAsk, async ({ projectId }) => {
    const permissions = await parts.permissionsOf(user, { companyId, projectId });
    if (!may.seeCommitments(permissions)) return;
    projects.set(projectId, permissions);
    if (may.seePrivate(permissions)) within.projectIds.push(projectId);
    else within.parents.push(...(await seenIn(parts, { companyId, projectId, as })));
  });
  return { within, projects };
}

async function seenIn(
  { procore }: Parts,
  where: { companyId: string; projectId: string; as: { userId: string } },
): Promise<string[]> {
  const seen = await Promise.all(allKinds().map((kind) => kind.listSeenBy?.(procore, where) ?? []));
  return seen.flat();
}

async function eachOf<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Whether an activity of this place is among what the person sees. */
export function isWithin(
  within: Within | undefined,
  { projectId, parent }: { projectId: string | null; parent: string | null },
): boolean {
  if (!within) return true;
  const isOwn = projectId !== null && within.projectIds.includes(projectId);
  return isOwn || (parent !== null && within.parents.includes(parent));
}
