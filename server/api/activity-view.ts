import { systemOf, wordsFor } from "../connectors/index.ts";
import { kindOf } from "../kinds/index.ts";
import { documentKindOf } from "../kinds/kind.ts";
import type { Permissions } from "../procore/permissions.ts";
import type { FieldChange } from "../store/activities.ts";
import type { ListedActivities } from "../store/activity-lists.ts";
import type { ActivityRow } from "../store/activity-rows.ts";
import type { Awaited } from "../store/awaited.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import type { Connection } from "../store/connections.ts";
import type { Candidate, Failure as StoredFailure } from "../store/failure.ts";
import type { SyncRecord } from "../store/records.ts";
import { may } from "./access.ts";
import type { Activity, ActivityItem, Counterpart, Failure, Remedy } from "./contract.ts";

export interface ViewContext {
  /** Procore's host of pages. */
  procoreWeb: string;
  connection: Connection | undefined;
  permissions: Permissions;
  /** By the id of the record that waits. */
  awaited?: ReadonlyMap<string, Awaited>;
}

export function counterpartOf(
  { connection }: Pick<ViewContext, "connection">,
  record: Pick<SyncRecord, "document" | "erpId" | "erpNumber">,
): Counterpart | null {
  if (!connection || !record.erpId) return null;
  const system = systemOf(connection);
  const document = documentKindOf(record);
  return {
    system: system.name,
    kind: wordsFor(system, document).one,
    id: record.erpId,
    number: record.erpNumber,
    url: system.webUrl(connection.shown, document, record.erpId),
  };
}

export function failureOf(
  { connection, permissions }: Pick<ViewContext, "connection" | "permissions">,
  failure: StoredFailure | null,
  record: Pick<SyncRecord, "document" | "attempts">,
): Failure | null {
  if (!failure) return null;
  const { candidates = [] } = failure;
  const urlOf = ({ document, id }: Candidate) =>
    connection
      ? systemOf(connection).webUrl(connection.shown, documentKindOf({ document }), id)
      : null;
  return {
    ...failure,
    attempts: record.attempts,
    candidates: candidates.map((one) => ({
      ...one,
      url: urlOf(one),
      canLink: may.sync(permissions),
      isItself: one.document === record.document,
    })),
    remedies: remediesFor(failure, record, permissions),
  };
}

/** What the ERP wants of each record is chosen there; what else an admin mends is the connection. */
const CHOSEN: ReadonlySet<string> = new Set(["item_missing", "value_unknown", "field_missing"]);

export const settingsRemedy = (code: string): Remedy => ({
  kind: "open_settings",
  label: "Open settings",
  section: CHOSEN.has(code) ? "mappings" : "connection",
});

const OF_AN_ORDER: ReadonlySet<string> = new Set(["bill", "credit"]);

/** The likeliest one first; only what this person may do. */
function remediesFor(
  failure: StoredFailure,
  record: Pick<SyncRecord, "document">,
  permissions: Permissions,
): Remedy[] {
  const retry: Remedy = { kind: "retry", label: "Retry now" };
  const remedies: Remedy[] = [];
  const isDoubtful = failure.candidates !== undefined;
  const isMissing = failure.code === "vendor_missing";
  // A bill has the vendor of its order: with a new one the ERP would never take it.
  const mayBeNew = isDoubtful ? !OF_AN_ORDER.has(documentKindOf(record)) : isMissing;
  if (mayBeNew && may.changeSettings(permissions)) {
    const label = isDoubtful ? "Create anyway" : `Create in ${failure.system}`;
    remedies.push({ kind: "create_vendor", label });
  }
  if (failure.whoseMove === "admin" && may.changeSettings(permissions)) {
    remedies.push(settingsRemedy(failure.code));
  }
  if (may.sync(permissions)) remedies.push(retry);
  return remedies;
}

function unsentNote(
  { connection }: ViewContext,
  { action, status, changes, record }: ActivityRow,
): string | null {
  const isUnsent =
    action === "updated" &&
    status === "not_applicable" &&
    changes.length > 0 &&
    changes.every(({ isCarried }) => !isCarried);
  if (!isUnsent) return null;
  const whose = connection
    ? `The ${wordsFor(systemOf(connection), documentKindOf(record)).one.toLowerCase()} in ${systemOf(connection).name}`
    : "The ERP's document";
  return `${whose} carries none of this: nothing was sent.`;
}

function nothingNote({ status, record }: ActivityRow): string | null {
  const isNothing = status === "not_applicable" && record.status === "not_applicable";
  return isNothing && record.waiting ? `Nothing is sent: ${record.waiting}.` : null;
}

function pageInProcore({ procoreWeb }: ViewContext, row: ActivityRow): string | null {
  const page = kindOf(row.record).page?.({ companyId: row.companyId, ...row.record });
  return page === undefined ? null : `${procoreWeb}${page}`;
}

function wordsOf(fields: string[], changes: FieldChange[]): string[] {
  const words = new Map(changes.map(({ field, word }) => [field, word]));
  return fields.map((field) => words.get(field) ?? field);
}

const retryable: ActivityRow["status"][] = ["pending", "failed"];

export function activityOf(context: ViewContext, row: ActivityRow): Activity {
  const { record } = row;
  return {
    id: row.activityId,
    action: row.action,
    resource: record.kind,
    resourceWord: kindOf(record).words.type,
    procoreId: record.procoreId,
    procoreUrl: pageInProcore(context, row),
    projectId: record.projectId,
    projectName: record.projectName,
    title: kindOf(record).listed(record),
    currency: record.currency ?? "USD",
    changes: row.changes,
    impact: row.impact && { ...row.impact, fields: wordsOf(row.impact.fields, row.changes) },
    changedBy: row.changedBy,
    requestedBy: row.requestedBy ?? null,
    detectedAt: row.detectedAt.toISOString(),
    status: row.status,
    // Only a person can end a difference: it is shown even on activities that were sent long ago.
    waiting:
      row.status === "pending" || record.status === "desynchronized"
        ? causeOfWait({ ...record, untold: null }, context.awaited?.get(row.recordId))
        : null,
    note: unsentNote(context, row) ?? nothingNote(row),
    failure: failureOf(context, row.failure, record),
    transactionId: row.transactionId,
    counterpart: counterpartOf(context, record),
    syncedAt: row.syncedAt?.toISOString() ?? null,
    canRetry: retryable.includes(row.status) && may.sync(context.permissions),
  };
}

export function itemOf(context: ViewContext, row: ListedActivities): ActivityItem {
  return {
    ...activityOf(context, row.newest),
    open: row.count > 1 ? row.open.map((one) => activityOf(context, one)) : [],
    openCount: row.count,
    since: row.since.toISOString(),
    openImpact: row.impact,
  };
}
