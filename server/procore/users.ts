import { z } from "zod";
import { RemoteError } from "../errors.ts";
import type { ProcoreClient } from "./client.ts";
import { parseAnswer } from "./parse-answer.ts";

const UserShape = z.object({ name: z.string() });

/** People rarely change their names; Procore's rate limit is for better things. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** A directory user's name; undefined when the app may not see the user. */
export async function nameOfUser(
  procore: ProcoreClient,
  { companyId, userId }: { companyId: string; userId: string },
): Promise<string | undefined> {
  const key = `${companyId} ${userId}`;
  const remembered = known.get(key);
  if (remembered) return remembered;
  const answer = await procore
    .call({ path: `/rest/v1.3/companies/${companyId}/users/${userId}`, companyId })
    .catch(orNobody);
  if (!answer) return undefined;
  const { name } = parseAnswer(UserShape, answer.body);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, name);
  return name;
}

/** A name is nice to have: an app that may not read the directory goes without. */
function orNobody(error: unknown): undefined {
  if (error instanceof RemoteError && !error.retryable) return undefined;
  throw error;
}
