import { Router } from "express";
import { inCompany } from "../database/scope.ts";
import { NotSetUpError } from "../errors.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { markRead, notificationsOf } from "../store/notifications.ts";
import { read } from "./company-request.ts";
import { Notifications } from "./contract.ts";
import { notificationView } from "./notification-view.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { ReadNotifications } from "./requests.ts";
import { NOT_IN_USE } from "./see-commitment.ts";

const NEWEST = 10;

/** What this person asked to be told, as far as they still may see it. */
export function notifications(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const companyId = idOf(req, "companyId");
    const user = parts.userOf(req);
    const { within } = await parts.seeActivities(user, companyId);
    const of = { companyId, userId: user.userId, within };
    const [items, unread] = await inCompany(db, companyId, async (scope) => [
      await notificationsOf(scope, of, { limit: NEWEST }),
      await notificationsOf(scope, of, { limit: NEWEST, isUnread: true }),
    ]);
    res.json(Notifications.parse({ items: items.map(notificationView), unread: unread.length }));
  });

  router.post("/read", async (req, res) => {
    const companyId = idOf(req, "companyId");
    const user = parts.userOf(req);
    await parts.seeActivities(user, companyId);
    const { ids } = read(ReadNotifications, req.body);
    await inCompany(db, companyId, async (scope) => {
      if (!(await connectionInUse(scope, companyId))) throw new NotSetUpError(NOT_IN_USE);
      await markRead(scope, { companyId, userId: user.userId }, ids);
    });
    res.status(204).end();
  });

  return router;
}
