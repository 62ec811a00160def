import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { inCompany } from "../database/scope.ts";
import { NotAllowedError } from "../errors.ts";
import { listProjects } from "../procore/projects.ts";
import { chosenProjects } from "../store/company-projects.ts";
import { may } from "./access.ts";
import type { ApiParts, User } from "./parts.ts";

const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;
/** Procore is asked about each: a person in more projects than this has another page for all. */
const MOST_ASKED = 100;
const AT_ONCE = 4;

export interface OwnProjects {
  /** Chosen projects of which the person may see the commitments. Throws NotAllowedError where there are none. */
  some(user: User, companyId: string): Promise<string[]>;
  /** The same; undefined: the person may see all of the company. */
  orAll(user: User, companyId: string): Promise<string[] | undefined>;
}

/** As Procore says with the person's own token; remembered for a minute. */
export function ownProjects(parts: ApiParts): OwnProjects {
  const known = new LRUCache<string, string[]>({ max: MOST_KEPT, ttl: KEPT_MS });

  async function of(user: User, companyId: string): Promise<string[]> {
    const key = `${user.userId} ${companyId}`;
    const earlier = known.get(key);
    if (earlier) return earlier;
    const found = await ask(parts, user, companyId);
    known.set(key, found);
    return found;
  }

  async function some(user: User, companyId: string): Promise<string[]> {
    const own = await of(user, companyId);
    if (own.length > 0) return own;
    throw new NotAllowedError(
      "This needs at least Read Only on the Commitments tool of a project that Crosstie watches, in Procore. A company admin can grant it.",
    );
  }

  return {
    some,
    async orAll(user, companyId) {
      const seesAll = may.seeActivities(await parts.permissionsOf(user, { companyId }));
      return seesAll ? undefined : some(user, companyId);
    },
  };
}

async function ask(parts: ApiParts, user: User, companyId: string): Promise<string[]> {
  const { db, permissionsOf, procore } = parts;
  const chosen = await inCompany(db, companyId, (scope) => chosenProjects(scope, companyId));
  if (chosen.length === 0) return [];
  const theirs = await listProjects(procore, { companyId, as: { userId: user.userId } });
  const ids = new Set(theirs.map(({ id }) => id));
  const asked = chosen.filter(({ projectId }) => ids.has(projectId)).slice(0, MOST_ASKED);
  const limit = pLimit(AT_ONCE);
  const seen = await limit.map(asked, async ({ projectId }) =>
    may.seeCommitments(await permissionsOf(user, { companyId, projectId })) ? [projectId] : [],
  );
  return seen.flat();
}
