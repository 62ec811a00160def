import { Decimal } from "decimal.js";
import { inCompany } from "../../database/scope.ts";
import type { Tasks } from "../../jobs/tasks.ts";
import { findConnection } from "../../store/connections-in-use.ts";
import {
  amountInProcore,
  isPaid,
  paymentsOfRecords,
  type SeenInProcore,
} from "../../store/payments.ts";
import { recordsUnder } from "../../store/record-lists.ts";
import { showAgain } from "../../store/shown-payments.ts";
import type { SyncParts } from "../parts.ts";

/** Procore does not lock every payment: one that somebody changed there is written again. */
export async function setRightPayments(
  { db, jobs }: Pick<SyncParts, "db" | "jobs">,
  of: Tasks["settle-payments"],
  seen: SeenInProcore,
): Promise<void> {
  const { companyId } = of;
  await inCompany(db, companyId, async (scope) => {
    const connection = await findConnection(scope, companyId);
    if (!connection?.settings.resourceTypes.payment) return;
    const records = await recordsUnder(scope, of);
    const ids = records.map(({ recordId }) => recordId);
    let isAny = false;
    for (const payment of await paymentsOfRecords(scope, companyId, ids)) {
      const shown = amountInProcore(payment, seen);
      const should = isPaid(payment) ? payment.amount : "0";
      if (payment.shownVersion < payment.version || shown === undefined) continue;
      if (new Decimal(shown).equals(should)) continue;
      const problem = `Procore was seen to show ${new Decimal(shown).toFixed(2)} of it, where it should be ${new Decimal(should).toFixed(2)}: somebody has changed or deleted it there. Crosstie puts it right.`;
      await showAgain(scope, payment, problem);
      isAny = true;
    }
    if (isAny) await jobs.send("settle-payments", of, { trx: scope });
  });
}
