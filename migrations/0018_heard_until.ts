import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- what deliveries said of a record until then is accounted for: a later change is somebody else's
    alter table records add column heard_until timestamptz default now();
    alter table records alter column heard_until drop default;

    -- a line's delivery names its contract here alone
    create index deliveries_of_related on deliveries using gin (related jsonb_path_ops)
      where related <> '[]';
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
