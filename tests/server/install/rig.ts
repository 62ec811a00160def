import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import type { Knex } from "knex";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { production } from "../../../server/durations.ts";
import { errors } from "../../../server/http/errors.ts";
import { securityHeaders } from "../../../server/http/frame.ts";
import { callOf } from "../../../server/http/request-log.ts";
import { giveCookie, isFromOwnPage, takeCookieBack } from "../../../server/http/session-cookie.ts";
import { sessionOf } from "../../../server/http/session.ts";
import type { HookParts } from "../../../server/install/ensure-hooks.ts";
import { beginInstallation, refreshProjects } from "../../../server/install/installation.ts";
import { type SessionDoor, sessions } from "../../../server/install/sessions.ts";
import { signIn } from "../../../server/install/sign-in.ts";
import { tokens } from "../../../server/install/tokens.ts";
import { procoreClient, type ProcoreClient } from "../../../server/procore/client.ts";
import { type OAuth, procoreOAuth } from "../../../server/procore/oauth.ts";
import { chooseProjects } from "../../../server/store/company-projects.ts";
import { createSeal, type Seal } from "../../../server/store/seal.ts";
import { anActor } from "../../an-actor.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { CLIENT, openStage, type Stage } from "../../sandbox/procore/stage.ts";

export const log = pino({ level: "silent" });

export interface Rig extends TestDatabase {
  stage: Stage;
  seal: Seal;
  oauth: OAuth;
  procore: ProcoreClient;
  app: string;
  /** A second client over the same database or another pool: another process. */
  process(
    db: Knex,
    durations?: { failureKeptMs: number },
  ): { db: Knex; seal: Seal; oauth: OAuth; procore: ProcoreClient };
  hookParts(): HookParts;
  /** The sign-in routes, with another sign-in server behind them. */
  signInVia(loginUrl: string): Express;
  /** Jobs that the hooks' upkeep sent, as `name payload`. */
  sent: string[];
  close(): Promise<void>;
}

/** The sandbox, a database, and an app with the sign-in and session routes. */
export async function openRig(): Promise<Rig> {
  const [stage, database] = await Promise.all([openStage(), testDatabase()]);
  const seal = createSeal([{ id: "test", key: randomBytes(32) }]);
  const server = await new Promise<Server>((resolve) => {
    const listening = express().listen(0, "127.0.0.1", () => resolve(listening));
  });
  const app = `http://localhost:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${app}/auth/procore/callback`;
  stage.system.configure({ redirectUris: [redirectUri] });
  const oauthAt = (loginUrl: string) =>
    procoreOAuth({ loginUrl, clientId: CLIENT.id, clientSecret: CLIENT.secret, redirectUri });
  const process: Rig["process"] = (db, durations) => {
    const oauth = oauthAt(stage.url);
    return {
      db,
      seal,
      oauth,
      procore: procoreClient({ apiUrl: stage.url, tokens: tokens({ db, seal, oauth }, durations) }),
    };
  };
  const here = process(database.db);
  const sent: string[] = [];
  const jobs = {
    send: async (name: string, job: unknown) => void sent.push(`${name} ${JSON.stringify(job)}`),
  };
  const parts = {
    ...here,
    log,
    isSecure: false,
    callOf,
    sessionMinutes: 480,
    sessionIdleMinutes: 60,
    door: {
      read: (request) => sessionOf({ db: database.db, appUrl: app }, request),
      isFromOwnPage: (request) => isFromOwnPage(request, app),
      giveCookie: (response, token) => giveCookie(response, token, { appUrl: app, minutes: 480 }),
      takeCookieBack,
    } satisfies SessionDoor,
  };
  const routes = express().use(
    securityHeaders({ procoreOrigins: [stage.url], isSecure: false }),
    signIn(parts),
    sessions(parts),
    errors({ log }),
  );
  server.removeAllListeners("request").on("request", routes);
  return {
    ...database,
    ...here,
    stage,
    app,
    process,
    sent,
    signInVia: (loginUrl) => express().use(signIn({ ...parts, oauth: oauthAt(loginUrl) })),
    hookParts: () => ({
      ...here,
      jobs,
      log,
      webhookUrl: "https://crosstie.example.com/webhooks/procore",
      durations: production,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stage.close();
      await database.drop();
    },
  };
}

/** The same for the tests of a file. */
export function useRig(): Rig {
  const rig = {} as Rig;
  beforeAll(async () => {
    Object.assign(rig, await openRig());
  });
  afterAll(() => rig.close());
  return rig;
}

/** A company that has begun to install, with the hospital chosen. */
export async function installed(rig: Rig): Promise<{ companyId: string }> {
  const { us, hospital } = rig.stage;
  const { id: userId } = rig.stage.user("admin@ridgeline.example");
  await beginInstallation(rig, { companyId: us.id, name: us.name, userId }, anActor);
  await refreshProjects(rig, us.id);
  await chooseProjects(rig.admin, us.id, [hospital.id]);
  return { companyId: us.id };
}
