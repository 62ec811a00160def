import { audit } from "../../audit/audit.ts";
import { inCompany } from "../../database/scope.ts";
import { archiveActivities } from "../../store/archived-activities.ts";
import { settleItems } from "../../store/batches.ts";
import type { SyncParts } from "../parts.ts";
import { rightsOf } from "./rights-of.ts";
import type { Turn } from "./turn.ts";

const STILL_OPEN = "It waits again by now: only what is completed is archived.";

export async function archiveItems(parts: SyncParts, { batch, items }: Turn): Promise<void> {
  const { companyId, by } = batch;
  const refusal = await rightsOf(parts, batch, "changeSettings")(null);
  const places = items.map(({ place }) => place);
  await inCompany(parts.db, companyId, async (scope) => {
    if (refusal !== null) {
      await settleItems(scope, batch, { places, reason: refusal });
      return;
    }
    const activityIds = items.map(({ activityId }) => activityId);
    const { archived, open } = await archiveActivities(scope, { companyId, activityIds });
    const placesOf = (ids: ReadonlySet<string>, isIn: boolean) =>
      items.filter(({ activityId }) => ids.has(activityId) === isIn).map(({ place }) => place);
    await settleItems(scope, batch, { places: placesOf(open, true), reason: STILL_OPEN });
    await settleItems(scope, batch, { places: placesOf(open, false), reason: null });
    if (archived === 0) return;
    await audit(scope, {
      companyId,
      by,
      action: "activities_archived",
      subject: { kind: "activities", id: batch.batchId, name: `${archived} activities` },
    });
  });
}
