import type { Knex } from "knex";

/** What lists of activities are filtered and counted by. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table activities
      -- of its record, which never moves
      add column project_id text,
      -- a whole number: under a policy PostgreSQL looks nothing up in an index of numeric
      add column impact_cents bigint generated always as
        -- greatest and least pass over a null
        (case when impact ->> 'amount' is not null
           then greatest(-9e18, least(9e18, (impact ->> 'amount')::numeric * 100))::bigint end) stored;

    -- the owner sees all companies' rows only without force
    alter table activities no force row level security;
    alter table records no force row level security;
    alter table activities disable trigger activities_live;
    update activities set project_id = records.project_id from records
     where records.company_id = activities.company_id and records.record_id = activities.record_id
       and records.project_id is not null;
    alter table activities enable trigger activities_live;
    alter table records force row level security;
    alter table activities force row level security;

    create function crosstie_place_activity() returns trigger language plpgsql as $$
    begin
      select project_id into new.project_id from records
       where company_id = new.company_id and record_id = new.record_id;
      return new;
    end $$;
    create trigger place before insert on activities for each row execute function crosstie_place_activity();

    drop index activities_by_status;
    create index activities_open on activities (company_id, record_id, activity_id desc)
      include (status, detected_at, impact_cents) where status in ('pending', 'failed');
    create index activities_completed on activities (company_id, activity_id desc)
      where status in ('synced', 'not_applicable');
    create index activities_of_project on activities (company_id, project_id, activity_id desc);
    create index activities_detected on activities (company_id, detected_at);
    create index activities_impact on activities (company_id, impact_cents) where impact_cents is not null;
    create index records_of_vendor on records (company_id, vendor_id);
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
