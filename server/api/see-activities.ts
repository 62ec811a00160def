import type { Request } from "express";
import type { Permissions } from "../procore/permissions.ts";
import type { Within } from "../store/activity-filter.ts";
import { requirePermission } from "./access.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";

export interface Seen {
  companyId: string;
  permissions: Permissions;
  /** What the person may see by right; undefined: everything in the company. */
  within: Within | undefined;
}

export async function seeActivities(
  parts: Pick<ApiParts, "permissionsOf" | "userOf">,
  req: Request,
  how?: { isFresh: boolean },
): Promise<Seen> {
  const companyId = idOf(req, "companyId");
  const permissions = await parts.permissionsOf(parts.userOf(req), { companyId }, how);
  requirePermission("seeActivities", permissions);
  return { companyId, permissions, within: undefined };
}
