import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { systemOf } from "../connectors/index.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import { lockCompany, noteSettingsSaved } from "../store/companies.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { type Connection, saveSettings } from "../store/connections.ts";
import { allow, read, resume, showInstallation } from "./company-request.ts";
import { ConnectionTest } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { refuseUnknownHolders } from "./refuse-unknown-holders.ts";
import { refuseUnknownChoices } from "./refuse-unknown.ts";
import { enteredConnection, settingsChanges } from "./requests.ts";
import { settingsDifference } from "./settings-facts.ts";

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

export function settings(parts: ApiParts): Router {
  const { db } = parts;
  return Router({ mergeParams: true }).put("/", async (req, res) => {
    const { companyId, user } = await allow(parts, req, "changeSettings");
    const readChanges = async (scope: Scope) => {
      const connected = await connectionInUse(scope, companyId);
      if (!connected) {
        throw new ConflictError(
          "Begin the set-up and connect an ERP first: settings belong to a connection.",
        );
      }
      const changes = read(settingsChanges(systemOf(connected)), req.body);
      return { connected, changes };
    };
    const seen = await inCompany(db, companyId, readChanges);
    await refuseUnknownHolders(parts, { companyId, user }, seen);
    await inCompany(db, companyId, async (scope) => {
      // What is noted as "before" must not change before it is written over.
      await lockCompany(scope, companyId);
      const { connected, changes } = await readChanges(scope);
      refuseUnknownChoices(changes.own ?? {}, connected);
      const saved = await saveSettings(scope, connected, changes);
      await noteSettingsSaved(scope, companyId);
      await audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "settings_saved",
        subject: settingsOf(connected),
        ...settingsDifference(connected, saved),
      });
    });
    await resume(parts, companyId);
    await showInstallation(parts, req, res);
  });
}

function settingsOf(connected: Connection) {
  const { id, name } = systemOf(connected);
  return { kind: "settings", id, name: `Settings of ${name}` };
}
