import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- what Procore did not let us read; only a poll asks for it again
    create table owed_looks (
      company_id text not null,
      connection_id uuid not null,
      -- one record; or the list of changes of a project, with the id of the project
      kind text not null check (kind in ('vendor', 'commitment', 'requisition', 'commitment_list', 'requisition_list')),
      procore_id text not null,
      project_id text,
      reason text not null,
      whose_move text not null check (whose_move in ('admin', 'crosstie')),
      -- set by the first poll of a project: a state from before this instant is no change
      baseline_until timestamptz,
      since timestamptz not null default now(),
      asked_at timestamptz not null default now(),
      primary key (company_id, connection_id, kind, procore_id),
      foreign key (company_id, connection_id) references connections on delete cascade
    );

    -- changes before this instant are the baseline; whole seconds, as Procore's times may be
    alter table company_projects add column chosen_at timestamptz;
    update company_projects set chosen_at = date_trunc('second', now()) where is_chosen;

    create function crosstie_tell_live_owed() returns trigger language plpgsql as $$
    begin
      perform pg_notify('crosstie_live', json_build_object('companyId', coalesce(new.company_id, old.company_id), 'what', 'settings',
        'projectId', null, 'commitmentId', null)::text);
      return null;
    end $$;
    create trigger owed_looks_come_and_go after insert or delete on owed_looks for each row execute function crosstie_tell_live_owed();
    create trigger owed_looks_change after update on owed_looks for each row when (old.reason <> new.reason) execute function crosstie_tell_live_owed();
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
