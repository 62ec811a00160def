import type { Knex } from "knex";
import type { Installed } from "../../world/install.ts";

type Of = Pick<Installed, "companyId" | "projects">;

/** Invoices that are in the ERP; their titles would be formulas. */
export async function addRecords(admin: Knex, of: Of, count: number): Promise<void> {
  await admin.raw(
    `insert into records (company_id, connection_id, kind, procore_id, project_id, parent, document, number, title, snapshot, seen_at, status)
     select company_id, connection_id, 'requisition', 900000 + n, :projectId, 'commitment:' || n, 'bill', n,
       case n % 4 when 0 then '=HYPERLINK("http://evil.example","open")' when 1 then '@SUM(1+1)' when 2 then '+49 30' else '-2+3, "said"' end,
       '{}', now(), 'success'
       from connections cross join generate_series(1, :count::int) as n where company_id = :companyId`,
    { companyId: of.companyId, projectId: of.projects[0]!.id, count },
  );
}

/**
 * Of these records in turn: one of eight failed, one waits, the others are completed. Without
 * triggers: nobody is to hear of tens of thousands.
 */
export async function addActivities(
  admin: Knex,
  of: Of,
  count: number,
  changedBy = "'=cmd()'",
): Promise<void> {
  await admin.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica");
    await trx.raw(
      `insert into activities (company_id, project_id, record_id, action, changes, impact, changed_by, status, detected_at, synced_at)
       select :companyId, :projectId, ids[1 + n % array_length(ids, 1)], 'updated',
         jsonb_build_array(jsonb_build_object('field', 'total', 'old', '100.00', 'new', n || '.00', 'percent', null, 'isMoney', true, 'isCarried', true)),
         jsonb_build_object('amount', (case n % 3 when 0 then -n else n end) || '.10', 'percent', '12.50', 'fields', jsonb_build_array('total')),
         ${changedBy}, case n % 8 when 3 then 'failed' when 6 then 'pending' when 5 then 'not_applicable' else 'synced' end,
         now() - n * interval '1 hour', case when n % 8 not in (3, 5, 6) then now() end
         from generate_series(1, :count::int) as n,
           (select array_agg(record_id order by record_id) as ids from records
             where company_id = :companyId and kind = 'requisition') as records`,
      { companyId: of.companyId, projectId: of.projects[0]!.id, count },
    );
  });
}

/** Ten kilobytes that no compression makes much smaller. */
export const LONG_NAME =
  "(select string_agg(md5(n || '-' || part), '') from generate_series(1, 300) as part)";
