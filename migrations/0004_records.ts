import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table records (
      company_id text not null,
      record_id bigint generated always as identity,
      connection_id uuid not null,
      kind text not null check (kind in ('vendor', 'commitment', 'requisition')),
      procore_id text not null,
      project_id text,
      -- the commitment of a requisition, or the commitment itself: the panel shows the record there
      commitment_id text,
      vendor_id text,
      number text not null default '',
      title text not null default '',
      status text not null default 'not_integrated'
        check (status in ('not_integrated', 'pending', 'success', 'error', 'desynchronized')),
      -- newest state seen in Procore, and the state last sent to the ERP
      snapshot jsonb not null,
      sent jsonb,
      seen_at timestamptz not null,
      is_deleted boolean not null default false,
      erp_id text,
      erp_number text,
      erp_lines jsonb not null default '{}',
      erp_total numeric,
      erp_unpaid numeric,
      -- amount that the ERP counts as paid without showing a payment of it
      erp_unseen numeric not null default 0,
      -- set while a write is under way; if it stays set, the answer never came
      attempting_since timestamptz,
      attempts int not null default 0,
      waiting text,
      -- "vendor:123" or "commitment:456": the record that this one waits for
      waiting_for text,
      failure jsonb,
      -- a person asked for it: it goes even without automatic sync
      is_requested boolean not null default false,
      pushed_at timestamptz,
      -- when Procore was told the counterpart (origin_id)
      told_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (company_id, record_id),
      unique (company_id, connection_id, kind, procore_id),
      foreign key (company_id, connection_id) references connections on delete cascade
    );
    create index records_of_commitment on records (company_id, commitment_id);
    create index records_waiting_for on records (company_id, connection_id, waiting_for) where waiting_for is not null;
    create index records_to_tell on records (company_id, project_id) where erp_id is not null and told_at is null;
    create index records_by_erp_id on records (company_id, connection_id, kind, erp_id);
    create index records_attempting on records (attempting_since) where attempting_since is not null;
    create index records_open on records (company_id, connection_id, status) where status in ('pending', 'error');
    create index records_asked_again on records (company_id, connection_id)
      where kind = 'requisition' and erp_id is not null and (erp_total is null or erp_unseen > 0);

    create table activities (
      company_id text not null,
      activity_id bigint generated always as identity,
      record_id bigint not null,
      action text not null check (action in ('created', 'updated', 'deleted')),
      changes jsonb not null,
      impact jsonb,
      changed_by text,
      detected_at timestamptz not null default now(),
      status text not null default 'pending' check (status in ('pending', 'synced', 'failed', 'not_applicable')),
      failure jsonb,
      transaction_id text,
      synced_at timestamptz,
      primary key (company_id, activity_id),
      foreign key (company_id, record_id) references records on delete cascade
    );
    create index activities_by_status on activities (company_id, status, activity_id desc);
    create index activities_of_record on activities (company_id, record_id, activity_id desc);
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
