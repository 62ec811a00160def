import { type Actor, serviceOf, type Tokens } from "./actor.ts";
import type { Answer, Call } from "./call.ts";
import { createPace } from "./pace.ts";
import { AppNotConnectedError, refusal } from "./refusal.ts";
import { send } from "./send.ts";

export interface ProcoreParts {
  /** Without a trailing slash: `https://api.procore.com`. */
  apiUrl: string;
  tokens: Tokens;
  /** The company has uninstalled the app, as Procore says to the person or to the app itself. */
  whenNotConnected?(companyId: string, toldTo: "person" | "app"): Promise<void>;
}

/** Throws the errors of errors.ts; an `UnknownOutcomeError` only for writes. */
export interface ProcoreClient {
  call(call: Call): Promise<Answer>;
}

const MOST_TRIES = 4;

export function procoreClient({ apiUrl, tokens, whenNotConnected }: ProcoreParts): ProcoreClient {
  const pace = createPace();

  async function call(request: Call): Promise<Answer> {
    const actor = actorOf(request);
    let token = await tokens.current(actor);
    let isRenewed = false;
    for (let tries = 1; ; tries += 1) {
      await pace.pass(actor, request.signal);
      if (changesSomething(request)) await request.beforeWrite?.();
      const answer = await send(apiUrl, request, token);
      if (pace.isTurnedAway(actor, answer)) {
        if (tries < MOST_TRIES) continue;
        throw pace.turnedAway(actor);
      }
      if (answer.status === 401 && !isRenewed) {
        token = await tokens.renew(actor, token);
        isRenewed = true;
        continue;
      }
      if (answer.status >= 200 && answer.status < 300) return answer;
      const refused = refusal(answer);
      const { companyId, as } = request;
      if (refused instanceof AppNotConnectedError && companyId !== undefined) {
        await whenNotConnected?.(companyId, as ? "person" : "app");
      }
      throw refused;
    }
  }

  return { call };
}

function actorOf({ as, companyId }: Call): Actor {
  if (as) return as;
  if (companyId === undefined) {
    throw new TypeError("a call of the service account names its company");
  }
  return serviceOf(companyId);
}

const changesSomething = ({ method = "GET" }: Call) => method !== "GET";

export function asking({ call }: ProcoreClient, beforeWrite: () => Promise<void>): ProcoreClient {
  return { call: (request) => call({ ...request, beforeWrite }) };
}
