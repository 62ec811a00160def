import * as oauth from "openid-client";
import { CredentialsRefusedError, RemoteError } from "../errors.ts";

export interface OAuthParts {
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  /** As registered with Procore. */
  redirectUri: string;
}

export interface ServiceTokenIssued {
  accessToken: string;
  expiresAt: Date;
}

export interface GrantIssued extends ServiceTokenIssued {
  refreshToken: string;
}

/** Throws a CredentialsRefusedError when Procore refuses what it is given. */
export interface OAuth {
  authorizeUrl(state: string): string;
  /** `query` is what the person came back with; its code works once. */
  exchangeCode(query: URLSearchParams, state: string): Promise<GrantIssued>;
  /** The refresh token is used up as soon as Procore has seen it, even when the answer is lost. */
  refresh(refreshToken: string): Promise<GrantIssued>;
  /** For the app's service account; the header of each call names the company. */
  issueServiceToken(): Promise<ServiceTokenIssued>;
  /** Also ends the other half of the pair. Procore answers 200 to unknown tokens too. */
  revoke(token: string): Promise<void>;
}

const TIMEOUT_SECONDS = 15;

export function procoreOAuth(parts: OAuthParts): OAuth {
  const { redirectUri } = parts;
  const config = configOf(parts);
  return {
    authorizeUrl(state) {
      return oauth.buildAuthorizationUrl(config, { redirect_uri: redirectUri, state }).href;
    },
    async exchangeCode(query, state) {
      const cameTo = new URL(redirectUri);
      cameTo.search = query.toString();
      const checks = { expectedState: state };
      return grantOf(await asked(oauth.authorizationCodeGrant(config, cameTo, checks)));
    },
    async refresh(refreshToken) {
      const more = { redirect_uri: redirectUri };
      return grantOf(await asked(oauth.refreshTokenGrant(config, refreshToken, more)));
    },
    async issueServiceToken() {
      return tokenOf(await asked(oauth.clientCredentialsGrant(config)));
    },
    async revoke(token) {
      await asked(oauth.tokenRevocation(config, token));
    },
  };
}

/** Procore publishes no metadata of its sign-in server. */
function configOf({ loginUrl, clientId, clientSecret }: OAuthParts): oauth.Configuration {
  const server = {
    issuer: loginUrl,
    authorization_endpoint: `${loginUrl}/oauth/authorize`,
    token_endpoint: `${loginUrl}/oauth/token`,
    revocation_endpoint: `${loginUrl}/oauth/revoke`,
  };
  const proof = oauth.ClientSecretPost(clientSecret);
  const config = new oauth.Configuration(server, clientId, undefined, proof);
  config.timeout = TIMEOUT_SECONDS;
  // Only on loopback: config.ts refuses any other http address.
  if (loginUrl.startsWith("http:")) oauth.allowInsecureRequests(config);
  return config;
}

function tokenOf(issued: oauth.TokenEndpointResponse): ServiceTokenIssued {
  const { access_token: accessToken, expires_in: seconds } = issued;
  if (seconds === undefined) throw incomplete("expires_in");
  // Counted on our own clock: Procore's may differ.
  return { accessToken, expiresAt: new Date(Date.now() + seconds * 1000) };
}

function grantOf(issued: oauth.TokenEndpointResponse): GrantIssued {
  const { refresh_token: refreshToken } = issued;
  if (!refreshToken) throw incomplete("refresh_token");
  return { ...tokenOf(issued), refreshToken };
}

function incomplete(member: string): RemoteError {
  const reason = `the sign-in server issued a token without ${member}`;
  return new RemoteError({ system: "Procore", reason, retryable: false });
}

async function asked<Result>(request: Promise<Result>): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(cause: unknown): RemoteError {
  const { status, error: remoteCode, error_description: words } = answerIn(cause);
  const isRefused =
    cause instanceof oauth.AuthorizationResponseError ||
    (status !== undefined && status >= 400 && status < 500 && status !== 429);
  const reason =
    words ??
    remoteCode ??
    (status !== undefined && status >= 400
      ? `the sign-in server answered ${status}`
      : "the sign-in server gave no answer that can be read");
  const facts = { system: "Procore", reason, remoteStatus: status, remoteCode };
  return isRefused
    ? new CredentialsRefusedError({ ...facts, retryable: false }, { cause })
    : new RemoteError({ ...facts, retryable: true }, { cause });
}

interface Said {
  status?: number;
  error?: string;
  error_description?: string;
}

/** OAuth's own words are in the library's error; any other answer is in its cause. */
function answerIn(error: unknown): Said {
  if (
    error instanceof oauth.ResponseBodyError ||
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.WWWAuthenticateChallengeError
  ) {
    return error;
  }
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Response ? cause : {};
}
