import { Router } from "express";
import { inCompany } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import { lockSetUp } from "../store/companies.ts";
import { chooseExactly } from "./choose-projects.ts";
import { allow, read, resume, showInstallation } from "./company-request.ts";
import { installationView } from "./installation-view.ts";
import type { ApiParts } from "./parts.ts";
import { ErasureRequest, Finish, ProjectChoice } from "./requests.ts";

export function installation(parts: ApiParts): Router {
  const { actions, db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", (req, res) => showInstallation(parts, req, res));

  router.post("/", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    await actions.beginInstallation(companyId, user, parts.actorOf(req));
    await showInstallation(parts, req, res);
  });

  router.put("/projects", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    const { projectIds } = read(ProjectChoice, req.body);
    await inCompany(db, companyId, async (scope) => {
      await lockSetUp(scope, companyId);
      await chooseExactly(parts, scope, { companyId, projectIds, by: parts.actorOf(req) });
    });
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  router.post("/finish", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "setUp");
    const { choicesMark } = read(Finish, req.body);
    const { status, step, ...now } = await installationView(parts, user, companyId);
    if (status !== "uninstalled" && step !== "finish" && step !== "done") {
      throw new ConflictError(`Set-up is not complete: the step "${step}" is still open.`);
    }
    if (choicesMark !== undefined && choicesMark !== now.choicesMark) {
      throw new ConflictError(
        "The set-up was changed in another tab or by somebody else. Nothing was started: look at what is shown now, then start.",
      );
    }
    await actions.finishInstallation(companyId, parts.actorOf(req));
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  router.post("/webhook-secret", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    await actions.renewWebhookSecret(companyId, parts.actorOf(req));
    await showInstallation(parts, req, res);
  });

  router.post("/erase", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    const { companyName } = read(ErasureRequest, req.body);
    await actions.requestErasure(companyId, companyName, parts.actorOf(req));
    await showInstallation(parts, req, res);
  });

  router.delete("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    await actions.uninstall(companyId, parts.actorOf(req));
    res.sendStatus(204);
  });

  return router;
}
