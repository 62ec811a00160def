import type { Scope } from "../database/scope.ts";
import { idIn, keyOf } from "../kinds/kind.ts";
import { type Notification as Stored, notificationsOf } from "../store/notifications.ts";
import type { SyncRecord } from "../store/records.ts";
import type { Notification } from "./contract.ts";

/** More than a person asks of one commitment. */
const MOST_UNREAD = 50;

export function notificationView(stored: Stored): Notification {
  const { notificationId: id, kind, text, at, readAt, projectId, parent, contract } = stored;
  return {
    id,
    kind,
    text,
    contract,
    projectId,
    commitmentId: idIn(parent ?? ""),
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

/** Of this commitment, what the person was told and has not read. */
export async function newsOf(
  scope: Scope,
  record: SyncRecord,
  userId: string,
): Promise<Notification[]> {
  const unread = await notificationsOf(
    scope,
    { companyId: record.companyId, userId },
    { limit: MOST_UNREAD, isUnread: true },
  );
  return unread.filter(({ parent }) => parent === keyOf(record)).map(notificationView);
}
