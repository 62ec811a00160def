import { createHash, createPrivateKey, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { z } from "zod";
import { CredentialsRefusedError, RemoteError } from "../../errors.ts";
import { type Answer, exchange } from "../../wire/exchange.ts";
import type { Lane, Pause } from "../connector.ts";
import type { Account } from "./account.ts";
import { readJson } from "./exact-json.ts";
import { persist } from "./persist.ts";

/** Callers share one request. `forget` drops a refused token, unless there is a newer one. */
export interface AccessTokens {
  current(): Promise<string>;
  forget(token: string): void;
}

interface CachedToken {
  token: Promise<string>;
  value?: string;
  expiresAt: number;
}

/** The map's key includes the private key: an old key's token must not let a new key in. */
const cache = new Map<string, CachedToken>();

const TOKEN_PATH = "/services/rest/auth/oauth2/v1/token";
const ASSERTION_SECONDS = 300;
const REFUSALS = new Set([400, 401, 403]);
/** NetSuite takes none longer, and one signature with 16,384 bits keeps a thread busy for seconds. */
const LONGEST_BITS = 4_096;
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 60_000;
/** As NetSuite asks of its certificates; fewer give less than 128 bits of security. */
const LEAST_KEY_BITS = 3_072;
const TokenBody = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3600),
});

/** Source: NetSuite help, "OAuth 2.0 Client Credentials Flow". There are no refresh tokens. */
export function accessTokens(account: Account, lane: Lane, pause: Pause): AccessTokens {
  const { restUrl, clientId, certificateId, privateKey } = account;
  const name = createHash("sha256")
    .update(JSON.stringify([restUrl, clientId, certificateId, privateKey]))
    .digest("base64");
  return {
    current() {
      const known = cache.get(name);
      if (known && known.expiresAt > Date.now()) return known.token;
      const asked: CachedToken = {
        token: request(account, lane, pause).then((answer) => accept(asked, answer)),
        expiresAt: Number.POSITIVE_INFINITY,
      };
      cache.set(name, asked);
      asked.token.catch(() => cache.get(name) === asked && cache.delete(name));
      return asked.token;
    },
    forget(token) {
      if (cache.get(name)?.value === token) cache.delete(name);
    },
  };
}

function accept(asked: CachedToken, { body }: Answer): string {
  const read = TokenBody.safeParse(body);
  if (!read.success) {
    throw new RemoteError({
      system: "NetSuite",
      reason: "the sign-in answered without a token",
      retryable: true,
    });
  }
  asked.value = read.data.access_token;
  asked.expiresAt =
    Date.now() + Math.max(read.data.expires_in * 1000 - MARGIN_MS, read.data.expires_in * 500);
  return asked.value;
}

async function request(account: Account, lane: Lane, pause: Pause): Promise<Answer> {
  const url = `${account.restUrl}${TOKEN_PATH}`;
  const key = readKey(account.privateKey);
  const attempt = async () => {
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion(account, url, key),
    });
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    };
    return lane(() =>
      exchange({
        method: "POST",
        url,
        headers,
        body: form,
        timeoutMs: TIMEOUT_MS,
        parse: readJson,
      }),
    );
  };
  try {
    return await persist(attempt, { isWrite: false, pause });
  } catch (error) {
    if (
      !(error instanceof RemoteError) ||
      error.retryable ||
      !REFUSALS.has(error.remoteStatus ?? 0)
    ) {
      throw error;
    }
    throw refused(
      `it refused the sign-in (${error.reason}): check account ID, client ID, certificate ID and private key, and that the certificate is still valid and mapped to a role`,
      error,
    );
  }
}

function assertion(
  { clientId, certificateId }: Account,
  url: string,
  key: KeyObject,
): Promise<string> {
  return new SignJWT({ scope: ["rest_webservices"] })
    .setProtectedHeader({ typ: "JWT", alg: "PS256", kid: certificateId })
    .setIssuer(clientId)
    .setAudience(url)
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .setJti(randomUUID())
    .sign(key);
}

function readKey(pem: string): KeyObject {
  const key = parseKey(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType !== "rsa") {
    throw refused(
      "the private key is not an RSA key in PEM form; an admin must enter it again in Settings",
    );
  }
  if (bits < LEAST_KEY_BITS) {
    throw refused(
      `the private key has ${bits} bits and needs ${LEAST_KEY_BITS} or more; an admin must make another certificate and enter its key in Settings`,
    );
  }
  if (bits > LONGEST_BITS) {
    throw refused(
      `the private key has ${bits} bits and may have ${LONGEST_BITS}; an admin must make another certificate and enter its key in Settings`,
    );
  }
  return key;
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // The parser's own message may quote the key.
    return undefined;
  }
}

function refused(reason: string, cause?: RemoteError): CredentialsRefusedError {
  const { remoteStatus, remoteCode } = cause ?? {};
  return new CredentialsRefusedError(
    { system: "NetSuite", reason, retryable: false, remoteStatus, remoteCode },
    { cause },
  );
}
