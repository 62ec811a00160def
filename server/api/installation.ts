import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { BadRequestError, ConflictError } from "../errors.ts";
import { noteSettingsSaved } from "../store/companies.ts";
import { chooseProjects, companyProjects } from "../store/company-projects.ts";
import { saveSettings } from "../store/connections.ts";
import { connectionInUse, findConnection } from "../store/connections-in-use.ts";
import { demand, type may } from "./access.ts";
import { ConnectionTest, Installation, SettingsChanges } from "./contract.ts";
import { installationView } from "./installation-view.ts";
import type { ApiParts, User } from "./parts.ts";
import { idOf } from "./places.ts";
import { refuseUnknownChoices, refuseUnknownProjects } from "./refuse-unknown.ts";
import { EnteredCredentials, ProjectChoice } from "./requests.ts";

/**
 * `/companies/:companyId`: set-up, connection and settings. Each step is saved when it is done, so
 * a reload loses nothing.
 */
export function installation(parts: ApiParts): Router {
  const { actions, db } = parts;
  const router = Router({ mergeParams: true });

  async function allow(
    req: Request,
    action: keyof typeof may,
  ): Promise<{ companyId: string; user: User }> {
    const companyId = idOf(req, "companyId");
    const user = parts.userOf(req);
    demand(action, await parts.permissionsOf(user, { companyId }));
    return { companyId, user };
  }
  async function show(req: Request, res: Response): Promise<void> {
    res.json(
      Installation.parse(await installationView(parts, parts.userOf(req), idOf(req, "companyId"))),
    );
  }

  /** Whatever waited for this very change goes on. */
  async function resume(companyId: string): Promise<void> {
    const connection = await findConnection(db, companyId);
    if (connection) await actions.resume(connection);
  }

  router.get("/installation", show);

  router.post("/installation", async (req, res) => {
    const { companyId, user } = await allow(req, "setUp");
    await actions.beginInstallation(companyId, user);
    await show(req, res);
  });

  router.put("/installation/projects", async (req, res) => {
    const { companyId } = await allow(req, "setUp");
    const { projectIds } = read(ProjectChoice, req.body);
    refuseUnknownProjects(projectIds, await companyProjects(db, companyId));
    await chooseProjects(db, companyId, projectIds);
    await parts.jobs.send("repair-hooks", { companyId });
    const connection = await connectionInUse(db, companyId);
    if (connection) {
      const { connectionId } = connection;
      await parts.jobs.send("poll-changes", { companyId, connectionId });
    }
    await resume(companyId);
    await show(req, res);
  });

  router.post("/connection/test", async (req, res) => {
    const { companyId } = await allow(req, "changeSettings");
    const tested = await actions.testConnection(companyId, read(EnteredCredentials, req.body));
    const none = { subsidiaries: [], items: [] };
    const answer: ConnectionTest = tested.isWorking
      ? { ok: true, message: tested.check.summary, choices: tested.check.choices }
      : { ok: false, message: tested.message, choices: none };
    res.json(ConnectionTest.parse(answer));
  });

  router.put("/connection", async (req, res) => {
    const { companyId } = await allow(req, "changeSettings");
    await actions.connect(companyId, read(EnteredCredentials, req.body));
    await resume(companyId);
    await show(req, res);
  });

  router.put("/settings", async (req, res) => {
    const { companyId } = await allow(req, "changeSettings");
    const connection = await findConnection(db, companyId);
    if (!connection) {
      throw new ConflictError("Connect NetSuite first: settings belong to a connection.");
    }
    const changes = read(SettingsChanges, req.body);
    refuseUnknownChoices(changes, connection);
    await db.transaction(async (trx) => {
      await saveSettings(trx, connection, changes);
      await noteSettingsSaved(trx, companyId);
    });
    await resume(companyId);
    await show(req, res);
  });

  router.post("/installation/finish", async (req, res) => {
    const { companyId } = await allow(req, "setUp");
    const { status, step } = await installationView(parts, parts.userOf(req), companyId);
    if (status !== "uninstalled" && step !== "finish" && step !== "done") {
      throw new ConflictError(`Set-up is not complete: the step "${step}" is still open.`);
    }
    await actions.finishInstallation(companyId);
    await resume(companyId);
    await show(req, res);
  });

  router.delete("/installation", async (req, res) => {
    const { companyId } = await allow(req, "setUp");
    await actions.uninstall(companyId);
    res.sendStatus(204);
  });

  return router;
}

function read<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BadRequestError(
    parsed.error.issues
      .map((issue) => `${issue.path.join(".") || "the body"}: ${issue.message}`)
      .join("; "),
  );
}
