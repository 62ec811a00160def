import type { Knex } from "knex";

export const COMPANIES = 50;
const PROJECTS = 20;
/** Of one record. */
const ACTIVITIES = 5;

/** The company that has half of everything. */
export const LARGEST = companyOf(0);

export function companyOf(number: number): string {
  return String(562949953421312 + number);
}

/** Up to so many activities in all, as a company of years has them: the newest few are open. */
export async function seedActivities(
  admin: Knex,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await admin.transaction(async (trx) => {
    // no live streams listen here, and what triggers fill in is given
    await trx.raw("set local session_replication_role = replica");
    await trx.raw(
      `insert into records (company_id, connection_id, kind, procore_id, project_id, parent, vendor_id, number, title,
                            document, status, snapshot, seen_at, erp_id, erp_number)
       select company_id, '00000000-0000-4000-8000-000000000001', 'commitment', id::text, project_id,
              'commitment:' || id, (id % 500)::text, 'SC-' || id, 'Scope of work ' || id, 'subcontract', 'success',
              '{}', now(), id::text, 'PO' || id
         from (select id, ${COMPANY} as company_id, (id % ${PROJECTS})::text as project_id
                 from generate_series(:from::bigint / ${ACTIVITIES}, :to::bigint / ${ACTIVITIES} - 1) as id) as made`,
      { from, to },
    );
    await trx.raw(
      `insert into activities (company_id, record_id, project_id, action, changes, impact, changed_by, detected_at, status,
                               transaction_id, synced_at)
       select company_id, record_id, project_id, 'updated', :changes,
              jsonb_build_object('amount', (record_id % 100000)::text || '.00', 'percent', '4.10', 'fields', '["grand_total"]'::jsonb),
              'Dana Whitfield', now() - (100 - time) * interval '7 days', case
                when time < ${ACTIVITIES - 1} then 'synced' when record_id % 20 = 0 then 'pending'
                when record_id % 97 = 0 then 'failed' else 'synced' end, record_id::text, now()
         from records cross join generate_series(0, ${ACTIVITIES - 1}) as time
        where procore_id::bigint >= :from::bigint / ${ACTIVITIES}
        order by time, records.record_id`,
      { from, changes: JSON.stringify(CHANGES) },
    );
  });
  await admin.raw("vacuum analyze records, activities");
}

const COMPANY = `(${companyOf(0)} + case when id % 2 = 0 then 0 else 1 + id % ${COMPANIES - 1} end)::text`;

const change = { percent: null, isMoney: false, isCarried: true };
const CHANGES = [
  { ...change, field: "grand_total", word: "Original contract", old: "1000.00", new: "1041.00" },
  { ...change, field: "title", word: "Title", old: "Scope", new: "Scope of work" },
];
