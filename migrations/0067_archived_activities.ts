import type { Knex } from "knex";

/** Archived activities leave the lists; only what is completed can be. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table activities
      add column archived_at timestamptz,
      add constraint activities_archived_completed
        check (archived_at is null or status in ('synced', 'not_applicable'));
    create index activities_listed on activities (company_id, activity_id desc)
      where status in ('synced', 'not_applicable') and archived_at is null;
    create index activities_archived on activities (company_id, archived_at) where archived_at is not null;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
