import type { RequestHandler } from "express";
import { LRUCache } from "lru-cache";
import { NotFoundError, RemoteError } from "../errors.ts";
import type { ProcoreCompany } from "../procore/people.ts";
import type { ApiParts, User } from "./parts.ts";
import { idOf } from "./places.ts";

const KEPT_MS = 60_000;
/** While Procore does not answer, a person is where they were this recently. */
const TRUSTED_FOR_MS = 15 * 60_000;
const MOST_KEPT = 10_000;

/** Before anything of the company is looked up: a stranger gets one answer for every company. */
export function membersOnly({
  companiesOf,
  companyOpened,
  userOf,
}: Pick<ApiParts, "companiesOf" | "companyOpened" | "userOf">): RequestHandler {
  return async (req, _res, next) => {
    const companyId = idOf(req, "companyId");
    const user = userOf(req);
    const theirs = await companiesOf(user);
    if (!theirs.some(({ id }) => id === companyId)) {
      throw new NotFoundError("You are not in this company in Procore, or it does not exist.");
    }
    await companyOpened(req, companyId);
    next();
  };
}

export function rememberCompanies(
  ask: (user: User) => Promise<ProcoreCompany[]>,
): ApiParts["companiesOf"] {
  const known = new LRUCache<string, { companies: ProcoreCompany[]; at: number }>({
    max: MOST_KEPT,
    ttl: TRUSTED_FOR_MS,
  });
  return async (user) => {
    const earlier = known.get(user.userId);
    if (earlier && Date.now() - earlier.at < KEPT_MS) return earlier.companies;
    try {
      const companies = await ask(user);
      known.set(user.userId, { companies, at: Date.now() });
      return companies;
    } catch (error) {
      const isDown = error instanceof RemoteError && error.retryable;
      if (isDown && earlier) return earlier.companies;
      known.delete(user.userId);
      throw error;
    }
  };
}
