import { z } from "zod";
import { CredentialsRefusedError, RemoteError } from "../errors.ts";
import { parseAnswer } from "./parse-answer.ts";
import { ownWords } from "./refusal.ts";

export interface OAuthParts {
  /** `https://login.procore.com`: without a trailing slash. */
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  /** As registered with Procore. */
  redirectUri: string;
  fetch?: typeof globalThis.fetch;
}

export interface ServiceTokenIssued {
  accessToken: string;
  expiresAt: Date;
}

export interface GrantIssued extends ServiceTokenIssued {
  refreshToken: string;
}

/**
 * Procore's token endpoints. Rejects with CredentialsRefusedError when Procore does not take what
 * it is given.
 */
export interface OAuth {
  /** The refresh token is used up as soon as Procore has seen it, even when its answer is lost. */
  refresh(refreshToken: string): Promise<GrantIssued>;
  /** A token of the app's service account; the company is named by each call's header. */
  issueServiceToken(): Promise<ServiceTokenIssued>;
  /**
   * Ends an access or refresh token together with its other half. Procore answers 200 to unknown
   * ones too.
   */
  revoke(token: string): Promise<void>;
}

const TIMEOUT_MS = 15_000;
const TokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const ErrorShape = z.object({ error: z.string() });
const GrantShape = TokenShape.extend({ refresh_token: z.string().min(1) });

export function procoreOAuth({
  loginUrl,
  clientId,
  clientSecret,
  redirectUri,
  fetch = globalThis.fetch,
}: OAuthParts): OAuth {
  async function post(path: string, fields: Record<string, string>): Promise<unknown> {
    const body = new URLSearchParams({
      ...fields,
      client_id: clientId,
      client_secret: clientSecret,
    });
    let response: Response;
    let content: string;
    try {
      response = await fetch(loginUrl + path, {
        method: "POST",
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      content = await response.text();
    } catch (cause) {
      throw new RemoteError(
        { system: "Procore", reason: "the sign-in server did not answer", retryable: true },
        { cause },
      );
    }
    if (response.ok) return parseJson(content);
    const answer = parseJson(content);
    const reason = ownWords(answer) ?? `the sign-in server answered ${response.status}`;
    const facts = {
      system: "Procore",
      reason,
      remoteStatus: response.status,
      remoteCode: ErrorShape.safeParse(answer).data?.error,
    };
    if (response.status === 429 || response.status >= 500) {
      throw new RemoteError({ ...facts, retryable: true });
    }
    throw new CredentialsRefusedError({ ...facts, retryable: false });
  }

  return {
    async refresh(refreshToken) {
      const answer = await post("/oauth/token", {
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        redirect_uri: redirectUri,
      });
      const grant = parseAnswer(GrantShape, answer);
      return {
        accessToken: grant.access_token,
        refreshToken: grant.refresh_token,
        expiresAt: expiryOf(grant.expires_in),
      };
    },
    async issueServiceToken() {
      const token = parseAnswer(
        TokenShape,
        await post("/oauth/token", { grant_type: "client_credentials" }),
      );
      return { accessToken: token.access_token, expiresAt: expiryOf(token.expires_in) };
    },
    async revoke(token) {
      await post("/oauth/revoke", { token });
    },
  };
}

/** By our own clock, from the lifetime: Procore's clock may differ from ours. */
export function expiryOf(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
