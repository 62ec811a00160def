import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Default privileges cover the tables of later migrations (server/database/roles.ts); these
    -- statements cover the tables from before the roles.
    grant select, insert, update, delete on all tables in schema public to crosstie_app;
    revoke insert, update, delete on migrations from crosstie_app;
    revoke all on migrations_lock from crosstie_app;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
