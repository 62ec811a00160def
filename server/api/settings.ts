import { type Request, Router } from "express";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { systemOf } from "../connectors/index.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { BadRequestError, ConflictError } from "../errors.ts";
import { kindOf } from "../kinds/index.ts";
import { lockCompany, noteSettingsSaved } from "../store/companies.ts";
import { companyProjects } from "../store/company-projects.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { type Connection, saveSettings } from "../store/connections.ts";
import { type HeldBack as HeldRecords, heldBack } from "../store/held-back.ts";
import { chooseExactly } from "./choose-projects.ts";
import { allow, read, resume, showInstallation } from "./company-request.ts";
import { HeldBack, type SettingsSave } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { refuseMoved } from "./refuse-moved.ts";
import { refuseUnknownHolders } from "./refuse-unknown-holders.ts";
import { refuseUnknownChoices } from "./refuse-unknown.ts";
import { settingsSave } from "./requests.ts";
import { settingsDifference } from "./settings-facts.ts";
import { choicesMarkOf } from "./settings-view.ts";

export function settings(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/held-back", async (req, res) => {
    const { companyId } = await allow(parts, req, "changeSettings");
    const held = await inCompany(db, companyId, async (scope) => {
      const connection = await connectionInUse(scope, companyId);
      return connection ? heldBack(scope, connection) : [];
    });
    res.json(z.array(HeldBack).parse(held.map(heldView)));
  });

  router.put("/", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "changeSettings");
    const seen = await inCompany(db, companyId, (scope) => readSave(scope, companyId, req));
    if (seen.projects) await allow(parts, req, "setUp");
    await refuseUnknownHolders(parts, { companyId, user }, seen);
    await inCompany(db, companyId, async (scope) => {
      // What was looked at must not change before it is written over.
      await lockCompany(scope, companyId);
      const save = await readSave(scope, companyId, req);
      refuseMoved(save.connected, save);
      await refuseOtherChoices(scope, companyId, save);
      refuseUnknownChoices(save.changes.own ?? {}, save.connected);
      if (save.projects) {
        const projectIds = await chosenWith(scope, companyId, save.projects);
        await chooseExactly(parts, scope, { companyId, projectIds, by: parts.actorOf(req) });
      }
      if (!save.projects || Object.keys(save.changes).length > 0) {
        await change(parts, scope, { ...save, req });
      }
    });
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });

  return router;
}

interface Save {
  connected: Connection;
  changes: Omit<SettingsSave, "projects" | "shown" | "choicesMark">;
  shown: NonNullable<SettingsSave["shown"]>;
  projects: SettingsSave["projects"];
  choicesMark: SettingsSave["choicesMark"];
}

async function readSave(scope: Scope, companyId: string, req: Request): Promise<Save> {
  const connected = await connectionInUse(scope, companyId);
  if (!connected) {
    throw new ConflictError(
      "Begin the set-up and connect an ERP first: settings belong to a connection.",
    );
  }
  const save = read(settingsSave(systemOf(connected)), req.body);
  const { projects, shown = {}, choicesMark, ...changes } = save;
  return { connected, changes, shown, projects, choicesMark };
}

/** What would be sent now was shown for the choices of that mark. */
async function refuseOtherChoices(
  scope: Scope,
  companyId: string,
  { connected, changes, choicesMark }: Save,
): Promise<void> {
  if (choicesMark === undefined || !changes.automaticSync) return;
  const mark = choicesMarkOf(await companyProjects(scope, companyId), connected);
  if (mark === choicesMark) return;
  throw new ConflictError(
    "The settings were changed in another tab or by somebody else, so something else would be sent than you were shown. Nothing was saved: look at what goes now, then save.",
  );
}

async function chosenWith(
  scope: Scope,
  companyId: string,
  changes: Record<string, boolean>,
): Promise<string[]> {
  const projects = await companyProjects(scope, companyId);
  const before = projects.map(({ projectId, isChosen }) => [projectId, isChosen] as const);
  const after = Object.entries({ ...Object.fromEntries(before), ...changes });
  const projectIds = after.flatMap(([id, isChosen]) => (isChosen ? id : []));
  if (projectIds.length > 0) return projectIds;
  throw new BadRequestError("Nothing was saved: choose at least one project.");
}

async function change(
  parts: ApiParts,
  scope: Scope,
  { connected, changes, req }: Pick<Save, "connected" | "changes"> & { req: Request },
): Promise<void> {
  const { companyId } = connected;
  const saved = await saveSettings(scope, connected, changes);
  await noteSettingsSaved(scope, companyId);
  const { id, name } = systemOf(connected);
  await audit(scope, {
    companyId,
    by: parts.actorOf(req),
    action: "settings_saved",
    subject: { kind: "settings", id, name: `Settings of ${name}` },
    ...settingsDifference(connected, saved),
  });
}

function heldView({ currency, ...held }: HeldRecords): HeldBack {
  return { ...held, words: kindOf(held).words, currency: currency ?? "USD" };
}
