import type { Scope } from "../database/scope.ts";

export interface InvoiceDates {
  /** When Crosstie saw the approval that counts now. */
  approvedAt: Date | null;
  /** First in the ERP. */
  enteredAt: Date | null;
}

/** As its activities tell. What was met already approved has no change of status. */
export async function invoiceDates(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<InvoiceDates> {
  const { rows } = await scope.raw<{ rows: { approved: Date | null; entered: Date | null }[] }>(
    `select coalesce(
         max(detected_at) filter (where exists (
           select from jsonb_array_elements(changes) as change
            where lower(change->>'field') = 'status' and lower(change->>'new') like 'approved%')),
         min(detected_at) filter (where action = 'created' and not exists (
           select from jsonb_array_elements(changes) as change
            where lower(change->>'field') = 'status' and lower(change->>'new') not like 'approved%'))
       ) as approved,
       min(synced_at) filter (where status = 'synced') as entered
     from activities where company_id = :companyId and record_id = :recordId`,
    { companyId, recordId },
  );
  return { approvedAt: rows[0]?.approved ?? null, enteredAt: rows[0]?.entered ?? null };
}
