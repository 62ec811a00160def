import type { Knex } from "knex";

/** Every table with a company_id: a test finds a table that is missing here. */
const OF_COMPANY = [
  "companies",
  "company_projects",
  "service_tokens",
  "deliveries",
  "connections",
  "cursors",
  "runs",
  "schedules",
  "records",
  "activities",
  "bills",
  "payments",
  "failed_reads",
];

const set = (name: string) => `nullif(current_setting('app.${name}', true), '')`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- records that Procore names beside the changed one, so that nothing has to read the payload
    alter table deliveries add column related jsonb not null default '[]';
    update deliveries set related = (
        select coalesce(jsonb_agg(jsonb_build_object('id', one ->> 'id', 'name', one ->> 'name')), '[]')
          from jsonb_array_elements(payload -> 'related_resources') as one)
      where queued_at is null and jsonb_typeof(payload -> 'related_resources') = 'array';
  `);
  for (const table of OF_COMPANY) {
    await protect(knex, table, `company_id = ${set("company_id")}`);
  }
  const { secret, user } = { secret: set("secret_hash"), user: set("user_id") };
  await protect(knex, "sessions", `token_hash = ${secret} or user_id = ${user}`);
  await protect(knex, "sign_in_codes", `code_hash = ${secret}`);
  await protect(knex, "user_grants", `user_id = ${user}`);
  await openAcross(knex);
}

/** `force` binds the owner too: only a superuser, or a migration that lifts it, sees all rows. */
async function protect(knex: Knex, table: string, isTheirs: string): Promise<void> {
  await knex.raw(`
    alter table ${table} enable row level security, force row level security;
    create policy own on ${table} to crosstie_app using (${isTheirs}) with check (${isTheirs});
  `);
}

/** The clock, the receiver of deliveries and the clean-up see all companies' ids and states. */
async function openAcross(knex: Knex): Promise<void> {
  await knex.raw(`
    create policy across on companies for select to crosstie_across using (true);
    grant select (company_id, status) on companies to crosstie_across;

    create policy across on connections for select to crosstie_across using (true);
    grant select (company_id, connection_id, role, is_in_use, status, automatic_sync)
      on connections to crosstie_across;

    create policy across on records for select to crosstie_across using (true);
    grant select (company_id, connection_id, record_id, status, is_deleted, is_requested,
      attempting_since, failure_code) on records to crosstie_across;

    create policy across on schedules to crosstie_across using (true) with check (true);
    grant select, update on schedules to crosstie_across;

    -- this role may keep a payload, and never read it
    create policy across on deliveries to crosstie_across using (true) with check (true);
    grant insert, delete on deliveries to crosstie_across;
    grant update (queued_at) on deliveries to crosstie_across;
    grant select (company_id, delivery_id, resource_name, resource_id, project_id, event, user_id,
      source_application_id, source_user_id, related, happened_at, received_at, queued_at)
      on deliveries to crosstie_across;

    create policy across on sessions to crosstie_across using (true);
    grant delete on sessions to crosstie_across;
    grant select (user_id, expires_at) on sessions to crosstie_across;
    create policy across on sign_in_codes to crosstie_across using (true);
    grant delete on sign_in_codes to crosstie_across;
    grant select (expires_at) on sign_in_codes to crosstie_across;
    create policy across on user_grants for select to crosstie_across using (true);
    grant select (user_id, expires_at) on user_grants to crosstie_across;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
