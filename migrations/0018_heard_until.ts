import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- what deliveries said until then is used: a later change may be another person's
    alter table records add column heard_until timestamptz default now();
    alter table records alter column heard_until drop default;

    -- the delivery of a line names its contract only here
    create index deliveries_of_related on deliveries using gin (related jsonb_path_ops)
      where related <> '[]';
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
