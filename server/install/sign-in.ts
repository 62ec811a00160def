import { type Request, type RequestHandler, type Response, Router } from "express";
import passport from "passport";
import type { Logger } from "pino";
import { AppError } from "../errors.ts";
import type { GrantIssued } from "../procore/oauth.ts";
import { admit, type AdmitParts } from "./admit.ts";
import { readChallenge } from "./challenge.ts";
import { returnPath, type ReturnTo } from "./return-path.ts";
import { stateCookies } from "./state-cookies.ts";
import { procoreStrategy } from "./strategy.ts";

export interface SignInParts extends AdmitParts {
  log: Logger;
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  /** Our `/auth/procore/callback`, as registered with Procore. */
  redirectUri: string;
}

/**
 * `GET /auth/procore?return=…&challenge=…` and `GET /auth/procore/callback`. Whatever happens, the
 * person ends on a page that says so.
 */
export function signIn(parts: SignInParts): Router {
  const states = stateCookies({
    seal: parts.seal,
    isSecure: parts.redirectUri.startsWith("https:"),
  });
  const authenticator = new passport.Passport().use(
    "procore",
    procoreStrategy({ ...parts, states }),
  );

  const begin: RequestHandler = (request, response, next) => {
    returnPath(request.query.return);
    readChallenge(request.query.challenge);
    authenticator.authenticate("procore", { session: false })(request, response, next);
  };

  const callback: RequestHandler = (request, response, next) => {
    const setOut = states.find(request);
    const returnTo = setOut?.returnTo ?? "panel";
    const settle = async (
      error: unknown,
      grant: GrantIssued | false | null | undefined,
      facts?: unknown,
    ) => {
      if (!setOut) return fail(response, { returnTo, reason: wordsOf(facts) ?? NOT_FROM_HERE });
      if (error) {
        parts.log.warn({ err: error }, "sign-in failed");
        return fail(response, {
          returnTo,
          reason:
            error instanceof AppError
              ? error.message
              : "Procore did not complete the sign-in. Try again.",
        });
      }
      if (!grant) return fail(response, { returnTo, reason: denial(request, facts) });
      try {
        land(response, returnTo, await admit(parts, grant, setOut.challenge));
      } catch (problem) {
        parts.log.warn({ err: problem }, "could not admit a person who signed in");
        fail(response, {
          returnTo,
          reason:
            problem instanceof AppError
              ? problem.message
              : "Crosstie could not finish the sign-in. Try again in a moment.",
        });
      }
    };
    authenticator.authenticate(
      "procore",
      { session: false },
      (...outcome: [unknown, GrantIssued | false | null | undefined, unknown?]) => {
        settle(...outcome).catch(next);
      },
    )(request, response, next);
  };

  return Router().get("/auth/procore", begin).get("/auth/procore/callback", callback);
}

const NOT_FROM_HERE =
  "This sign-in was not started in this browser, or it took longer than ten minutes. Start again.";

function denial(request: Request, facts: unknown): string {
  if (request.query.error === "access_denied") {
    return "You did not allow Crosstie to use your Procore account. Nothing was changed.";
  }
  return wordsOf(facts) ?? "Procore did not complete the sign-in. Try again.";
}

function wordsOf(facts: unknown): string | undefined {
  return typeof facts === "object" &&
    facts !== null &&
    "message" in facts &&
    typeof facts.message === "string"
    ? facts.message
    : undefined;
}

/** The one-time code travels in the fragment: it reaches no server log and no referrer. */
function land(response: Response, returnTo: ReturnTo, code: string): void {
  goOn(response, returnTo, { code });
}

function fail(
  response: Response,
  { returnTo, reason }: { returnTo: ReturnTo; reason: string },
): void {
  goOn(response, returnTo, { error: reason });
}

function goOn(response: Response, returnTo: ReturnTo, outcome: Record<string, string>): void {
  const page = returnTo === "panel" ? "/signed-in" : returnTo;
  response
    .set("cache-control", "no-store")
    .redirect(303, `${page}#${new URLSearchParams(outcome)}`);
}
