import { Decimal } from "decimal.js";
import { inCompany } from "../database/scope.ts";
import { keyOf } from "../kinds/kind.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { isPaid, paymentsOfRecords } from "../store/payments.ts";
import { recordsUnder } from "../store/record-lists.ts";
import type { SyncRecord } from "../store/records.ts";
import { showAgain } from "../store/shown-payments.ts";
import type { ApiParts } from "./parts.ts";
import { amountInProcore, type Listed } from "./payments-view.ts";

/** Procore does not lock every payment: one that somebody changed there is written again. */
export async function setRightChangedPayments(
  { db, jobs }: Pick<ApiParts, "db" | "jobs">,
  { companyId, connectionId, ...record }: SyncRecord,
  listed: Listed,
): Promise<void> {
  const parent = keyOf(record);
  await inCompany(db, companyId, async (scope) => {
    const connection = await findConnection(scope, companyId);
    if (!connection?.settings.resourceTypes.payment) return;
    const records = await recordsUnder(scope, { companyId, connectionId, parent });
    const ids = records.map(({ recordId }) => recordId);
    let isAny = false;
    for (const payment of await paymentsOfRecords(scope, companyId, ids)) {
      const seen = amountInProcore(payment, listed);
      const should = isPaid(payment) ? payment.amount : "0";
      if (payment.shownVersion < payment.version || seen === undefined) continue;
      if (new Decimal(seen).equals(should)) continue;
      const problem = `Procore was seen to show ${new Decimal(seen).toFixed(2)} of it, where it should be ${new Decimal(should).toFixed(2)}: somebody has changed or deleted it there. Crosstie puts it right.`;
      await showAgain(scope, payment, problem);
      isAny = true;
    }
    if (isAny) {
      await jobs.send("settle-payments", { companyId, connectionId, parent }, { trx: scope });
    }
  });
}
