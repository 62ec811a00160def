import { Router } from "express";
import { z } from "zod";
import { audit, type Facts } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { NotSetUpError } from "../errors.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { countByAge, findRetention, saveRetention } from "../store/retention.ts";
import { allow, read } from "./company-request.ts";
import { Retention, RetentionCount } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { NOT_IN_USE } from "./see-commitment.ts";

const limit = (of: z.ZodNumber) => z.coerce.number<string>().pipe(of).optional();

/** Left out: for good. */
export const RetentionQuery = z.strictObject({
  archiveAfterMonths: limit(Retention.shape.archiveAfterMonths.unwrap()),
  eraseAfterYears: limit(Retention.shape.eraseAfterYears.unwrap()),
});

export function retention(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "seeActivities");
    const found = await inCompany(db, companyId, (scope) => findRetention(scope, companyId));
    const { archiveAfterMonths = null, eraseAfterYears = null } = found ?? {};
    res.json(Retention.parse({ archiveAfterMonths, eraseAfterYears }));
  });

  router.get("/count", async (req, res) => {
    const { companyId } = await allow(parts, req, "changeSettings");
    const { archiveAfterMonths = null, eraseAfterYears = null } = read(
      RetentionQuery,
      req.query,
      "the address",
    );
    const count = await inCompany(db, companyId, (scope) =>
      countByAge(scope, companyId, { archiveAfterMonths, eraseAfterYears }),
    );
    res.json(RetentionCount.parse(count));
  });

  router.put("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "changeSettings");
    const asked = read(Retention, req.body);
    const by = parts.actorOf(req);
    await inCompany(db, companyId, async (scope) => {
      const before = await findRetention(scope, companyId);
      if (!before || !(await connectionInUse(scope, companyId))) {
        throw new NotSetUpError(NOT_IN_USE);
      }
      await saveRetention(scope, companyId, { ...asked, setBy: by.name });
      await audit(scope, {
        companyId,
        by,
        action: "retention_saved",
        subject: { kind: "retention", id: companyId, name: "Retention" },
        before: factsOf(before),
        after: factsOf(asked),
      });
    });
    res.json(asked);
  });

  return router;
}

const factsOf = ({ archiveAfterMonths: months, eraseAfterYears: years }: Retention): Facts => ({
  "Archive after": months === null ? "never" : `${months} months`,
  "Erase after": years === null ? "never" : `${years} years`,
});
