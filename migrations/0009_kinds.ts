import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the code defines the kinds, so the database does not check them
    alter table records drop constraint records_kind_check;

    -- the record under which people find it, or itself: "commitment:562949953421312"
    alter table records rename column commitment_id to parent;
    update records set parent = 'commitment:' || parent where parent is not null;
    alter index records_of_commitment rename to records_under;

    -- what it is in an ERP's books
    alter table records add column document text;
    update records set document = case kind
      when 'vendor' then 'vendor'
      when 'requisition' then 'bill'
      else coalesce(snapshot ->> 'kind', 'purchase_order') end;
    alter table records alter column document set not null;
    drop index records_by_erp_id;
    create index records_by_erp_id on records (company_id, connection_id, document, erp_id);

    -- if Procore refuses to show a counterpart, it is told again, later each time
    alter table records add column tell_attempts int not null default 0, add column tell_after timestamptz;

    -- what the ERP last said of a bill; no row until its payments have been read once
    create table bills (
      company_id text not null,
      record_id bigint not null,
      total numeric not null,
      unpaid numeric not null,
      unseen numeric not null,
      primary key (company_id, record_id),
      foreign key (company_id, record_id) references records on delete cascade
    );
    insert into bills (company_id, record_id, total, unpaid, unseen)
      select company_id, record_id, erp_total, coalesce(erp_unpaid, erp_total), erp_unseen
        from records where erp_total is not null;
    drop index records_asked_again;
    alter table records drop column erp_total, drop column erp_unpaid, drop column erp_unseen;
    create index bills_unseen on bills (company_id, record_id) where unseen > 0;
    create trigger bills_live after insert or update on bills for each row execute function crosstie_tell_live('payment');

    -- what Procore did not let us read: a record, or a project's list of changes of one kind
    alter table owed_looks rename to failed_reads;
    alter table failed_reads drop constraint owed_looks_kind_check;
    alter table failed_reads add column is_list boolean not null default false;
    update failed_reads set is_list = true, kind = replace(kind, '_list', '') where kind like '%\\_list';
    alter table failed_reads drop constraint owed_looks_pkey;
    alter table failed_reads add primary key (company_id, connection_id, kind, is_list, procore_id);
    alter trigger owed_looks_come_and_go on failed_reads rename to failed_reads_come_and_go;
    alter trigger owed_looks_change on failed_reads rename to failed_reads_change;
    alter function crosstie_tell_live_owed() rename to crosstie_tell_live_failed_reads;

    -- a company may have several systems, and uses one of each role
    alter table connections add column role text not null default 'erp';
    alter table connections alter column role drop default;
    alter table connections add column is_in_use boolean not null default true;
    create unique index connections_in_use on connections (company_id, role) where is_in_use;

    create or replace function crosstie_tell_live() returns trigger language plpgsql as $$
    declare
      its_project text;
      its_parent text;
    begin
      if tg_argv[0] = 'record' then
        its_project := new.project_id;
        its_parent := new.parent;
      elsif tg_argv[0] in ('activity', 'payment') then
        select r.project_id, r.parent into its_project, its_parent
          from records r where r.company_id = new.company_id and r.record_id = new.record_id;
      end if;
      perform pg_notify('crosstie_live', json_build_object('companyId', new.company_id, 'what', tg_argv[0],
        'projectId', its_project, 'parent', its_parent)::text);
      return null;
    end $$;

    create or replace function crosstie_tell_live_failed_reads() returns trigger language plpgsql as $$
    begin
      perform pg_notify('crosstie_live', json_build_object('companyId', coalesce(new.company_id, old.company_id), 'what', 'settings',
        'projectId', null, 'parent', null)::text);
      return null;
    end $$;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
