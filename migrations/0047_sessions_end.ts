import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function crosstie_tell_session_end() returns trigger language plpgsql as $$
    begin
      perform pg_notify('crosstie_live', json_build_object('what', 'session', 'userId', old.user_id)::text);
      return null;
    end $$;
    create trigger live after delete on sessions for each row execute function crosstie_tell_session_end();
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
