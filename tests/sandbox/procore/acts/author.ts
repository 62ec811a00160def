import type { Author } from "../access.ts";
import { Refusal } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";

/**
 * A change in the screens: `by` is a login, an author made elsewhere, or nobody in particular (then
 * somebody of that company).
 */
export function authorOf(
  state: ProcoreState,
  by: string | Author | undefined,
  companyId: string,
): Author {
  if (typeof by === "object") return by;
  const people = [...state.users.values()].filter((user) => !user.isService);
  const user =
    by === undefined
      ? people.find((person) => person.memberships.some((at) => at.companyId === companyId))
      : people.find(({ login }) => login === by);
  if (!user) throw new Refusal(404, [`No user has the login ${by ?? "(none)"}`]);
  return { userId: user.id, applicationId: null };
}

export interface Done {
  by?: string | Author;
}
