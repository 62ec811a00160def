import type { Knex } from "knex";

/** These accounts have bills without our item receipts: that stays until a person changes it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the owner sees all companies' rows only without force
    alter table connections no force row level security;
    alter table records no force row level security;
    update connections
       set settings = jsonb_set(settings, '{own,itemReceipts}', '"not_needed"')
     where system = 'netsuite' and settings -> 'own' ->> 'itemReceipts' is null
       and exists (select from records
                    where records.company_id = connections.company_id
                      and records.connection_id = connections.connection_id
                      and records.document = 'bill' and records.erp_id is not null);
    alter table records force row level security;
    alter table connections force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
