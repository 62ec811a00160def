import { inCompany } from "../../database/scope.ts";
import type { Connection } from "../../store/connections.ts";
import { type LivingRecord, livingRecords, takePartsState } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";
import type { List } from "./lists-due.ts";
import { lookAt } from "./look-at.ts";

/** Parts of a record change while the record itself does not, so the poll compares them. */
export async function compareParts(
  { db, jobs, procore }: SyncParts,
  connection: Connection,
  { list, signal }: { list: List; signal: AbortSignal },
): Promise<void> {
  const { kind, projectId } = list;
  const { companyId, connectionId } = connection;
  const states = await kind.parts?.states(procore, { companyId, projectId, signal });
  if (!states) return;
  await inCompany(db, companyId, async (scope) => {
    const known = await livingRecords(scope, {
      companyId,
      connectionId,
      kind: kind.name,
      projectId,
    });
    const stateNow = ({ procoreId }: LivingRecord) => states.get(procoreId) ?? "";
    const different = known.filter((record) => record.partsState !== stateNow(record));
    const [fromBefore, changed] = [different.filter(isFromBefore), different.filter(isOurs)];
    await takePartsState(
      scope,
      fromBefore.map((record) => ({ ...record, partsState: stateNow(record) })),
    );
    await lookAt(jobs, scope, changed);
  });
}

/** Known from a list only, and not in the ERP: its parts are no news. */
const isFromBefore = ({ partsState, erpId }: LivingRecord) => partsState === null && erpId === null;

const isOurs = (record: LivingRecord) => !isFromBefore(record);
