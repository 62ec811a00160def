import { Decimal } from "decimal.js";
import type { Connector } from "../../connectors/connector.ts";
import type { BillDocument } from "../../connectors/documents.ts";
import { CannotFollowError, type NamedRefusal } from "../../errors.ts";
import type { SyncRecord } from "../../store/records.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { twinInTheWay } from "./bill-number.ts";
import { totalOf } from "./counterpart-differs.ts";

/**
 * Accounting may have split the bill, and put the rest of it on another one: what is added to ours
 * would be owed twice. Throws a CannotFollowError.
 */
export async function addsBesideAnother(
  parts: SyncParts,
  record: SyncRecord,
  { connector, bill, known }: { connector: Connector; bill: BillDocument; known: There },
): Promise<void> {
  const other = await twinInTheWay(parts, record, { connector, bill });
  if (!other || other.isLeft) return;
  const [now] = known.total
    ? [known]
    : await payablesOf(connector).standingsOf([{ id: known.id, written: null }]);
  const wanted = totalOf(bill) ?? bill.total;
  if (now?.total === undefined || new Decimal(wanted).lte(now.total)) return;
  const { id, number = `of internal id ${id}`, total, ofOrder = total } = other.twin;
  throw new CannotFollowError({
    system: connector.name,
    reason: `${now.number ?? `Internal id ${known.id}`} comes to ${now.total} in ${connector.name} and to ${wanted} in Procore, and bill ${number} of ${ofOrder}, which Crosstie did not write, may be the rest of it.`,
    retryable: false,
    refusal: billedBeside,
    figures: { total: now.total, wanted },
  });
}

interface There {
  id: string;
  number?: string | undefined;
  total?: string | undefined;
}

const billedBeside: NamedRefusal = {
  meaning: "billed_beside",
  whoseMove: "accounting",
  title: "{record} may be split over two bills",
  remedy:
    "Nothing was added. If that bill is a part of it, accounting puts the whole amount on the first one and deletes the other; if it is another invoice of this contract, somebody enters that one in Procore under its number; if it is none, accounting takes it off the order. Then retry.",
};
