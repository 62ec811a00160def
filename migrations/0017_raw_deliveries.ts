import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- as text: nothing reads inside, and parsing it was half the cost of keeping it
    alter table deliveries alter column payload type text using payload::text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
