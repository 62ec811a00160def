import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the share of one ERP payment in one bill; in Procore one contract payment
    create table payments (
      company_id text not null,
      payment_id bigint generated always as identity,
      record_id bigint not null,
      erp_payment_id text not null,
      bill_id text not null,
      amount numeric not null,
      date date not null,
      method text not null check (method in ('check', 'credit_card', 'electronic')),
      check_number text,
      voided_at timestamptz,
      -- counts changes of the fields above; settled_version is the version that Procore shows
      version int not null default 1,
      settled_version int not null default 0,
      procore_payment_id text,
      procore_number int,
      attempts int not null default 0,
      problem text,
      created_at timestamptz not null default now(),
      primary key (company_id, payment_id),
      unique (company_id, record_id, erp_payment_id),
      foreign key (company_id, record_id) references records on delete cascade
    );
    create index payments_by_erp_id on payments (company_id, erp_payment_id);
    create index payments_unsettled on payments (company_id) where settled_version < version;

    create function crosstie_tell_live() returns trigger language plpgsql as $$
    declare
      project text;
      commitment text;
    begin
      if tg_argv[0] = 'record' then
        project := new.project_id;
        commitment := new.commitment_id;
      elsif tg_argv[0] in ('activity', 'payment') then
        select r.project_id, r.commitment_id into project, commitment
          from records r where r.company_id = new.company_id and r.record_id = new.record_id;
      end if;
      perform pg_notify('crosstie_live', json_build_object('companyId', new.company_id, 'what', tg_argv[0],
        'projectId', project, 'commitmentId', commitment)::text);
      return null;
    end $$;
    create trigger records_live after insert or update on records for each row execute function crosstie_tell_live('record');
    create trigger activities_live after insert or update on activities for each row execute function crosstie_tell_live('activity');
    create trigger payments_live after insert or update on payments for each row execute function crosstie_tell_live('payment');
    create trigger runs_live after insert or update on runs for each row execute function crosstie_tell_live('run');
    create trigger connections_live after insert or update on connections for each row execute function crosstie_tell_live('settings');
    create trigger companies_live after insert or update on companies for each row execute function crosstie_tell_live('settings');
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
