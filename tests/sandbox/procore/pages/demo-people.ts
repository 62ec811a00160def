import { HttpResponse } from "msw";
import type { ProcoreState } from "../state.ts";

/** Who may sign in to the demo, for the small print below the sign-in form. */
export function demoPeople(state: ProcoreState): Response {
  const people = [...state.users.values()].filter(({ isService }) => !isService);
  return HttpResponse.json(
    people.map(({ login, password, firstName, lastName, jobTitle, memberships }) => ({
      login,
      password,
      who: `${firstName} ${lastName}, ${jobTitle}`,
      where: memberships
        .map(
          ({ companyId, isCompanyAdmin }) =>
            `${state.companies.get(companyId)?.name}${isCompanyAdmin ? " (company admin)" : ""}`,
        )
        .join(", "),
    })),
  );
}
