import type { Knex } from "knex";

/** Fields that snapshots of each version knew, before snapshots said it themselves. */
const KNOWN: Record<string, Record<number, string[]>> = {
  vendor: { 1: ["name", "email", "phone"] },
  commitment: {
    0: [
      "grand_total",
      "approved_change_orders",
      "status",
      "number",
      "title",
      "vendor",
      "description",
      "contract_date",
      "retainage_percent",
    ],
    1: ["line amount", "line cost code", "line cost type", "line quantity", "line unit cost"],
  },
  requisition: {
    0: ["payment_due", "retainage", "status", "invoice_number", "billing_date", "line amount"],
  },
};

export async function up(knex: Knex): Promise<void> {
  // The policies bind the owner too, and none of them allows it rows.
  await knex.raw("alter table records no force row level security");
  for (const [kind, versions] of Object.entries(KNOWN)) {
    for (const column of ["snapshot", "sent"]) {
      for (const version of [0, 1]) {
        const names = Object.entries(versions)
          .filter(([since]) => Number(since) <= version)
          .flatMap(([, some]) => some);
        await knex.raw(
          `update records set ${column} = ${column} || jsonb_build_object('knows', :names::jsonb)
            where kind = :kind and coalesce((${column} ->> 'version')::int, 1) = :version`,
          { kind, version, names: JSON.stringify(names) },
        );
      }
    }
  }
  await knex.raw("alter table records force row level security");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
