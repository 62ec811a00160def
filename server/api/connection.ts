import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { allow, read, resume, showInstallation } from "./company-request.ts";
import { ConnectionTest } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { enteredConnection } from "./requests.ts";

export function connection(parts: ApiParts): Router {
  const { actions } = parts;
  const router = Router({ mergeParams: true });

  router.post("/test", async (req, res) => {
    const { companyId } = await allow(parts, req, "changeSettings");
    const entered = read(enteredConnection(), req.body);
    const tested = await actions.testConnection(companyId, entered);
    const { id, name } = systemOf(entered);
    await inCompany(parts.db, companyId, (scope) =>
      audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "connection_tested",
        subject: { kind: "connection", id, name: `Connection to ${name}` },
        after: { Outcome: tested.isWorking ? "works" : "does not work" },
      }),
    );
    const answer: ConnectionTest = tested.isWorking
      ? {
          ok: true,
          isReached: true,
          message: tested.check.summary,
          choices: tested.check.choices,
          unset: tested.unset,
          missing: tested.missing,
        }
      : {
          ok: false,
          isReached: tested.isReached,
          message: tested.message,
          choices: {},
          unset: [],
          missing: tested.missing,
        };
    res.json(ConnectionTest.parse(answer));
  });

  router.put("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "changeSettings");
    await actions.connect(companyId, read(enteredConnection(), req.body), parts.actorOf(req));
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  return router;
}
