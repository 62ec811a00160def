import { randomBytes } from "node:crypto";
import { serveSystem, type ServedSystem } from "../sandbox/core/serve.ts";
import { type Credentials, netsuite } from "../sandbox/netsuite/netsuite.ts";
import type { Options } from "../sandbox/netsuite/options.ts";
import { type ProcoreSystem, procore } from "../sandbox/procore/procore.ts";
import { openTap, type Tap } from "./tap.ts";

export interface ServedProcore extends ServedSystem {
  system: ProcoreSystem;
  tap: Tap;
}

export interface ServedNetSuite extends ServedSystem {
  credentials: Credentials;
  tap: Tap;
}

const APP = { clientId: "crosstie-test", clientSecret: "crosstie-test-secret" };

/** A Procore that knows our app at this address. */
export async function serveProcore(appUrl: string): Promise<ServedProcore> {
  const system = procore({
    appClientId: APP.clientId,
    appClientSecret: APP.clientSecret,
    redirectUris: [`${appUrl}/auth/procore/callback`],
    appOrigin: appUrl,
  });
  const tap = openTap();
  const handlers = [tap.handler, ...system.handlers];
  return { ...(await serveSystem({ ...system, handlers })), system, tap };
}

export async function serveNetSuite(options?: Partial<Options>): Promise<ServedNetSuite> {
  const system = netsuite(options);
  const tap = openTap();
  const handlers = [tap.handler, ...system.handlers];
  const served = await serveSystem({ ...system, handlers });
  return { ...served, credentials: system.credentials, tap };
}

/** Of an app at this address, with that Procore. */
export function environment(
  appUrl: string,
  { url: procoreUrl }: Pick<ServedProcore, "url">,
): NodeJS.ProcessEnv {
  return {
    APP_URL: appUrl,
    HOST: "127.0.0.1",
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
    PROCORE_CLIENT_ID: APP.clientId,
    PROCORE_CLIENT_SECRET: APP.clientSecret,
    PROCORE_LOGIN_URL: procoreUrl,
    PROCORE_API_URL: procoreUrl,
    PROCORE_WEB_ORIGINS: procoreUrl,
    SUPPORT_URL: "https://support.crosstie.example",
  };
}
