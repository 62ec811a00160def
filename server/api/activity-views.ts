import { Router, type Request } from "express";
import { z } from "zod";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import {
  type ActivityView as StoredView,
  activityViews as viewsOf,
  addActivityView,
  deleteActivityView,
  type Owner,
  renameActivityView,
} from "../store/activity-views.ts";
import { ActivityViewName, NewActivityView } from "./activity-filter.ts";
import { read } from "./company-request.ts";
import { ActivityView } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { rowId } from "./requests.ts";

const MOST_OF_ONE = 50;

/** A person's own: nobody else sees them, so no entry of the audit log tells of them. */
export function activityViews(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  async function asOwner<Answer>(
    req: Request,
    work: (scope: Scope, owner: Owner) => Promise<Answer>,
  ): Promise<Answer> {
    const companyId = idOf(req, "companyId");
    const user = parts.userOf(req);
    await parts.seeActivities(user, companyId);
    const owner = { companyId, userId: user.userId };
    return inCompany(parts.db, companyId, (scope) => work(scope, owner));
  }

  router.get("/", async (req, res) => {
    const views = await asOwner(req, viewsOf);
    res.json(z.array(ActivityView).parse(views.map(shown)));
  });

  router.post("/", async (req, res) => {
    const { name, made } = await asOwner(req, async (scope, owner) => {
      const wanted = read(NewActivityView, req.body);
      if ((await viewsOf(scope, owner)).length >= MOST_OF_ONE) {
        throw new ConflictError(`You have ${MOST_OF_ONE} saved views: delete one first.`);
      }
      return { name: wanted.name, made: await addActivityView(scope, { ...owner, ...wanted }) };
    });
    if (!made) {
      throw new ConflictError(`You have a view named ${name}: choose another name.`);
    }
    res.status(201).json(ActivityView.parse(shown(made)));
  });

  router.put("/:viewId", async (req, res) => {
    await asOwner(req, async (scope, owner) => {
      const { name } = read(ActivityViewName, req.body);
      if (await renameActivityView(scope, owner, { viewId: viewIdOf(req), name })) return;
      throw new ConflictError(`This view is gone, or you have another one named ${name}.`);
    });
    res.status(204).end();
  });

  router.delete("/:viewId", async (req, res) => {
    await asOwner(req, (scope, owner) => deleteActivityView(scope, owner, viewIdOf(req)));
    res.status(204).end();
  });

  return router;
}

function viewIdOf(req: Request): string {
  const id = rowId.safeParse(idOf(req, "viewId"));
  if (!id.success) throw new NotFoundError("You have no such view.");
  return id.data;
}

const shown = ({ viewId, name, tab, filters }: StoredView): ActivityView => ({
  id: viewId,
  name,
  tab,
  filters,
});
