import type { ErrorRequestHandler, Request } from "express";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { NotAllowedError } from "../errors.ts";
import { isAuditedLately } from "../store/audit-log.ts";
import { findCompany } from "../store/companies.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";

/** So that nobody fills the log: one entry for each person and door in this time. */
const ONCE_IN_MS = 60_000;

/** Behind the doors of members: whoever is not in the company is told 404, and leaves no entry. */
export function auditRefusals({
  db,
  actorOf,
}: Pick<ApiParts, "db" | "actorOf">): ErrorRequestHandler {
  return async (error: unknown, req, _res, next) => {
    if (error instanceof NotAllowedError) {
      const companyId = idOf(req, "companyId");
      const by = actorOf(req);
      const door = doorOf(req);
      await inCompany(db, companyId, async (scope) => {
        if (!(await findCompany(scope, companyId))) return;
        const refusal = { companyId, userId: by.userId, action: "refused", subjectId: door };
        if (await isAuditedLately(scope, refusal, ONCE_IN_MS)) return;
        await audit(scope, {
          companyId,
          by,
          action: "refused",
          subject: { kind: "door", id: door, name: door },
          after: { Asked: req.path, Answered: error.message },
        });
      });
    }
    next(error);
  };
}

/** Without ids: there are as many doors as the API has, not as many as there are records. */
function doorOf({ method, path }: Request): string {
  return `${method} ${path.replaceAll(/\d+/g, "…")}`;
}
