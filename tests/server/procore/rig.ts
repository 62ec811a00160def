import type { Actor, Tokens } from "../../../server/procore/actor.ts";
import { procoreClient, type ProcoreClient } from "../../../server/procore/client.ts";
import { issueGrant } from "../../sandbox/procore/oauth/grants.ts";
import { CLIENT, openStage, type Stage } from "../../sandbox/procore/stage.ts";

export interface Rig extends Stage {
  procore: ProcoreClient;
  /** How often a token was renewed. */
  renewals(): number;
  person(login: string): Actor;
  /** Calls so far with this path, whatever their status. */
  count(path: string): number;
}

/** Our client against the Procore sandbox, with tokens from the sandbox's own drawer. */
export async function openRig(): Promise<Rig> {
  const stage = await openStage();
  const held = new Map<string, string>();
  let renewals = 0;
  const issue = (actor: Actor): string => {
    const userId = "userId" in actor ? actor.userId : stage.state.serviceUserId;
    const token = issueGrant(stage.state, {
      clientId: CLIENT.id,
      userId,
      isService: !("userId" in actor),
    }).accessToken;
    held.set(JSON.stringify(actor), token);
    return token;
  };
  const tokens: Tokens = {
    current: async (actor) => held.get(JSON.stringify(actor)) ?? issue(actor),
    renew: async (actor) => {
      renewals += 1;
      return issue(actor);
    },
  };
  return {
    ...stage,
    procore: procoreClient({ apiUrl: stage.url, tokens }),
    renewals: () => renewals,
    person: (login) => ({ userId: stage.user(login).id }),
    count: (path) =>
      stage
        .calls()
        .filter((call) => call.path === path)
        .reduce((sum, call) => sum + call.count, 0),
  };
}
