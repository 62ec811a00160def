import type { Knex } from "knex";
import type { ProcoreSystem } from "../sandbox/procore/procore.ts";

export interface Resting {
  procore: { system: ProcoreSystem };
  database: { admin: Knex };
}

/**
 * What is still to come of what happened so far: a webhook on its way, a delivery unread, a job
 * waiting, running or put off, something in NetSuite that Procore has not been told of.
 */
export async function openWork({ procore, database: { admin: db } }: Resting): Promise<string[]> {
  const { deliveries } = procore.system.live();
  const sent = deliveries.length;
  await procore.system.act({ do: "settle_webhooks" });
  const { rows } = await db.raw<{ rows: { open: string[] }[] }>(
    // the tick looks for deliveries every second; its job says nothing; nobody is told for a company
    // that has left
    `select array(
       select 'delivery ' || delivery_id from deliveries where queued_at is null
       union all select name || ' ' || state || ' ' || data::text from pgboss.job where state in ('created', 'retry', 'active') and name <> 'queue-deliveries'
       union all select 'untold ' || kind || ' ' || number from records where erp_id is not null and told_at is null and not is_deleted and coalesce(tell_after <= now(), true)
         and company_id not in (select company_id from companies where status = 'uninstalled')
     ) as open`,
  );
  return [
    ...(rows[0]?.open ?? []),
    ...deliveries.slice(sent).map(({ id }) => `new delivery ${id}`),
  ];
}
