import { http, type HttpResponseResolver } from "msw";
import type { System } from "../core/system.ts";
import { act } from "./acts/act.ts";
import { keyPair } from "./auth/key-pair.ts";
import { TokenBased } from "./auth/token-based.ts";
import { tokenEndpoint } from "./auth/token-endpoint.ts";
import { Tokens } from "./auth/tokens.ts";
import { asCalled } from "./canonical-address.ts";
import { Gate, limitExceeded } from "./gate.ts";
import { DEFAULTS, type Options } from "./options.ts";
import { Warehouse } from "./query/warehouse.ts";
import { suiteql } from "./query/suiteql.ts";
import { recordService } from "./records/record-service.ts";
import { Refusal } from "./refusal.ts";
import { screens } from "./screens/screens.ts";
import { seededAccount } from "./seed.ts";
import { stateOf } from "./state.ts";

/** What an outside client needs to sign in. */
export interface Credentials {
  accountId: string;
  clientId: string;
  certificateId: string;
  /** PKCS8, PEM. */
  privateKey: string;
  /** For token-based authentication. */
  consumerKey: string;
  consumerSecret: string;
  tokenId: string;
  tokenSecret: string;
}

/** A NetSuite account behind its REST services (SuiteTalk) and a few screens for people. */
export function netsuite(given: Partial<Options> = {}): System & { credentials: Credentials } {
  const initial: Options = { ...DEFAULTS, ...given };
  const options: Options = { ...initial };
  const { publicKey, privateKey } = keyPair(initial.privateKey);
  const gate = new Gate(options);
  const tokens = new Tokens(options);
  const tokenBased = new TokenBased(options);
  let account = seededAccount(options);
  let warehouse = new Warehouse(account);
  const rebuild = (fresh: boolean) => {
    warehouse.close();
    if (fresh) account = seededAccount(options);
    else account.touchAll();
    warehouse = new Warehouse(account);
  };

  const service =
    (work: (request: Request) => Promise<Response>, { open = false } = {}): HttpResponseResolver =>
    ({ request: received }) =>
      gate.pass(async () => {
        try {
          const request = asCalled(received);
          if (!open) (tokenBased.isAsked(request) ? tokenBased : tokens).check(request);
          return await work(request);
        } catch (error) {
          return (error instanceof Refusal ? error : unexpected(error)).toResponse();
        }
      });

  return {
    name: "netsuite",
    credentials: {
      accountId: options.accountId,
      clientId: options.clientId,
      certificateId: options.certificateId,
      privateKey,
      consumerKey: options.consumerKey,
      consumerSecret: options.consumerSecret,
      tokenId: options.tokenId,
      tokenSecret: options.tokenSecret,
    },
    handlers: [
      http.all(
        "*/services/rest/auth/oauth2/v1/token",
        service((request) => tokenEndpoint(request, { options, publicKey, tokens }), {
          open: true,
        }),
      ),
      http.get(
        "*/services/rest/system/v1/serverTime",
        service(async () => Response.json({ serverTime: account.now() })),
      ),
      http.all(
        "*/services/rest/query/v1/suiteql",
        service((request) => suiteql(account, warehouse, request)),
      ),
      http.all(
        "*/services/rest/record/v1/*",
        service((request) => {
          account.refuseOnce(request.method);
          return recordService(account, request);
        }),
      ),
      ...screens(() => account),
    ],
    state: () => stateOf(account, gate),
    reset() {
      Object.assign(options, initial);
      tokens.expireAll();
      gate.forget();
      rebuild(true);
    },
    act: (action) => act(action, { account, tokens, options, rebuild: () => rebuild(false) }),
    rateLimited: () => limitExceeded(options.concurrencyStatus),
    stop() {
      gate.stop();
    },
  };
}

/**
 * A fault of this sandbox, said as NetSuite says its own; the message is ours, for whoever mends
 * it.
 */
function unexpected(error: unknown): Refusal {
  const message =
    error instanceof Error
      ? `${error.message} ${error.stack?.split("\n")[1]?.trim() ?? ""}`
      : String(error);
  return new Refusal(500, {
    detail: `An unexpected error occurred. Error ID: sandbox. ${message}`,
    code: "UNEXPECTED_ERROR",
  });
}
