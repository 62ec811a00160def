import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- {vendorId, number, own}: two bills of one vendor never have the same number
    alter table records add column numbered jsonb;
    -- the owner sees all companies' rows only without force
    alter table records no force row level security;
    update records set numbered = jsonb_build_object('vendorId', known.erp_vendor, 'number', known.erp_number,
        'own', case when known.status = 'success' then known.number else '' end)
      from (
        select bill.company_id, bill.record_id, bill.erp_number, bill.number, bill.status, vendor.erp_id as erp_vendor,
               row_number() over (partition by bill.company_id, bill.connection_id, vendor.erp_id, lower(bill.erp_number)
                                  order by bill.record_id) as nth
          from records as bill join records as vendor
            on vendor.company_id = bill.company_id and vendor.connection_id = bill.connection_id
           and vendor.kind = 'vendor' and vendor.procore_id = bill.vendor_id and vendor.erp_id is not null
         where bill.document = 'bill' and bill.erp_id is not null and bill.erp_number is not null
      ) as known
     where known.nth = 1 and records.company_id = known.company_id and records.record_id = known.record_id;
    alter table records force row level security;
    create unique index records_numbered on records
      (company_id, connection_id, (numbered ->> 'vendorId'), (lower(numbered ->> 'number'))) where numbered is not null;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
