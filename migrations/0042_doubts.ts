import type { Knex } from "knex";

/**
 * Until now a look for payments ended with what was in doubt, of any contract, and every panel
 * showed it. The next look asks again for bills of which something is out of sight.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- in a sentence: why what the ERP shows of how the bill was paid is not all
    alter table bills add column doubt text;

    -- the owner sees all companies' rows only without force
    alter table runs no force row level security;
    update runs set status = 'done', problem = null
     where kind = 'payments' and status = 'failed'
       and problem ~ '(of|on) bill |(is|are) doubtful';
    alter table runs force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
