import { type RequestHandler, type Response, Router } from "express";
import type { Logger } from "pino";
import { AppError } from "../errors.ts";
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
    if (!pending) return showOutcome(response, "panel", { error: NOT_FROM_HERE });
    const { returnTo, state, challenge } = pending;
    if (request.query.error === "access_denied") {
      return showOutcome(response, returnTo, { error: DENIED });
    }
    try {
      const query = new URL(request.originalUrl, "https://here.invalid").searchParams;
      const grant = await oauth.exchangeCode(query, state).catch(notCompleted);
      // The code travels in the fragment: it reaches no server log and no referrer.
      showOutcome(response, returnTo, { code: await admit(parts, grant, challenge) });
    } catch (error) {
      log.warn({ err: error }, "could not sign a person in");
      const reason = error instanceof AppError ? error.message : NOT_FINISHED;
      showOutcome(response, returnTo, { error: reason });
    }
  };

  return Router().get("/auth/procore", begin).get("/auth/procore/callback", callback);
}

const NOT_FROM_HERE =
  "This sign-in was not started in this browser, or it took longer than ten minutes. Start again.";
const DENIED = "You did not allow Crosstie to use your Procore account. Nothing was changed.";
const NOT_FINISHED = "Crosstie could not finish the sign-in. Try again in a moment.";

function notCompleted(cause: unknown): never {
  throw new AppError("Procore did not complete the sign-in. Try again.", { cause });
}

function showOutcome(
  response: Response,
  returnTo: ReturnTo,
  outcome: Record<string, string>,
): void {
  const page = returnTo === "panel" ? "/signed-in" : returnTo;
  response
    .set("cache-control", "no-store")
    .redirect(303, `${page}#${new URLSearchParams(outcome)}`);
}
