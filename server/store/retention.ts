import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** How long activities stay in the lists, and archived ones at all; null: for good. */
export interface Retention {
  archiveAfterMonths: number | null;
  eraseAfterYears: number | null;
}

/** By name; null: nobody has set it. */
export type SetRetention = Retention & { setBy: string | null };

const { fromRow, toRow, names } = columns<SetRetention>({
  archiveAfterMonths: "archive_after_months",
  eraseAfterYears: "erase_after_years",
  setBy: "retention_set_by",
});

export async function findRetention(
  scope: Scope,
  companyId: string,
): Promise<SetRetention | undefined> {
  const row = await scope("companies").where({ company_id: companyId }).first(names());
  return row && fromRow(row);
}

export async function saveRetention(
  scope: Scope,
  companyId: string,
  retention: SetRetention,
): Promise<void> {
  await scope("companies").where({ company_id: companyId }).update(toRow(retention));
}

/** What they would come to now. */
export async function countByAge(
  scope: Scope,
  companyId: string,
  { archiveAfterMonths: months, eraseAfterYears: years }: Retention,
): Promise<{ toArchive: number; toErase: number }> {
  const count = async (query: Knex.QueryBuilder) => {
    const [row] = await query.count<{ count: string }[]>("* as count");
    return Number(row?.count);
  };
  return {
    toArchive: months === null ? 0 : await count(completedBefore(scope, { companyId, months })),
    toErase: years === null ? 0 : await count(archivedBefore(scope, { companyId, years })),
  };
}

interface Bounded {
  companyId: string;
  limit: number;
}

/** Returns how many. */
export async function archiveByAge(
  scope: Scope,
  { companyId, months, limit }: Bounded & { months: number },
): Promise<number> {
  return scope("activities")
    .where({ company_id: companyId })
    .whereIn(
      "activity_id",
      completedBefore(scope, { companyId, months }).limit(limit).select("activity_id"),
    )
    .update({ archived_at: scope.fn.now() });
}

/** Returns how many. */
export async function eraseByAge(
  scope: Scope,
  { companyId, years, limit }: Bounded & { years: number },
): Promise<number> {
  return scope("activities")
    .where({ company_id: companyId })
    .whereIn(
      "activity_id",
      archivedBefore(scope, { companyId, years }).limit(limit).select("activity_id"),
    )
    .delete();
}

/** Nothing is completed before it was detected: that is what an index knows. */
function completedBefore(
  scope: Scope,
  { companyId, months }: { companyId: string; months: number },
): Knex.QueryBuilder {
  const before = "now() - make_interval(months => ?)";
  return scope("activities")
    .where({ company_id: companyId, archived_at: null })
    .whereIn("status", ["synced", "not_applicable"])
    .whereRaw(`detected_at < ${before}`, [months])
    .whereRaw(`coalesce(synced_at, detected_at) < ${before}`, [months]);
}

function archivedBefore(
  scope: Scope,
  { companyId, years }: { companyId: string; years: number },
): Knex.QueryBuilder {
  return scope("activities")
    .where({ company_id: companyId })
    .whereRaw("archived_at < now() - make_interval(years => ?)", [years]);
}
