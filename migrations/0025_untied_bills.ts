import type { Knex } from "knex";

/**
 * A bill could go before its order had all the lines of the bill: such lines have no link to the
 * order. Each bill older than the last push of its order is read back once, and written again if it
 * differs.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the owner sees all companies' rows only without force
    alter table records no force row level security;
    update records as bill set lands_until = now() from records as ordered
     where bill.document = 'bill' and bill.status = 'success' and bill.erp_id is not null
       and not bill.is_deleted and bill.lands_until is null
       and ordered.company_id = bill.company_id and ordered.connection_id = bill.connection_id
       and ordered.kind || ':' || ordered.procore_id = bill.parent and ordered.pushed_at > bill.pushed_at;
    alter table records force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
