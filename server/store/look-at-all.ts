import type { Scope } from "../database/scope.ts";

interface OfConnection {
  companyId: string;
  connectionId: string;
}

/** All lists of Procore are read from their beginning, with the next poll. */
export async function dropListCursors(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  await scope("cursors")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereRaw("name ~ '^[a-z_]+:[0-9]+(:asked|)$'")
    .delete();
}

/** With the next looks for payments, each. */
export async function askForAllBills(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  const records = scope("records").where({ company_id: companyId, connection_id: connectionId });
  await scope("bills")
    .where({ company_id: companyId })
    .whereIn("record_id", records.select("record_id"))
    .update({ to_ask: true });
}

/** With the next look, as after a lost write: somebody may have changed what Procore shows. */
export async function lookAtAllShown(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<void> {
  const records = scope("records").where({ company_id: companyId, connection_id: connectionId });
  await scope("payments")
    .where({ company_id: companyId })
    .whereIn("record_id", records.select("record_id"))
    .whereNotNull("procore_payment_id")
    .whereNull("lands_until")
    .update({ lands_until: scope.fn.now() });
}
