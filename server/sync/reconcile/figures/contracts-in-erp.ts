import type { BillOnOrder, BillPayments, Standing } from "../../../connectors/connector.ts";
import { inCompany } from "../../../database/scope.ts";
import { masterDataKinds } from "../../../kinds/index.ts";
import { counterpartsToCompare } from "../../../store/counterparts.ts";
import type { SyncRecord } from "../../../store/records.ts";
import { payablesOf } from "../../open-connector.ts";
import type { SyncParts } from "../../parts.ts";
import type { Difference } from "../../push/counterpart-differs.ts";
import { differenceSeen } from "../difference-seen.ts";
import { lookAtCounterparts, type Looking } from "../look-at-counterparts.ts";

/** What the ERP has of the records, by record id and by its own id of a bill. */
export interface InErp {
  standings: Map<string, Standing>;
  /** Of an order: bills that Crosstie did not write. */
  foreign: Map<string, BillOnOrder[]>;
  differences: Map<string, Difference>;
  payments: Map<string, BillPayments>;
}

const AT_ONCE = 100;

export async function recordsInErp(
  parts: Pick<SyncParts, "db">,
  looking: Looking,
  { records, signal }: { records: SyncRecord[]; signal: AbortSignal },
): Promise<InErp> {
  const found: InErp = {
    standings: new Map(),
    foreign: new Map(),
    differences: new Map(),
    payments: new Map(),
  };
  const { connection, connector } = looking;
  const { standings, foreign, differences, payments } = found;
  const sent = records.filter(({ erpId }) => erpId !== null);
  for (let from = 0; from < sent.length; from += AT_ONCE) {
    signal.throwIfAborted();
    const some = sent.slice(from, from + AT_ONCE);
    const counterparts = await inCompany(parts.db, connection.companyId, (scope) =>
      counterpartsToCompare(scope, connection, {
        after: "0",
        limit: AT_ONCE,
        vendorKinds: masterDataKinds(),
        recordIds: some.map(({ recordId }) => recordId),
      }),
    );
    const byId = new Map(some.map((record) => [record.recordId, record]));
    for (const seen of await lookAtCounterparts(parts, looking, counterparts)) {
      const { recordId } = seen.record;
      const record = byId.get(recordId);
      if (!record) continue;
      if (seen.standing) standings.set(recordId, seen.standing);
      if (seen.foreign) foreign.set(recordId, seen.foreign);
      const { difference } = differenceSeen(connection, record, seen);
      if (difference) differences.set(recordId, difference);
    }
  }
  const billIds = [
    ...sent.flatMap(({ document, erpId }) => (document === "bill" && erpId ? [erpId] : [])),
    ...[...foreign.values()].flat().map(({ id }) => id),
  ];
  for (let from = 0; from < billIds.length; from += AT_ONCE) {
    signal.throwIfAborted();
    const some = billIds.slice(from, from + AT_ONCE);
    for (const bill of await payablesOf(connector).paymentsOf(some)) {
      payments.set(bill.billId, bill);
    }
  }
  return found;
}
