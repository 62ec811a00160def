import type { Scope } from "../database/scope.ts";
import type { Within } from "./activity-filter.ts";
import { columns } from "./columns.ts";
import { whereWithin } from "./project-records.ts";

/** What one person was told. */
export interface Notification {
  notificationId: string;
  kind: "invoice_paid";
  recordId: string;
  text: string;
  at: Date;
  readAt: Date | null;
  projectId: string;
  /** The record under which people find it: `commitment:<id>`; null where that is not known. */
  parent: string | null;
  /** Its number. */
  contract: string | null;
}

const { fromRow } = columns<Notification>({
  notificationId: "notification_id",
  kind: "kind",
  recordId: "record_id",
  text: "text",
  at: "at",
  readAt: "read_at",
  projectId: "project_id",
  parent: "parent",
  contract: "contract",
});

interface Watch {
  companyId: string;
  recordId: string;
  userId: string;
}

/** Asking twice is asking once. */
export async function watchPaid(scope: Scope, watch: Watch): Promise<void> {
  await scope("paid_watches").insert(rowOf(watch)).onConflict().ignore();
}

export async function unwatchPaid(scope: Scope, watch: Watch): Promise<void> {
  await scope("paid_watches").where(rowOf(watch)).delete();
}

const rowOf = ({ companyId, recordId, userId }: Watch) => ({
  company_id: companyId,
  record_id: recordId,
  user_id: userId,
});

/** Of these records, the ids of those that the person watches. */
export async function watchedBy(
  scope: Scope,
  { companyId, userId, recordIds }: { companyId: string; userId: string; recordIds: string[] },
): Promise<Set<string>> {
  const rows = await scope("paid_watches")
    .where({ company_id: companyId, user_id: userId })
    .whereIn("record_id", recordIds)
    .pluck<string[]>("record_id");
  return new Set(rows);
}

/** Tells everybody who watches it, and takes their watches away: nobody is told twice. */
export async function tellWatchers(
  scope: Scope,
  told: { companyId: string; recordId: string; text: string },
): Promise<void> {
  await scope.raw(
    `with watching as (
       delete from paid_watches where company_id = :companyId and record_id = :recordId returning user_id
     )
     insert into notifications (company_id, user_id, kind, record_id, text)
     select :companyId, user_id, 'invoice_paid', :recordId, :text from watching order by user_id`,
    told,
  );
}

interface Theirs {
  companyId: string;
  userId: string;
}

interface Shown extends Theirs {
  /** Undefined: of all. */
  within?: Within | undefined;
}

/** Newest first. `isUnread`: those alone. */
export async function notificationsOf(
  scope: Scope,
  { companyId, userId, within }: Shown,
  { limit, isUnread = false }: { limit: number; isUnread?: boolean },
): Promise<Notification[]> {
  const query = scope("notifications as n")
    .join("records as r", (on) =>
      on.on("r.company_id", "n.company_id").andOn("r.record_id", "n.record_id"),
    )
    .leftJoin("records as contract", (on) =>
      on
        .on("contract.company_id", "r.company_id")
        .andOn("contract.connection_id", "r.connection_id")
        .andOn("contract.parent", "r.parent")
        .andOn(scope.raw("contract.kind || ':' || contract.procore_id = r.parent")),
    )
    .where({ "n.company_id": companyId, "n.user_id": userId })
    .orderBy("n.notification_id", "desc")
    .limit(limit)
    .select<object[]>("n.*", "r.project_id", "r.parent", "contract.number as contract");
  if (within) query.where((seen) => whereWithin(seen, within));
  if (isUnread) query.whereNull("n.read_at");
  return (await query).map(fromRow);
}

export async function markRead(
  scope: Scope,
  { companyId, userId }: Theirs,
  ids: string[],
): Promise<void> {
  await scope("notifications")
    .where({ company_id: companyId, user_id: userId, read_at: null })
    .whereIn("notification_id", ids)
    .update({ read_at: scope.fn.now() });
}
