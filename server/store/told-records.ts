import type { Scope } from "../database/scope.ts";
import { inUse } from "./connections-in-use.ts";
import { inOrder } from "./in-order.ts";
import { fromRow, recordColumnsOf, type SyncRecord, toRow } from "./records.ts";

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

const TOLD = [
  "companyId",
  "connectionId",
  "recordId",
  "kind",
  "procoreId",
  "projectId",
  "parent",
  "document",
  "erpId",
  "erpNumber",
  "tellAttempts",
] as const;

export type UntoldRecord = Pick<SyncRecord, (typeof TOLD)[number]>;

/** Procore's bulk limit. */
const MOST_AT_ONCE = 1000;

/** Project null: the company itself. Leaves out what Procore refused a short while ago. */
export async function recordsToTell(
  scope: Scope,
  of: OfConnection & Pick<SyncRecord, "projectId">,
): Promise<UntoldRecord[]> {
  const rows = await notTold(scope, of)
    .where({ project_id: of.projectId })
    .whereExists(inUse(scope, of.companyId).where({ connection_id: of.connectionId }))
    .orderBy("record_id")
    .limit(MOST_AT_ONCE)
    .select(recordColumnsOf(TOLD));
  return rows.map(fromRow);
}

export async function projectsToTell(scope: Scope, of: OfConnection): Promise<(string | null)[]> {
  const rows = await notTold(scope, of).distinct<{ project_id: string | null }[]>("project_id");
  return rows.map((row) => row.project_id);
}

/** Ends the pauses after refusals, because a person asks. */
export async function tellAtOnce(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  const paused = scope("records")
    .where({ company_id: companyId, connection_id: connectionId, told_at: null })
    .whereNotNull("tell_after");
  await inOrder(paused, scope).update({ tell_after: null });
}

/** Not for a record with another counterpart by now. Returns how many it marked. */
export async function markTold(
  scope: Scope,
  companyId: string,
  told: Pick<UntoldRecord, "recordId" | "erpId">[],
): Promise<number> {
  if (told.length === 0) return 0;
  const same = scope("records")
    .where({ company_id: companyId })
    .whereIn(
      ["record_id", "erp_id"],
      told.map(({ recordId, erpId }) => [recordId, erpId]),
    );
  return inOrder(same, scope).update(
    toRow({ toldAt: new Date(), tellAttempts: 0, tellAfter: null, untold: null }),
  );
}

function notTold(scope: Scope, { companyId, connectionId }: OfConnection) {
  return scope("records")
    .where({ company_id: companyId, connection_id: connectionId, told_at: null, is_deleted: false })
    .whereNotNull("erp_id")
    .where((due) => due.whereNull("tell_after").orWhere("tell_after", "<=", scope.fn.now()));
}
