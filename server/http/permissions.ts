import { LRUCache } from "lru-cache";

export interface Place {
  companyId: string;
  projectId?: string;
}

type Who = Place & { userId: string };

const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

/**
 * Asks at most once a minute, unless what was heard must be fresh; keeps no failure. `http` may not
 * import `procore`, hence `ask`.
 */
export function rememberPermissions<Permissions extends {}>(
  ask: (who: Who) => Promise<Permissions>,
) {
  const cache = new LRUCache<string, Permissions, Who>({
    max: MOST_KEPT,
    ttl: KEPT_MS,
    ignoreFetchAbort: true,
    fetchMethod: (_key, _old, { context: who }) => ask(who),
  });

  return function permissionsOf(
    { userId }: { userId: string },
    { companyId, projectId }: Place,
    { isFresh = false }: { isFresh?: boolean } = {},
  ): Promise<Permissions> {
    const who = { userId, companyId, ...(projectId !== undefined && { projectId }) };
    return cache.forceFetch(`${userId} ${companyId} ${projectId ?? ""}`, {
      context: who,
      forceRefresh: isFresh,
    });
  };
}
