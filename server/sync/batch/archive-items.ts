import { audit } from "../../audit/audit.ts";
import { inCompany } from "../../database/scope.ts";
import { archiveActivities, bringBackActivities } from "../../store/archived-activities.ts";
import { settleItems } from "../../store/batches.ts";
import type { SyncParts } from "../parts.ts";
import { rightsOf } from "./rights-of.ts";
import type { Turn } from "./turn.ts";

const STILL_OPEN = "It waits again by now: only what is completed is archived.";

/** Out of the lists; what waits or has failed by now stays there. */
export function archiveItems(parts: SyncParts, turn: Turn): Promise<void> {
  return moved(parts, turn, "activities_archived", archiveActivities);
}

export function bringBackItems(parts: SyncParts, turn: Turn): Promise<void> {
  return moved(parts, turn, "activities_brought_back", async (scope, of) => ({
    moved: await bringBackActivities(scope, of),
    open: new Set(),
  }));
}

async function moved(
  parts: SyncParts,
  { batch, items }: Turn,
  action: "activities_archived" | "activities_brought_back",
  move: typeof archiveActivities,
): Promise<void> {
  const { companyId, by } = batch;
  const refusal = await rightsOf(parts, batch, "changeSettings")(null);
  const places = items.map(({ place }) => place);
  await inCompany(parts.db, companyId, async (scope) => {
    if (refusal !== null) {
      await settleItems(scope, batch, { places, reason: refusal });
      return;
    }
    const activityIds = items.map(({ activityId }) => activityId);
    const { moved: count, open } = await move(scope, { companyId, activityIds });
    const placesOf = (isOpen: boolean) =>
      items.filter(({ activityId }) => open.has(activityId) === isOpen).map(({ place }) => place);
    await settleItems(scope, batch, { places: placesOf(true), reason: STILL_OPEN });
    await settleItems(scope, batch, { places: placesOf(false), reason: null });
    if (count === 0) return;
    await audit(scope, {
      companyId,
      by,
      action,
      subject: { kind: "activities", id: batch.batchId, name: `${count} activities` },
    });
  });
}
