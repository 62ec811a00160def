import type { Request } from "express";
import type { Actor } from "../audit/audit.ts";
import { BadRequestError } from "../errors.ts";
import type { Permissions } from "../procore/permissions.ts";
import type { SyncRecord } from "../store/records.ts";
import { requirePermission } from "./access.ts";
import type { ApiParts } from "./parts.ts";
import { NewVendor, ChosenLink } from "./requests.ts";

interface Asked {
  record: SyncRecord;
  permissions: Permissions;
  by: Actor;
}

export async function createVendor(
  { actions }: Pick<ApiParts, "actions">,
  req: Request,
  { record, permissions, by }: Asked,
): Promise<void> {
  requirePermission("changeSettings", permissions);
  const read = NewVendor.safeParse(req.body ?? {});
  if (!read.success) throw new BadRequestError("`declined` takes the ids of candidates.");
  await actions.createVendor(record, { ...read.data, by });
}

export async function linkCandidate(
  { actions }: Pick<ApiParts, "actions">,
  req: Request,
  { record, permissions, by }: Asked,
): Promise<void> {
  requirePermission("sync", permissions);
  const read = ChosenLink.safeParse(req.body);
  if (!read.success) throw new BadRequestError("`id` takes the id of a candidate.");
  await actions.link(record, { ...read.data, by });
}
