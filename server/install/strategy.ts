import { Strategy } from "passport-oauth2";
import { expiryOf, type GrantIssued } from "../procore/oauth.ts";
import type { StateCookies } from "./state-cookies.ts";

export interface StrategyParts {
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  states: StateCookies;
}

/**
 * Procore's authorization code flow; what it yields is the grant, the person is asked for
 * afterwards.
 */
export function procoreStrategy({
  loginUrl,
  clientId,
  clientSecret,
  redirectUri,
  states,
}: StrategyParts): Strategy {
  return new Strategy(
    {
      authorizationURL: `${loginUrl}/oauth/authorize`,
      tokenURL: `${loginUrl}/oauth/token`,
      clientID: clientId,
      clientSecret,
      callbackURL: redirectUri,
      store: states.store,
      skipUserProfile: true,
    },
    (
      accessToken: string,
      refreshToken: string,
      params: { expires_in?: unknown },
      _profile: unknown,
      done: (error: Error | null, grant?: GrantIssued) => void,
    ) => {
      const seconds = Number(params.expires_in);
      if (!refreshToken || !Number.isFinite(seconds)) {
        return done(new Error("Procore issued no refresh token"));
      }
      done(null, { accessToken, refreshToken, expiresAt: expiryOf(seconds) });
    },
  );
}
