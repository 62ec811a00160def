import type { Knex } from "knex";

/** With the columns that tell the rows apart. */
const SEALED = [
  {
    table: "companies",
    columns: ["webhook_secret", "earlier_webhook_secret"],
    row: ["company_id"],
  },
  { table: "service_tokens", columns: ["access_token"], row: ["company_id"] },
  { table: "connections", columns: ["credentials"], row: ["company_id", "system"] },
  { table: "user_grants", columns: ["access_token", "refresh_token"], row: ["user_id"] },
];

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A renewed webhook secret: the earlier one counts too, for as long as Procore may send it.
    alter table companies
      add column earlier_webhook_secret text,
      -- null until all hooks in Procore have the new one
      add column earlier_secret_until timestamptz,
      add column secret_renewed_at timestamptz,
      add column secret_renewed_by text;
    create policy across_ends on companies for update to crosstie_across using (true) with check (true);
    grant select (earlier_secret_until), update (earlier_webhook_secret, earlier_secret_until)
      on companies to crosstie_across;
  `);
  // Which key a value needs is no secret: it is counted and looked for without the value.
  for (const { table, columns, row } of SEALED) {
    for (const column of columns) {
      await knex.raw(`
        alter table ${table} add column ${column}_sealed_with text
          generated always as (substring(${column} from '^((v2[.]|)[A-Za-z0-9_-]{1,32})[.][A-Za-z0-9_-]+$')) stored;
        grant select (${[...row, `${column}_sealed_with`].join(", ")}) on ${table} to crosstie_across;
      `);
    }
  }
  await knex.raw(
    "create policy across on service_tokens for select to crosstie_across using (true)",
  );
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
