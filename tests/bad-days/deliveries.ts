import { ulid } from "../sandbox/procore/webhooks/ulid.ts";
import type { World } from "../world/open-world.ts";

export interface Withheld {
  payload: Record<string, unknown>;
  /** The secret that Procore would send with it. */
  authorization: string;
}

/**
 * Lets something happen in Procore and keeps back the webhooks of it, for the test to deliver in
 * its own way.
 */
export async function withhold(
  { procore }: Pick<World, "procore">,
  change: () => unknown,
): Promise<Withheld[]> {
  const state = procore.system.live();
  const { send } = state;
  const withheld: Withheld[] = [];
  state.send = ({ payload, hookId }) =>
    void withheld.push({ payload, authorization: state.hooks.get(hookId)?.authorization ?? "" });
  await change();
  state.send = send;
  return withheld;
}

export function deliver(
  { appUrl }: Pick<World, "appUrl">,
  body: unknown,
  authorization?: string,
): Promise<Response> {
  return fetch(`${appUrl}/webhooks/procore`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(authorization !== undefined && { authorization }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The same news as another delivery: Procore gives each its own ULID. */
export function anew({ payload, authorization }: Withheld): Withheld {
  return { payload: { ...payload, ulid: ulid(new Date()) }, authorization };
}
