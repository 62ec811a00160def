import type { Knex } from "knex";

/**
 * What belongs to one system moves into `own`, and what its account offered is kept by the setting
 * that chooses from it. NetSuite was the only system until now.
 */
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
