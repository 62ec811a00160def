import { hash, randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import type { Knex } from "knex";
import { pino } from "pino";
import { errors } from "../../../server/http/errors.ts";
import { securityHeaders } from "../../../server/http/frame.ts";
import { beginInstallation, refreshProjects } from "../../../server/install/installation.ts";
import type { HookParts } from "../../../server/install/ensure-hooks.ts";
import { sessions } from "../../../server/install/sessions.ts";
import { signIn } from "../../../server/install/sign-in.ts";
import { tokens } from "../../../server/install/tokens.ts";
import { procoreClient, type ProcoreClient } from "../../../server/procore/client.ts";
import { type OAuth, procoreOAuth } from "../../../server/procore/oauth.ts";
import { chooseProjects } from "../../../server/store/company-projects.ts";
import { createSeal, type Seal } from "../../../server/store/seal.ts";
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
    sessionMinutes: 480,
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
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stage.close();
      await database.drop();
    },
  };
}

/** A company that has begun to install, with the hospital chosen. */
export async function installed(rig: Rig): Promise<{ companyId: string }> {
  const { us, hospital } = rig.stage;
  await beginInstallation(rig, {
    companyId: us.id,
    name: us.name,
    userId: rig.stage.user("admin@ridgeline.example").id,
  });
  await refreshProjects(rig, us.id);
  await chooseProjects(rig.admin, us.id, [hospital.id]);
  return { companyId: us.id };
}

/** A browser with one cookie jar for all hosts, which follows nothing by itself. */
export function browser() {
  const jar = new Map<string, string>();
  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", value = ""] = pair.split("=", 2);
      if (
        value === "" ||
        attributes.some((attribute) => /expires=Thu, 01 Jan 1970|max-age=0/i.test(attribute))
      ) {
        jar.delete(name);
      } else jar.set(name, value);
    }
    return response;
  }
  return { go, jar };
}

export type Browser = ReturnType<typeof browser>;

/**
 * Sets out at our door, signs in at Procore, allows the app; stops before the callback and yields
 * its address.
 */
export async function authorize(
  rig: Rig,
  person: Browser,
  {
    login,
    password,
    returnTo = "panel",
    decision = "allow",
  }: { login: string; password: string; returnTo?: string; decision?: string },
): Promise<string> {
  const begun = await person.go(
    `${rig.app}/auth/procore?${new URLSearchParams({ return: returnTo, challenge: CHALLENGE })}`,
  );
  const authorizeUrl = begun.headers.get("location")!;
  await person.go(`${rig.stage.url}/login`, {
    method: "POST",
    body: new URLSearchParams({ login, password, return_to: "/" }),
  });
  const consent = await person.go(authorizeUrl);
  if (consent.status !== 200) return consent.headers.get("location")!;
  const csrf = /name="csrf" value="([^"]+)"/.exec(await consent.text())?.[1] ?? "";
  const query = new URL(authorizeUrl).search.slice(1);
  const decided = await person.go(`${rig.stage.url}/oauth/authorize`, {
    method: "POST",
    body: new URLSearchParams({ csrf, query, decision }),
  });
  return decided.headers.get("location")!;
}

export const PM = { login: "pm@ridgeline.example", password: "ridgeline-pm" };

/**
 * What a browser of these tests knows, and what of it the server is told before Procore is asked.
 */
export const VERIFIER = "a-verifier-that-only-this-browser-knows-x43";
export const CHALLENGE = hash("sha256", VERIFIER, "base64url");

/** What the app put into the fragment. */
export function outcomeOf(response: Response): {
  page: string;
  code: string | null;
  error: string | null;
} {
  const [page = "", fragment = ""] = (response.headers.get("location") ?? "").split("#", 2);
  const outcome = new URLSearchParams(fragment);
  return { page, code: outcome.get("code"), error: outcome.get("error") };
}

export async function trade(
  rig: Rig,
  code: string | null,
  verifier: string | null = VERIFIER,
): Promise<Response> {
  return fetch(`${rig.app}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, verifier }),
  });
}

/** Signed in from the first click to the session. */
export async function signInAs(
  rig: Rig,
  who: { login: string; password: string },
): Promise<{ token: string; userId: string }> {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, who)));
  const session = (await (await trade(rig, code)).json()) as {
    token: string;
    user: { id: string };
  };
  return { token: session.token, userId: session.user.id };
}
