import type { BillOnOrder, Payables, Standing } from "../../connectors/connector.ts";
import { inCompany } from "../../database/scope.ts";
import { isOurReference } from "../../kinds/kind.ts";
import { recordsOfBills } from "../../store/bills.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";

export type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

/** Bills on orders of ours that somebody else entered, by order. */
export async function foreignBills(
  { db }: Pick<SyncParts, "db">,
  connection: OfConnection,
  standings: Standing[],
): Promise<Map<string, BillOnOrder[]>> {
  const foreign = new Map<string, BillOnOrder[]>();
  for (const { id, bills = [] } of standings) {
    const others = bills.filter(({ reference }) => !isOurReference(reference));
    if (others.length > 0) foreign.set(id, others);
  }
  if (foreign.size === 0) return foreign;
  const ids = [...foreign.values()].flat().map(({ id }) => id);
  const ours = await inCompany(db, connection.companyId, (scope) =>
    recordsOfBills(scope, connection, ids),
  );
  const known = new Set(ours.map(({ erpId }) => erpId));
  for (const [order, bills] of foreign) {
    foreign.set(
      order,
      bills.filter(({ id }) => !known.has(id)),
    );
  }
  return foreign;
}

/** Undefined: nobody else bills it. */
export function billedByOthers(
  name: string,
  system: string,
  bills: BillOnOrder[] = [],
): string | undefined {
  const [first] = bills;
  if (!first) return undefined;
  const { id, number = `of internal id ${id}`, amount } = first;
  return `${name} is billed for ${amount} by bill ${number}, which Crosstie did not write: accounting deletes it if it is an invoice of this contract, so that Crosstie sends that, or else takes it off the order in ${system}`;
}

/** What was said of a counterpart before a write may still be true after it. */
export async function differsStill(
  parts: Pick<SyncParts, "db">,
  payables: Payables,
  {
    connection,
    counterpart,
    name,
    system,
    isClosed,
  }: {
    connection: OfConnection;
    counterpart: Parameters<Payables["standingsOf"]>[0][number];
    name: string;
    system: string;
    /** In Procore. */
    isClosed: boolean;
  },
): Promise<string | null> {
  const [standing] = await payables.standingsOf([counterpart]);
  if (!standing) return null;
  const foreign = await foreignBills(parts, connection, [standing]);
  const inLines = standing.remark ?? (isClosed ? undefined : standing.closedLine);
  return inLines ?? billedByOthers(name, system, foreign.get(standing.id)) ?? null;
}
