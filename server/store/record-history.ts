import type { Scope } from "../database/scope.ts";
import type { StoredAuditEntry } from "./audit-log.ts";
import { fromRow as auditFromRow } from "./audit-log.ts";
import { fromRow as paymentFromRow, names as paymentNames, type Payment } from "./payments.ts";
import type { SyncRecord } from "./records.ts";

const MOST_SHOWN = 50;

/** Of the record, and of those that people find under it. Newest first. */
export async function paymentsAround(
  scope: Scope,
  {
    companyId,
    connectionId,
    recordId,
    key,
  }: Pick<SyncRecord, "companyId" | "connectionId" | "recordId"> & { key: string },
): Promise<Payment[]> {
  const rows = await scope("payments")
    .where({ company_id: companyId })
    .whereIn(
      "record_id",
      scope("records")
        .where({ company_id: companyId, connection_id: connectionId })
        .where((row) => void row.where({ record_id: recordId }).orWhere({ parent: key }))
        .select("record_id"),
    )
    .orderBy([
      { column: "date", order: "desc" },
      { column: "payment_id", order: "desc" },
    ])
    .limit(MOST_SHOWN)
    .select(paymentNames());
  return rows.map(paymentFromRow);
}

/** What people did to the record, and what they set for all since it is known. Newest first. */
export async function entriesAround(
  scope: Scope,
  of: {
    companyId: string;
    kind: string;
    procoreId: string;
    since: Date;
    settings: readonly string[];
  },
): Promise<StoredAuditEntry[]> {
  const rows = await scope("audit_log")
    .where({ company_id: of.companyId })
    .where("at", ">=", of.since)
    .where(
      (row) =>
        void row
          .where({ subject_kind: of.kind, subject_id: of.procoreId })
          .orWhereIn("action", of.settings),
    )
    .orderBy("sequence", "desc")
    .limit(MOST_SHOWN);
  return rows.map(auditFromRow);
}
