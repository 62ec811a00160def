import type { BillPayments, Connector } from "../../connectors/connector.ts";
import { inCompany } from "../../database/scope.ts";
import type { Claim } from "../../jobs/claim.ts";
import { referenceOf } from "../../kinds/kind.ts";
import type { BilledRecord } from "../../store/bills.ts";
import type { Connection } from "../../store/connections.ts";
import { moveCursor } from "../../store/cursors.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import type { VendorCheck } from "../push/other-vendor.ts";
import { keepBill, noteDeletedBill } from "./keep-bill.ts";

/** The most that a connector takes. */
export const BILLS_A_CALL = 100;

export interface Pull {
  connection: Connection;
  connector: Connector;
  checkVendor: VendorCheck;
  signal: AbortSignal;
  /** Once another process has the job, what was read is out of date: nothing of it is kept. */
  claim: Claim;
  found: number;
}

/** Asks the ERP for all that was paid on these bills. `cursor`: moved once that is safe. */
export async function keepBills(
  parts: SyncParts,
  pull: Pull,
  { records, cursor }: { records: BilledRecord[]; cursor?: string },
): Promise<void> {
  const { claim, connection, connector } = pull;
  const listed = new Map((await paymentsOf(connector, records)).map((bill) => [bill.billId, bill]));
  for (const record of records) await refuseOtherVendor(pull, record, listed);
  const gone = await reallyGone(
    connector,
    records.filter(({ erpId }) => erpId !== null && !listed.has(erpId)),
  );
  pull.found += await inCompany(parts.db, connection.companyId, async (scope) => {
    await claim.hold(scope);
    const keeping = { jobs: parts.jobs, scope };
    let news = 0;
    for (const record of records) {
      const bill = listed.get(record.erpId ?? "");
      if (bill) news += await keepBill(keeping, record, bill);
    }
    for (const record of gone) news += await noteDeletedBill(keeping, record);
    if (cursor) await moveCursor(scope, { ...connection, name: "payments" }, cursor);
    return news;
  });
}

async function paymentsOf(connector: Connector, records: BilledRecord[]): Promise<BillPayments[]> {
  const bills: BillPayments[] = [];
  for (let start = 0; start < records.length; start += BILLS_A_CALL) {
    const ids = records.slice(start, start + BILLS_A_CALL).flatMap((record) => record.erpId ?? []);
    bills.push(...(await payablesOf(connector).paymentsOf(ids)));
  }
  return bills;
}

/** What another vendor got is not shown as paid to ours. */
async function refuseOtherVendor(
  { checkVendor, connector }: Pull,
  { erpId, sentVendor }: BilledRecord,
  listed: Map<string, BillPayments>,
): Promise<void> {
  const bill = listed.get(erpId ?? "");
  const vendor = bill && (await checkVendor({ sent: sentVendor, there: bill.vendorId }));
  if (!vendor || vendor === "merged" || bill.payments.length === 0) return;
  const name = bill.billNumber ?? bill.billId;
  const problem = `Bill ${name} is for ${vendor.there} in ${connector.name} and for ${vendor.sent} in Procore: its payments are not shown in Procore. Accounting makes one of them right, then presses Sync now.`;
  listed.set(bill.billId, { ...bill, problem: bill.problem ?? problem });
}

/** A role without permission gets an empty list: only a bill that `lookUp` misses too is gone. */
async function reallyGone(connector: Connector, unlisted: BilledRecord[]): Promise<BilledRecord[]> {
  const gone: BilledRecord[] = [];
  for (const record of unlisted) {
    const { erpId } = record;
    if (erpId === null) continue;
    const found = await connector.lookUp({ kind: "bill", reference: referenceOf(record) }, erpId);
    if (found?.id !== erpId) gone.push(record);
  }
  return gone;
}
