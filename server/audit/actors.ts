import type { Actor } from "../store/audit-log.ts";

const NOBODY = { userId: null, login: null, address: null, requestId: null };

/** What happened there, by somebody whom Procore does not name. */
export const PROCORE: Actor = { actor: "procore", name: "Procore", ...NOBODY };

/** What no person's act in this company brought about. */
export const CROSSTIE: Actor = { actor: "crosstie", name: "Crosstie", ...NOBODY };

interface Person {
  userId: string;
  login: string;
  name: string;
}

export function asActor(
  { userId, login, name }: Person,
  call: Pick<Actor, "address" | "requestId">,
): Actor {
  return { actor: "person", userId, login, name, ...call };
}
