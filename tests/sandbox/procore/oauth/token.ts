import type { Grant } from "../access.ts";
import { wireId } from "../rest/wire.ts";
import { now, type ProcoreState } from "../state.ts";
import { takeCode } from "./codes.ts";
import { issueGrant, liveGrant, refreshGrant, revokeToken, TOKEN_SECONDS } from "./grants.ts";

/** POST /oauth/token, JSON or form. */
export async function token(state: ProcoreState, request: Request): Promise<Response> {
  const asked = await parameters(request);
  const clientId = clientOf(state, asked);
  if (!clientId) {
    return refused(
      "invalid_client",
      "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      401,
    );
  }
  switch (asked.grant_type) {
    case "authorization_code": {
      const code = takeCode(state, {
        code: asked.code ?? "",
        clientId,
        redirectUri: asked.redirect_uri ?? "",
      });
      if (!code) {
        return refused(
          "invalid_grant",
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
        );
      }
      return granted(issueGrant(state, { clientId, userId: code.userId, isService: false }));
    }
    case "refresh_token": {
      const grant = refreshGrant(state, asked.refresh_token ?? "", clientId);
      return grant ? granted(grant) : refused("invalid_grant", "The refresh token is invalid");
    }
    case "client_credentials":
      return granted(issueGrant(state, { clientId, userId: state.serviceUserId, isService: true }));
    default:
      return refused(
        "unsupported_grant_type",
        "The authorization grant type is not supported by the authorization server.",
      );
  }
}

/** GET /oauth/token/info */
export function tokenInfo(state: ProcoreState, request: Request): Response {
  const grant = liveGrant(state, request.headers.get("authorization"));
  if (!grant) return refused("invalid_token", "The access token is invalid", 401);
  return Response.json({
    resource_owner_id: wireId(grant.userId),
    scopes: [],
    expires_in_seconds: Math.max(0, Math.floor((grant.expiresAt - now(state).getTime()) / 1_000)),
    application: { uid: grant.clientId },
    created_at: Math.floor(grant.createdAt / 1_000),
  });
}

/** POST /oauth/revoke: 200 also for a token it never knew. */
export async function revoke(state: ProcoreState, request: Request): Promise<Response> {
  const asked = await parameters(request);
  const clientId = clientOf(state, asked);
  if (!clientId) {
    return refused("unauthorized_client", "You are not authorized to revoke this token", 403);
  }
  revokeToken(state, asked.token ?? "", clientId);
  return Response.json({});
}

function granted(grant: Grant): Response {
  return Response.json(
    {
      access_token: grant.accessToken,
      token_type: "bearer",
      expires_in: TOKEN_SECONDS,
      ...(grant.refreshToken ? { refresh_token: grant.refreshToken } : {}),
      created_at: Math.floor(grant.createdAt / 1_000),
    },
    { headers: { "cache-control": "no-store" } },
  );
}

function refused(error: string, description: string, status = 400): Response {
  return Response.json({ error, error_description: description }, { status });
}

type Parameters = Partial<
  Record<
    | "grant_type"
    | "client_id"
    | "client_secret"
    | "code"
    | "redirect_uri"
    | "refresh_token"
    | "token",
    string
  >
>;

async function parameters(request: Request): Promise<Parameters> {
  const text = await request.text();
  const sent: Record<string, string> = {};
  const basic = /^Basic (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (basic) {
    [sent.client_id, sent.client_secret] = Buffer.from(basic, "base64")
      .toString()
      .split(":")
      .map(decodeURIComponent) as [string, string];
  }
  if (request.headers.get("content-type")?.includes("json")) {
    for (const [name, value] of Object.entries(parsed(text) ?? {})) {
      if (typeof value === "string") sent[name] = value;
    }
  } else {
    for (const [name, value] of new URLSearchParams(text)) sent[name] = value;
  }
  return sent;
}

/** A body that is no JSON says nothing, and what is missing is then refused by name. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The app has one pair of credentials for both grants, and may have a second for its service
 * account.
 */
function clientOf(
  state: ProcoreState,
  { client_id: id, client_secret: secret }: Parameters,
): string | undefined {
  const { app } = state;
  if (id === app.clientId && secret === app.clientSecret) return id;
  return app.serviceClientId && id === app.serviceClientId && secret === app.serviceClientSecret
    ? id
    : undefined;
}
