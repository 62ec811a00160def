import type { Request, Response } from "express";
import type { z } from "zod";
import { inCompany } from "../database/scope.ts";
import { BadRequestError } from "../errors.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { requirePermission, type may } from "./access.ts";
import { Installation } from "./contract.ts";
import { installationView } from "./installation-view.ts";
import type { ApiParts, User } from "./parts.ts";
import { idOf } from "./places.ts";

export async function allow(
  parts: ApiParts,
  req: Request,
  action: keyof typeof may,
): Promise<{ companyId: string; user: User }> {
  const companyId = idOf(req, "companyId");
  const user = parts.userOf(req);
  requirePermission(action, await parts.permissionsOf(user, { companyId }, { isFresh: true }));
  return { companyId, user };
}

export async function showInstallation(
  parts: ApiParts,
  req: Request,
  res: Response,
): Promise<void> {
  const view = await installationView(parts, parts.userOf(req), idOf(req, "companyId"));
  res.json(Installation.parse(view));
}

export async function resume({ actions, db }: ApiParts, companyId: string): Promise<void> {
  const connection = await inCompany(db, companyId, (scope) => findConnection(scope, companyId));
  if (connection) await actions.resume(connection);
}

/** Throws BadRequestError, which says what does not fit. */
export function read<Output>(schema: z.ZodType<Output>, given: unknown, what = "the body"): Output {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BadRequestError(
    parsed.error.issues
      .map((issue) => `${issue.path.join(".") || what}: ${issue.message}`)
      .join("; "),
  );
}
