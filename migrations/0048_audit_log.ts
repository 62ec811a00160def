import type { Knex } from "knex";
import { APP_ROLE } from "../server/database/roles.ts";

const COMPANY = "company_id = nullif(current_setting('app.company_id', true), '')";

/** The app gives the entry; the database gives its place in the chain of its company. */
const GIVEN = `company_id, actor, user_id, login, name, action, subject_kind, subject_id, subject_name,
  before, after, address, request_id`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_log (
      company_id text not null,
      -- 1, 2, 3 … of its company, without gaps
      sequence bigint not null,
      at timestamptz not null,
      actor text not null check (actor in ('person', 'operator', 'procore', 'crosstie')),
      user_id text,
      login text,
      name text not null,
      action text not null,
      subject_kind text not null,
      subject_id text not null,
      subject_name text not null,
      before jsonb check (octet_length(before::text) <= 20000),
      after jsonb check (octet_length(after::text) <= 20000),
      address text,
      request_id text,
      previous_hash text not null,
      hash text not null,
      primary key (company_id, sequence),
      check ((actor = 'person') = (user_id is not null))
    );
    create index audit_log_people on audit_log (company_id, user_id, sequence desc);
    create index audit_log_actions on audit_log (company_id, action, sequence);
    create index audit_log_times on audit_log (company_id, at);

    -- the end of each chain: who cuts off the last entries has to forge this too
    create table audit_heads (
      company_id text primary key,
      sequence bigint not null,
      hash text not null
    );

    -- Each column as its length in bytes, a colon and its text; a hyphen where it is null.
    create function crosstie_audit_hash(entry audit_log) returns text
      language sql stable set search_path = public, pg_temp as $$
      select encode(sha256(convert_to(string_agg(
          coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-'), ',' order by place), 'UTF8')), 'hex')
        from unnest(array[
          entry.company_id, entry.sequence::text,
          to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          entry.actor, entry.user_id, entry.login, entry.name, entry.action,
          entry.subject_kind, entry.subject_id, entry.subject_name,
          entry.before::text, entry.after::text, entry.address, entry.request_id, entry.previous_hash
        ]) with ordinality as parts (part, place)
    $$;

    -- The owner's rights: the app may not write the head, nor say what an entry's place is. The
    -- head's lock orders those who write at once.
    create function crosstie_chain_audit() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      insert into audit_heads as head (company_id, sequence, hash)
        values (new.company_id, 1, repeat('0', 64))
        on conflict (company_id) do update set sequence = head.sequence + 1
        returning head.sequence, head.hash into new.sequence, new.previous_hash;
      new.at := clock_timestamp();
      new.hash := crosstie_audit_hash(new);
      update audit_heads set hash = new.hash where company_id = new.company_id;
      return new;
    end $$;
    revoke execute on function crosstie_audit_hash, crosstie_chain_audit from public;
    create trigger chain before insert on audit_log for each row execute function crosstie_chain_audit();

    -- opened: the companies of which the session has asked for something
    alter table sessions
      add column begun_at timestamptz not null default now(),
      add column opened text[] not null default '{}';
  `);
  for (const table of ["audit_log", "audit_heads"]) {
    await knex.raw(`
      alter table ${table} enable row level security, force row level security;
      create policy own on ${table} to ${APP_ROLE} using (${COMPANY}) with check (${COMPANY});
      -- whoever verifies the chains, and erases a company
      create policy owner on ${table} to current_user using (true) with check (true);
      revoke all on ${table} from ${APP_ROLE};
    `);
  }
  await knex.raw(`
    grant select on audit_log to ${APP_ROLE};
    grant insert (${GIVEN}) on audit_log to ${APP_ROLE};
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
