import { audit } from "../../audit/audit.ts";
import { inCompany } from "../../database/scope.ts";
import { labelOf } from "../../kinds/index.ts";
import { type BatchItem, settleItems } from "../../store/batches.ts";
import { acknowledgeFailures } from "../../store/failed-records.ts";
import { projectsOfRecords } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";
import { rightsOf } from "./rights-of.ts";
import type { Turn } from "./turn.ts";

/** For each project by its own right; what nobody needs to take note of any more counts as done. */
export async function acknowledgeItems(parts: SyncParts, { batch, items }: Turn): Promise<void> {
  const { companyId, by } = batch;
  const recordIds = items.map(({ recordId }) => recordId);
  const projectOf = await inCompany(parts.db, companyId, (scope) =>
    projectsOfRecords(scope, { companyId, recordIds }),
  );
  const refusalFor = rightsOf(parts, batch, "sync");
  const ofProjects = Map.groupBy(items, ({ recordId }) => projectOf.get(recordId) ?? null);
  for (const [projectId, theirs] of ofProjects) {
    const reason = await refusalFor(projectId);
    const places = theirs.map(({ place }) => place);
    await inCompany(parts.db, companyId, async (scope) => {
      await settleItems(scope, batch, { places, reason });
      if (reason !== null) return;
      const taken = await acknowledgeFailures(scope, { companyId, recordIds: idsOf(theirs) }, by);
      if (taken.length === 0) return;
      await audit(scope, {
        companyId,
        by,
        action: "failures_acknowledged",
        subject: { kind: "failures", id: companyId, name: `${taken.length} failures` },
        after: { Records: taken.map(labelOf) },
      });
    });
  }
}

const idsOf = (items: BatchItem[]) => items.map(({ recordId }) => recordId);
