import { inCompany } from "../database/scope.ts";
import { keyOf } from "../kinds/kind.ts";
import { type ActivityRow, readActivities } from "../store/activity-rows.ts";
import { attemptsOf } from "../store/attempts.ts";
import type { Payment } from "../store/payments.ts";
import { entriesAround, paymentsAround } from "../store/record-history.ts";
import { getRecord } from "../store/records.ts";
import { may } from "./access.ts";
import { activityOf, type ViewContext } from "./activity-view.ts";
import { entryView } from "./audit-view.ts";
import type { ActivityHistory, AuditAction } from "./contract.ts";
import type { ApiParts } from "./parts.ts";

const MOST_CHANGES = 50;

/** What decides whether and how a record goes. */
const SETTINGS: AuditAction[] = [
  "settings_saved",
  "connection_saved",
  "projects_chosen",
  "set_up_finished",
  "uninstalled",
];

export async function activityHistory(
  { db }: Pick<ApiParts, "db">,
  context: ViewContext,
  { companyId, recordId, record: { kind, procoreId, currency } }: ActivityRow,
): Promise<ActivityHistory> {
  return inCompany(db, companyId, async (scope) => {
    const record = await getRecord(scope, companyId, recordId);
    const changes = await readActivities(scope, companyId, (query) =>
      query.where("a.record_id", recordId).limit(MOST_CHANGES),
    );
    const since = changes.at(-1)?.detectedAt ?? new Date();
    const settings = may.seeAuditLog(context.permissions) ? SETTINGS : [];
    const entries = await entriesAround(scope, { companyId, kind, procoreId, since, settings });
    const key = keyOf({ kind, procoreId });
    const payments = record ? await paymentsAround(scope, { ...record, key }) : [];
    const attempts = await attemptsOf(scope, { companyId, recordId });
    return {
      attempts: attempts.map(({ attemptId, at, ...attempt }) => ({
        id: attemptId,
        at: at.toISOString(),
        ...attempt,
      })),
      changes: changes.map((row) => activityOf(context, row)),
      payments: payments.map((payment) => paymentLine(payment, currency ?? "USD")),
      entries: entries.map(entryView),
    };
  });
}

function paymentLine(payment: Payment, currency: string): ActivityHistory["payments"][number] {
  const { paymentId, date, amount, checkNumber, documentNumber, state, voidedAt } = payment;
  return {
    id: paymentId,
    date,
    amount,
    currency: payment.currency ?? currency,
    number: checkNumber ?? documentNumber,
    state,
    voidedAt: voidedAt?.toISOString() ?? null,
  };
}
