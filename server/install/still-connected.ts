import { LRUCache } from "lru-cache";
import type { Durations } from "../durations.ts";
import type { ProcoreClient } from "../procore/client.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";

const PATIENCE_MS = 2_000;
const MOST_HEARD = 1_000;

/**
 * False: the company has uninstalled the app in Procore. When Procore does not answer, true. A push
 * may need nothing else of Procore, and would go on writing for a company that has left.
 */
export function stillConnected(
  procore: ProcoreClient,
  { connectedForMs: ttl }: Pick<Durations, "connectedForMs">,
): (companyId: string) => Promise<boolean> {
  const heard = new LRUCache<string, { isConnected: boolean }>({
    max: MOST_HEARD,
    ttl,
    fetchMethod: (companyId) => ask(procore, companyId),
  });
  return async (companyId) => (await heard.forceFetch(companyId)).isConnected;
}

async function ask(procore: ProcoreClient, companyId: string): Promise<{ isConnected: boolean }> {
  try {
    const query = { company_id: companyId, per_page: 1 };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await procore.call({ path: "/rest/v1.0/projects", query, companyId, signal });
    return { isConnected: true };
  } catch (error) {
    return { isConnected: !(error instanceof AppNotConnectedError) };
  }
}
