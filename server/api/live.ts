import { Router } from "express";
import { BadRequestError } from "../errors.ts";
import { commitment } from "../kinds/commitment/kind.ts";
import { keyOf } from "../kinds/kind.ts";
import type { Within } from "../store/activity-filter.ts";
import { requirePermission } from "./access.ts";
import type { ApiParts, LiveScope } from "./parts.ts";
import { idOf } from "./places.ts";
import { LiveQuery } from "./requests.ts";
import { isWithin } from "./see-activities.ts";
import type { SeeCommitment } from "./see-commitment.ts";

export function live(parts: ApiParts, see: SeeCommitment): Router {
  return Router({ mergeParams: true }).get("/", async (req, res) => {
    const companyId = idOf(req, "companyId");
    const query = LiveQuery.safeParse(req.query);
    if (!query.success) {
      throw new BadRequestError(
        "projectId and commitmentId are Procore ids; a projectId asks for a commitmentId of that project.",
      );
    }
    const { projectId, commitmentId } = query.data;
    const user = parts.userOf(req);
    let within: Within | undefined;
    const check = async () => {
      if (!projectId) {
        ({ within } = await parts.seeActivities(user, companyId));
        return;
      }
      const permissions = await parts.permissionsOf(user, { companyId, projectId });
      requirePermission("seeCommitments", permissions);
    };
    await check();
    // a permission on the tool does not cover a private commitment
    if (projectId && commitmentId) {
      await see(user, { companyId, projectId, procoreId: commitmentId }, { orEarlier: true });
    }
    const parent = commitmentId && keyOf({ kind: commitment.name, procoreId: commitmentId });
    const hears: LiveScope["hears"] = (place) => isWithin(within, place);
    parts.openLive(res, { companyId, projectId, parent, hears }, check);
  });
}
