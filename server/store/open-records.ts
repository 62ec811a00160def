import type { Scope } from "../database/scope.ts";
import { CREDENTIALS_REFUSED } from "./failure.ts";
import { inOrder } from "./in-order.ts";
import { fromRow, type SyncRecord } from "./records.ts";

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

export type RecordId = OfConnection & Pick<SyncRecord, "recordId">;

export interface Page {
  after: string;
  limit: number;
}

/** And those that failed because the credentials were refused. */
export async function pendingRecords(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
  { after, limit }: Page,
): Promise<RecordId[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where((open) =>
      open.where({ status: "pending" }).orWhere({
        status: "error",
        failure_code: CREDENTIALS_REFUSED,
      }),
    )
    .where("record_id", ">", after)
    .orderBy("record_id")
    .limit(limit)
    .select("company_id", "connection_id", "record_id");
  return rows.map(fromRow);
}

export async function forgetRequests(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  const requested = scope("records").where({
    company_id: companyId,
    connection_id: connectionId,
    is_requested: true,
  });
  await inOrder(requested, scope).update({ is_requested: false });
}
