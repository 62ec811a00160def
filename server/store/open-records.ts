import type { Knex } from "knex";
import type { Connection } from "./connections.ts";
import { fromRow, type RecordRow, type SyncRecord, UNREACHABLE } from "./records.ts";

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

/**
 * Synced records of a project (null: of the company itself) whose counterpart Procore does not show
 * yet. At most 1,000, Procore's bulk limit.
 */
export async function recordsToTell(
  db: Knex,
  companyId: string,
  projectId: string | null,
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .where({ company_id: companyId, project_id: projectId, told_at: null, is_deleted: false })
    .whereNotNull("erp_id")
    .orderBy("record_id")
    .limit(1000);
  return rows.map(fromRow);
}

/** Projects (null: the company itself) that have records to tell Procore of. */
export async function projectsToTell(db: Knex, companyId: string): Promise<(string | null)[]> {
  const rows = await db("records")
    .where({ company_id: companyId, told_at: null, is_deleted: false })
    .whereNotNull("erp_id")
    .distinct<{ project_id: string | null }[]>("project_id");
  return rows.map((row) => row.project_id);
}

/** When our first bill came to be in the ERP; undefined: there is none yet. */
export async function firstBillAt(
  db: Knex,
  { companyId, connectionId }: OfConnection,
): Promise<Date | undefined> {
  const row = await db("records")
    .where({ company_id: companyId, connection_id: connectionId, kind: "requisition" })
    .whereNotNull("erp_id")
    .min<{ first: Date | null }>("pushed_at as first")
    .first();
  return row?.first ?? undefined;
}

const MOST_ASKED_AGAIN = 1000;

/**
 * Bills whose payments nobody has read yet, or of which the ERP counts more as paid than it shows.
 */
export async function billsToAskAgain(
  db: Knex,
  { companyId, connectionId }: OfConnection,
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .where({ company_id: companyId, connection_id: connectionId, kind: "requisition" })
    .whereNotNull("erp_id")
    .where((open) => open.whereNull("erp_total").orWhere("erp_unseen", ">", 0))
    .orderBy("record_id", "desc")
    .limit(MOST_ASKED_AGAIN);
  return rows.map(fromRow);
}

/** Pending, whatever for. */
export async function pendingRecords(
  db: Knex,
  { companyId, connectionId }: OfConnection,
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .where({ company_id: companyId, connection_id: connectionId, status: "pending" })
    .orderBy("record_id");
  return rows.map(fromRow);
}

/**
 * What goes by itself but may have been given up: pending, or failed because there was no answer.
 * Someone asked for it, or automatic sync is on.
 */
export async function strandedRecords(
  db: Knex,
  { companyId, connectionId, settings }: OfConnection & Pick<Connection, "settings">,
): Promise<SyncRecord[]> {
  const stranded = db<RecordRow>("records")
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

/**
 * Writes begun before this instant whose outcome nobody has learnt, of connections that work.
 * Oldest first.
 */
export async function unknownOutcomes(db: Knex, before: Date): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .join("companies", "companies.company_id", "records.company_id")
    .join("connections", (on) =>
      on
        .on("connections.company_id", "records.company_id")
        .andOn("connections.connection_id", "records.connection_id"),
    )
    .where("records.attempting_since", "<", before)
    .where({ "companies.status": "active", "connections.status": "working" })
    .orderBy("records.attempting_since")
    .limit(1000)
    .select<RecordRow[]>("records.*");
  return rows.map(fromRow);
}

/** What people asked for is asked for no more. */
export async function forgetRequests(
  db: Knex,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  await db("records")
    .where({ company_id: companyId, connection_id: connectionId, is_requested: true })
    .update({ is_requested: false });
}
