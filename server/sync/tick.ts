import { acrossCompanies } from "../database/scope.ts";
import { dropOldDeliveries } from "../store/across-companies.ts";
import type { SyncParts } from "./parts.ts";

const DELIVERIES_KEPT_MS = 30 * 24 * 3_600_000;

export async function tick(parts: SyncParts): Promise<void> {
  await parts.jobs.send("queue-deliveries", {});
  const before = new Date(Date.now() - DELIVERIES_KEPT_MS);
  await acrossCompanies(parts.db, (scope) => dropOldDeliveries(scope, before));
}
