import { type RequestHandler, type Response, Router } from "express";
import type { Logger } from "pino";
import type { OAuth } from "../procore/oauth.ts";
import { admit, type AdmitParts } from "./admit.ts";
import type { ReturnTo } from "./return-path.ts";
import { stateCookies } from "./state-cookies.ts";

export interface SignInParts extends AdmitParts {
  log: Logger;
  oauth: OAuth;
  isSecure: boolean;
}

export function signIn(parts: SignInParts): Router {
  const { oauth, log } = parts;
  const states = stateCookies(parts);

  const begin: RequestHandler = (request, response) => {
    response.redirect(oauth.authorizeUrl(states.begin(request, response)));
  };

  const callback: RequestHandler = async (request, response) => {
    const pending = states.complete(request, response);
    if (!pending) return refuse(response, "panel", "not_from_here");
    const { returnTo, state, challenge } = pending;
    if (request.query.error === "access_denied") return refuse(response, returnTo, "denied");
    try {
      const query = new URL(request.originalUrl, "https://here.invalid").searchParams;
      const grant = await oauth.exchangeCode(query, state);
      const { code, userId } = await admit(parts, grant, challenge);
      log.info({ requestId: response.get("x-request-id"), userId }, "a person signed in");
      // The code travels in the fragment: it reaches no server log and no referrer.
      showOutcome(response, returnTo, { code });
    } catch (error) {
      refuse(response, returnTo, "not_finished", error);
    }
  };

  function refuse(
    response: Response,
    returnTo: ReturnTo,
    error: SignInFailure,
    cause?: unknown,
  ): void {
    const requestId = response.get("x-request-id");
    log.warn({ requestId, why: error, err: cause }, "could not sign a person in");
    showOutcome(response, returnTo, { error });
  }

  return Router().get("/auth/procore", begin).get("/auth/procore/callback", callback);
}

/** The page that shows it has the words: whoever writes an address could write others into it. */
type SignInFailure = "not_from_here" | "denied" | "not_finished";

type Outcome = { code: string } | { error: SignInFailure };

function showOutcome(response: Response, returnTo: ReturnTo, outcome: Outcome): void {
  // Each one costs a call to Procore: the limit counts it.
  response.locals.hasFailed = "error" in outcome;
  const page = returnTo === "panel" ? "/signed-in" : returnTo;
  response
    .set("cache-control", "no-store")
    .redirect(303, `${page}#${new URLSearchParams({ ...outcome })}`);
}
