import { inCompany } from "../../database/scope.ts";
import type { RemoteError } from "../../errors.ts";
import { kindOf } from "../../kinds/index.ts";
import { findRecord, type SyncRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";

/** The ERP no longer knows the vendor that we remembered: the next try looks for it by name again. */
export async function forgetVanished(
  { db }: SyncParts,
  record: SyncRecord,
  error: RemoteError,
): Promise<void> {
  if (error.refusal?.meaning !== "vendor_unknown") return;
  const kind = kindOf(record);
  const needs = kind.needs(kind.parse(record.snapshot));
  await inCompany(db, record.companyId, async (scope) => {
    for (const { kind: name, procoreId } of needs) {
      if (!procoreId || !kindOf({ kind: name }).isMasterData) continue;
      const needed = await findRecord(scope, { ...record, kind: name, procoreId });
      if (needed) await updateRecord(scope, needed, { erpId: null, toldAt: null });
    }
  });
}
