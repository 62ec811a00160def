import { Router } from "express";
import { inCompany } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import { chooseProjects, companyProjects } from "../store/company-projects.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { allow, read, resume, showInstallation } from "./company-request.ts";
import { installationView } from "./installation-view.ts";
import type { ApiParts } from "./parts.ts";
import { refuseUnknownProjects } from "./refuse-unknown.ts";
import { ErasureRequest, ProjectChoice } from "./requests.ts";

export function installation(parts: ApiParts): Router {
  const { actions, db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", (req, res) => showInstallation(parts, req, res));

  router.post("/", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    await actions.beginInstallation(companyId, user);
    await showInstallation(parts, req, res);
  });

  router.put("/projects", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    const { projectIds } = read(ProjectChoice, req.body);
    await inCompany(db, companyId, async (scope) => {
      refuseUnknownProjects(projectIds, await companyProjects(scope, companyId));
      await chooseProjects(scope, companyId, projectIds);
      await parts.jobs.send("repair-hooks", { companyId }, { trx: scope });
      const connection = await connectionInUse(scope, companyId);
      if (!connection) return;
      const { connectionId } = connection;
      await parts.jobs.send("poll-changes", { companyId, connectionId }, { trx: scope });
    });
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  router.post("/finish", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    const { status, step } = await installationView(parts, user, companyId);
    if (status !== "uninstalled" && step !== "finish" && step !== "done") {
      throw new ConflictError(`Set-up is not complete: the step "${step}" is still open.`);
    }
    await actions.finishInstallation(companyId);
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  router.post("/webhook-secret", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    await actions.renewWebhookSecret(companyId, user);
    await showInstallation(parts, req, res);
  });

  router.post("/erase", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    const { companyName } = read(ErasureRequest, req.body);
    await actions.requestErasure(companyId, companyName, user);
    await showInstallation(parts, req, res);
  });

  router.delete("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    await actions.uninstall(companyId);
    res.sendStatus(204);
  });

  return router;
}
