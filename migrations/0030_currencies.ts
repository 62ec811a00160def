import type { Knex } from "knex";

/** Until now documents went without their currency: the next comparison checks it in the ERP. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table records
      -- ISO 4217; null: Procore does not say it for the record itself
      add column currency text,
      -- of the document that was sent last
      add column sent_currency text;
    -- as the ERP says it
    alter table bills add column currency text;
    alter table payments
      add column currency text,
      drop constraint payments_state_check,
      add constraint payments_state_check check (state in
        ('paid', 'pending_approval', 'in_transit', 'to_print', 'rejected', 'declined', 'other_currency'));
    create index payments_other_currency on payments (company_id, record_id) where state = 'other_currency';

    -- the owner sees all companies' rows only without force
    alter table records no force row level security;
    update records set currency = snapshot ->> 'currency', sent_currency = sent ->> 'currency'
     where kind = 'commitment';
    update records as bill set sent_currency = ordered.sent_currency from records as ordered
     where bill.document = 'bill' and bill.sent_total is not null and ordered.kind = 'commitment'
       and ordered.company_id = bill.company_id and ordered.connection_id = bill.connection_id
       and ordered.kind || ':' || ordered.procore_id = bill.parent;
    update records set sent_currency = null where sent_total is null;
    alter table records force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
