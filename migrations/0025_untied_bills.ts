import type { Knex } from "knex";

/**
 * A bill may have gone before its order had all lines of it: those are tied to no order. Each bill
 * that is older than the newest state of its order is read back once, and written again where it
 * differs.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- all companies' rows, which the owner sees only so
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
