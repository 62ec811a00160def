import type { AcrossScope, Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** All that stays of a company that had everything erased. */
export interface Erasure {
  companyId: string;
  requestedAt: Date;
  /** Procore user id. */
  requestedBy: string;
  /** Their name. */
  requester: string;
  /** Null: it is under way. */
  doneAt: Date | null;
}

const { fromRow, toRow, names } = columns<Erasure>({
  companyId: "company_id",
  requestedAt: "requested_at",
  requestedBy: "requested_by",
  requester: "requester",
  doneAt: "done_at",
});

export async function newestErasure(scope: Scope, companyId: string): Promise<Erasure | undefined> {
  const row = await scope("erasures")
    .where({ company_id: companyId })
    .orderBy("requested_at", "desc")
    .first(names());
  return row && fromRow(row);
}

/** One that is under way goes on. */
export async function beginErasure(
  scope: Scope,
  erasure: Pick<Erasure, "companyId" | "requestedBy" | "requester">,
): Promise<void> {
  await scope("erasures")
    .insert(toRow(erasure))
    .onConflict(scope.raw("(company_id) where done_at is null"))
    .ignore();
}

/** A bounded step. Zero: nothing of the company is left. */
export async function eraseSome(scope: Scope, companyId: string, most: number): Promise<number> {
  const { rows } = await scope.raw<{ rows: { erased: number }[] }>(
    "select crosstie_erase_some(?, ?) as erased",
    [companyId, most],
  );
  return rows[0]?.erased ?? 0;
}

export async function endErasure(scope: Scope, companyId: string): Promise<void> {
  await scope("erasures")
    .where({ company_id: companyId, done_at: null })
    .update({ done_at: scope.fn.now() });
}

/** What has not ended by itself is taken up each hour. */
export async function claimErasures(scope: AcrossScope): Promise<string[]> {
  const rows = await scope("erasures")
    .where("due_at", "<=", scope.fn.now())
    .whereNull("done_at")
    .update({ due_at: scope.raw("now() + interval '1 hour'") })
    .returning<{ company_id: string }[]>("company_id");
  return rows.map((row) => row.company_id);
}
