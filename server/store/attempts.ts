import type { AcrossScope, Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { SyncRecord } from "./records.ts";

/** Written by a trigger on the record's row (migrations/0070_attempt_of_request.ts). */
export interface Attempt {
  attemptId: string;
  at: Date;
  outcome: "synced" | "failed" | "unanswered";
  /** By name; null: it went by itself. */
  requestedBy: string | null;
  transactionId: string | null;
  title: string | null;
  said: string | null;
}

const { fromRow, names } = columns<Attempt>({
  attemptId: "attempt_id",
  at: "at",
  outcome: "outcome",
  requestedBy: "requested_by",
  transactionId: "transaction_id",
  title: "title",
  said: "said",
});

/** Newest first: the database keeps fifty of a record. */
export async function attemptsOf(
  scope: Scope,
  { companyId, recordId }: Pick<SyncRecord, "companyId" | "recordId">,
): Promise<Attempt[]> {
  const rows = await scope("attempts")
    .where({ company_id: companyId, record_id: recordId })
    .orderBy("attempt_id", "desc")
    .select(names());
  return rows.map(fromRow);
}

export async function dropOldAttempts(scope: AcrossScope, before: Date): Promise<void> {
  await scope("attempts").where("at", "<", before).delete();
}
