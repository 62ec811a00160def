import type { Scope } from "../database/scope.ts";
import type { Connection } from "./connections.ts";
import { fromRow, type SyncRecord, UNREACHABLE } from "./records.ts";

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

/** Pending, whatever for. */
export async function pendingRecords(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, status: "pending" })
    .orderBy("record_id");
  return rows.map(fromRow);
}

/**
 * What goes by itself but may have been given up: pending, or failed because there was no answer.
 * Someone asked for it, or automatic sync is on.
 */
export async function strandedRecords(
  scope: Scope,
  { companyId, connectionId, settings }: OfConnection & Pick<Connection, "settings">,
): Promise<SyncRecord[]> {
  const stranded = scope("records")
    .where({ company_id: companyId, connection_id: connectionId, is_deleted: false })
    .where((given) =>
      given
        .where({ status: "pending" })
        .orWhere((failed) =>
          failed.where({ status: "error" }).whereRaw("failure ->> 'code' = ?", [UNREACHABLE]),
        ),
    );
  const rows = await (
    settings.automaticSync ? stranded : stranded.where({ is_requested: true })
  ).orderBy("record_id");
  return rows.map(fromRow);
}

/** What people asked for is asked for no more. */
export async function forgetRequests(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, is_requested: true })
    .update({ is_requested: false });
}
