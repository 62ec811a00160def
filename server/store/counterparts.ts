import type { Scope } from "../database/scope.ts";
import type { Page } from "./open-records.ts";
import { fromRow, type ProcoreObject, type SyncRecord, toRow, whereObject } from "./records.ts";

/** A counterpart with lines, and of which push it was. */
export type Counterpart = Pick<
  SyncRecord,
  "companyId" | "recordId" | "kind" | "procoreId" | "document" | "pushedAt"
> & { erpId: string };

/** All that the ERP has with lines, by record id. */
export async function counterpartsToCompare(
  scope: Scope,
  { companyId, connectionId }: Pick<SyncRecord, "companyId" | "connectionId">,
  { after, limit }: Page,
): Promise<Counterpart[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where("record_id", ">", after)
    .whereNotNull("sent_total")
    .whereNotNull("erp_id")
    .orderBy("record_id")
    .limit(limit)
    .select("company_id", "record_id", "kind", "procore_id", "document", "pushed_at", "erp_id");
  return rows.map((row) => fromRow(row) as SyncRecord & { erpId: string });
}

/** The ERP has this counterpart no more; whoever has another one by now keeps it. */
export async function forgetCounterpart(
  scope: Scope,
  object: ProcoreObject,
  erpId: string,
): Promise<void> {
  await scope("records")
    .where({ ...whereObject(object), erp_id: erpId })
    .update(toRow({ erpId: null, toldAt: null }));
}
