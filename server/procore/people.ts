import { LRUCache } from "lru-cache";
import { z } from "zod";
import { RemoteError } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { flag, id, parseAnswer } from "./shapes.ts";

export interface Me {
  /** The same in all companies. */
  id: string;
  login: string;
  name: string | undefined;
}

const MeShape = z.object({ id, login: z.string(), name: z.string().nullish() });

export async function fetchMe(
  procore: ProcoreClient,
  caller: Omit<Caller, "companyId"> & { as: Actor; companyId?: string },
): Promise<Me> {
  const { companyId } = caller;
  const { body } = await procore.call({
    path: "/rest/v1.0/me",
    query: { company_id: companyId },
    ...callerOf({ ...caller, companyId }),
  });
  const me = parseAnswer(MeShape, body);
  return { id: me.id, login: me.login, name: me.name ?? undefined };
}

export interface ProcoreCompany {
  id: string;
  name: string;
  isActive: boolean;
}

const CompanyShape = z.object({ id, name: z.string(), is_active: flag });

export async function listCompanies(
  procore: ProcoreClient,
  as: Actor,
  signal?: AbortSignal,
): Promise<ProcoreCompany[]> {
  const path = "/rest/v1.0/companies";
  const rows = await everyPage(procore, { path, companyId: undefined, as, signal });
  return rows.map((row) => {
    const { id: companyId, name, is_active: isActive } = parseAnswer(CompanyShape, row);
    return { id: companyId, name, isActive };
  });
}

const UserShape = z.object({ name: z.string() });

/** Names rarely change: this saves calls of Procore's rate limit. */
const names = new LRUCache<string, string>({ max: 10_000, ttl: 24 * 3_600_000 });

/** Undefined: the app may not see the user, and goes without the name. */
export async function nameOfUser(
  procore: ProcoreClient,
  user: Caller & { companyId: string; userId: string },
): Promise<string | undefined> {
  const { companyId, userId } = user;
  const key = `${companyId} ${userId}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const path = `/rest/v1.3/companies/${companyId}/users/${userId}`;
  const answer = await procore.call({ path, ...callerOf(user) }).catch(orNobody);
  if (!answer) return undefined;
  const { name } = parseAnswer(UserShape, answer.body);
  names.set(key, name);
  return name;
}

function orNobody(error: unknown): undefined {
  if (error instanceof RemoteError && !error.retryable) return undefined;
  throw error;
}
