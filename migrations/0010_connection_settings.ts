import type { Knex } from "knex";

/** `own` gets the settings of one system (only NetSuite so far); choices get their setting's id. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    update connections set
      settings = jsonb_build_object(
          'automaticSync', settings->'automaticSync',
          'resourceTypes', settings->'resourceTypes',
          'createVendors', settings->'createVendors',
          'paymentSchedule', settings->'paymentSchedule',
          'own', settings - array['automaticSync', 'resourceTypes', 'createVendors', 'paymentSchedule']),
      choices = jsonb_build_object(
          'subsidiaryId', coalesce(choices->'subsidiaries', '[]'),
          'itemId', coalesce(choices->'items', '[]'))
      where settings->'own' is null;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
