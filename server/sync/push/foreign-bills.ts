import type { BillOnOrder, Standing } from "../../connectors/connector.ts";
import { inCompany } from "../../database/scope.ts";
import { isOurReference } from "../../kinds/kind.ts";
import { recordsOfBills } from "../../store/bills.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import type { Difference } from "./counterpart-differs.ts";

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

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

interface Around {
  name: string;
  system: string;
  /** In Procore. */
  isClosed: boolean;
  /** That others entered. */
  bills: BillOnOrder[] | undefined;
}

/** How it differs though total, currency, vendor and state are as they were sent. */
export function besideFigures(
  { remark, closedLine }: Pick<Standing, "remark" | "closedLine">,
  { name, system, isClosed, bills }: Around,
): Difference | undefined {
  if (remark) return { about: "lines", says: remark };
  if (closedLine && !isClosed) return { about: "closed line", says: closedLine };
  return billedByOthers(name, system, bills ?? []);
}

function billedByOthers(
  name: string,
  system: string,
  [first]: BillOnOrder[],
): Difference | undefined {
  if (!first) return undefined;
  const { id, number = `of internal id ${id}`, amount } = first;
  return {
    about: "foreign bill",
    says: `${name} is billed for ${amount} by bill ${number}, which Crosstie did not write: if it is an invoice of this contract, link that to it once it is approved; if it is none, accounting takes it off the order in ${system}`,
  };
}
