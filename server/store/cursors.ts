import type { Scope } from "../database/scope.ts";

/** When all counterparts were compared last: an instant. */
export const COMPARED = "compared";

interface Of {
  companyId: string;
  connectionId: string;
  /** What is read: `payments`, `requisitions:<project>`. */
  name: string;
}

export async function readCursor(
  scope: Scope,
  { companyId, connectionId, name }: Of,
): Promise<string | undefined> {
  const row = await scope("cursors")
    .where({ company_id: companyId, connection_id: connectionId, name })
    .first<{ value: string } | undefined>("value");
  return row?.value;
}

export async function cursorsOf(
  scope: Scope,
  { companyId, connectionId }: Omit<Of, "name">,
): Promise<Map<string, string>> {
  const rows = await scope("cursors")
    .where({ company_id: companyId, connection_id: connectionId })
    .select<{ name: string; value: string }[]>("name", "value");
  return new Map(rows.map(({ name, value }) => [name, value]));
}

export async function dropCursor(
  scope: Scope,
  { companyId, connectionId, name }: Of,
): Promise<void> {
  await scope("cursors")
    .where({ company_id: companyId, connection_id: connectionId, name })
    .delete();
}

/** All lists of Procore are read from their beginning, with the next poll. */
export async function dropListCursors(
  scope: Scope,
  { companyId, connectionId }: Omit<Of, "name">,
): Promise<void> {
  await scope("cursors")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereRaw("name ~ '^[a-z_]+:[0-9]+(:asked|)$'")
    .delete();
}

/** Call it in the transaction that stores the page. */
export async function moveCursor(
  scope: Scope,
  { companyId, connectionId, name }: Of,
  value: string,
): Promise<void> {
  await scope("cursors")
    .insert({ company_id: companyId, connection_id: connectionId, name, value })
    .onConflict(["company_id", "connection_id", "name"])
    .merge({ value, updated_at: scope.fn.now() });
}
