import { type Answer, exchange } from "../../wire/exchange.ts";
import type { ConnectorSetUp, Pause } from "../connector.ts";
import { accessTokens } from "./access-token.ts";
import type { Account } from "./account.ts";
import { readJson } from "./exact-json.ts";
import { persist } from "./persist.ts";

export interface NetSuiteRequest {
  method: "GET" | "PUT" | "POST" | "PATCH";
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** A write's lost answer is an unknown outcome. */
  isWrite?: boolean;
}

/** Rejects with the errors that `Connector` promises; resolves only with a readable 2xx. */
export type Send = (request: NetSuiteRequest) => Promise<Answer>;

export const ACCEPT = { accept: "application/json" };
const QUERY_TIMEOUT_MS = 60_000;
/** NetSuite itself gives up after 15 minutes. */
const WRITE_TIMEOUT_MS = 300_000;

type Calling = Pick<ConnectorSetUp, "lane" | "beforeWrite"> & { pause: Pause };

export function client(account: Account, { lane, beforeWrite, pause }: Calling): Send {
  const tokens = accessTokens(account, lane, pause);
  return async ({ method, path, headers, body, isWrite = false }) => {
    let token = "";
    const attempt = async () => {
      // Before the lane: with only one, the token request would wait for ever behind its own call.
      token = await tokens.current();
      const authorization = `Bearer ${token}`;
      return lane(async () => {
        if (isWrite) await beforeWrite?.();
        return exchange({
          method,
          url: `${account.restUrl}${path}`,
          headers: { ...ACCEPT, ...headers, authorization },
          body,
          timeoutMs: isWrite ? WRITE_TIMEOUT_MS : QUERY_TIMEOUT_MS,
          parse: readJson,
        });
      });
    };
    return persist(attempt, { isWrite, pause, renew: () => tokens.forget(token) });
  };
}
