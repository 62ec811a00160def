import { join } from "node:path";
import express, { type Express } from "express";
import type { Logger } from "pino";
import { createActions } from "./actions.ts";
import { api } from "./api/api.ts";
import { rememberCompanies } from "./api/members-only.ts";
import { openapi } from "./api/openapi.ts";
import type { ApiParts } from "./api/parts.ts";
import { sharedInvoice } from "./api/shared-invoice.ts";
import { isLink } from "./api/shared-link.ts";
import { asActor } from "./audit/actors.ts";
import type { Config } from "./config.ts";
import {
  CredentialsRefusedError,
  NotFoundError,
  NotSetUpError,
  NotSignedInError,
  RemoteError,
} from "./errors.ts";
import { jsonBody } from "./http/body.ts";
import { errors, notFound } from "./http/errors.ts";
import { securityHeaders } from "./http/frame.ts";
import { heads } from "./http/heads.ts";
import {
  anonymousLimit,
  apiLimit,
  failures,
  sharedLimit,
  signInLimit,
  untrustedProxyWarning,
} from "./http/limits.ts";
import type { Live } from "./http/live.ts";
import { pages } from "./http/pages.ts";
import { rememberPermissions } from "./http/permissions.ts";
import { callOf, requestLog } from "./http/request-log.ts";
import { giveCookie, isFromOwnPage, takeCookieBack } from "./http/session-cookie.ts";
import { hasSession, requireSession, sessionOf, userOf } from "./http/session.ts";
import { straight } from "./http/straight.ts";
import { noteOpened } from "./install/audit-session.ts";
import { type SessionDoor, sessions, SessionRequest } from "./install/sessions.ts";
import { signIn } from "./install/sign-in.ts";
import { countDelivery } from "./metrics.ts";
import type { OAuth } from "./procore/oauth.ts";
import { listCompanies } from "./procore/people.ts";
import { fetchPermissions } from "./procore/permissions.ts";
import { AppNotConnectedError } from "./procore/refusal.ts";
import type { SyncParts } from "./sync/parts.ts";
import { webhooks } from "./webhooks/receive.ts";

export interface AppParts extends SyncParts {
  config: Pick<
    Config,
    "appUrl" | "procore" | "sessionIdleMinutes" | "sessionMinutes" | "supportUrl" | "trustProxy"
  >;
  live: Live;
  log: Logger;
  oauth: OAuth;
}

const FORGED_PER_MINUTE = 300;
const CLIENT_FOLDER = join(import.meta.dirname, "../dist/client");

/** Wires HTTP; does not listen. Webhooks come first: a delivery needs none of the rest. */
export function createApp(parts: AppParts): Express {
  const { config, db, live, log, procore } = parts;
  const { webOrigins: procoreOrigins } = config.procore;
  const isSecure = config.appUrl.startsWith("https:");
  const ask = rememberPermissions((who: Parameters<typeof fetchPermissions>[1]) =>
    fetchPermissions(procore, who),
  );
  const doorParts = { db, ...config };
  const door: SessionDoor = {
    read: (request) => sessionOf(doorParts, request),
    isFromOwnPage: (request) => isFromOwnPage(request, config.appUrl),
    giveCookie: (response, token) =>
      giveCookie(response, token, { appUrl: config.appUrl, minutes: config.sessionMinutes }),
    takeCookieBack,
  };
  const apiParts: Omit<ApiParts, "seeActivities"> = {
    ...parts,
    supportUrl: config.supportUrl ?? null,
    appUrl: config.appUrl,
    procoreWeb: procoreOrigins[0] ?? "",
    userOf,
    actorOf: (request) => asActor(userOf(request), callOf(request)),
    companiesOf: rememberCompanies((user) =>
      listCompanies(procore, { userId: user.userId }).catch((error: unknown) =>
        orSayWhoseMove(error, {}),
      ),
    ),
    permissionsOf: (user, place, how) =>
      ask(user, place, how).catch((error: unknown) => orSayWhoseMove(error, place)),
    companyOpened: (request, companyId) =>
      noteOpened(db, userOf(request), { companyId, ...callOf(request) }),
    openLive: (response, scope, check) =>
      live.open(response, {
        userId: userOf(response.req).userId,
        scope,
        async check() {
          await sessionOf(doorParts, response.req);
          await check();
        },
      }),
    actions: createActions(parts),
  };

  const app = express()
    .disable("x-powered-by")
    .set("trust proxy", config.trustProxy)
    .set("query parser", "simple")
    .set("json replacer", straight);
  app.use(securityHeaders({ procoreOrigins, isSecure }));
  app.use(untrustedProxyWarning({ log }));
  const ourApplicationId = config.procore.clientId;
  const strangers = failures(FORGED_PER_MINUTE);
  app.use(webhooks({ ...parts, ourApplicationId, strangers, count: countDelivery }));
  app.use(requestLog({ log }));
  app.use(heads());
  app.use(pages({ folder: CLIENT_FOLDER, appUrl: config.appUrl, procoreOrigins }));
  app.use(sharedInvoice({ ...parts, limit: sharedLimit((key) => isLink(parts.seal, key)) }));
  app.use("/auth", signInLimit());
  app.use(signIn({ ...parts, isSecure }));
  app.use("/api/v1", anonymousLimit({ hasSession: (request) => hasSession(doorParts, request) }));
  app.post("/api/v1/session", signInLimit());
  app.use(sessions({ ...parts, ...config, door, callOf }));
  app.use("/api/v1", openapi({ sessionRequest: SessionRequest }));
  app.use(
    "/api/v1",
    requireSession(doorParts),
    apiLimit(),
    noStore,
    jsonBody({ limit: "256kb" }),
    api(apiParts),
  );
  app.use(((error: unknown, _request, _response, next) =>
    next(orNotInstalled(error))) satisfies express.ErrorRequestHandler);
  return app.use(notFound(), errors({ log }));
}

export function redirectUri({ appUrl }: Pick<Config, "appUrl">): string {
  return `${appUrl}/auth/procore/callback`;
}

const noStore: express.RequestHandler = (_req, res, next) => {
  res.set("cache-control", "no-store");
  next();
};

/** Here Procore refuses the person or the company, not the credentials of the connection. */
function orSayWhoseMove(error: unknown, { projectId }: { projectId?: string }): never {
  // Procore answers 400 when the project belongs to another company.
  if (projectId && error instanceof RemoteError && error.remoteStatus === 400) {
    throw new NotFoundError("This company has no such project in Procore.", { cause: error });
  }
  if (error instanceof CredentialsRefusedError) {
    throw new NotSignedInError("Your Procore sign-in has ended. Sign in again.", { cause: error });
  }
  throw orNotInstalled(error);
}

/** Whoever asked, and whatever for: the company has left. */
function orNotInstalled(error: unknown): unknown {
  if (!(error instanceof AppNotConnectedError)) return error;
  return new NotSetUpError(
    "Crosstie is not installed in this company. A company admin installs it from Procore's marketplace.",
    { cause: error },
  );
}
