import type { ProcoreClient, Query } from "./client.ts";
import { readOrigins } from "./read-origins.ts";

/**
 * Procore answers 404 for what is gone and for what the app may not see, so the list is asked
 * before a record counts as deleted.
 */
export async function isListed(
  procore: ProcoreClient,
  where: { companyId: string; path: string; place: Query; id: string },
): Promise<boolean> {
  const listed = await readOrigins(procore, {
    companyId: where.companyId,
    path: where.path,
    place: where.place,
    ids: [where.id],
  });
  return listed.has(where.id);
}
