import { type OwnSettingsChanges, systemOf } from "../connectors/index.ts";
import { BadRequestError } from "../errors.ts";
import type { CompanyProject } from "../store/company-projects.ts";
import type { Connection } from "../store/connections.ts";

/** The choice replaces the list: an unknown id would silently drop the project that was meant. */
export function refuseUnknownProjects(projectIds: string[], projects: CompanyProject[]): void {
  const known = new Set(projects.map(({ projectId }) => projectId));
  const unknown = projectIds.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was changed: Procore has shown Crosstie no project ${list(unknown)} of this company. Permit the app on it in Procore, or load the page again and choose anew.`,
  );
}

/** It ends in ERP documents, so the ERP must have offered it. What is stored may stay. */
export function refuseUnknownChoices(
  changes: OwnSettingsChanges,
  connection: Pick<Connection, "system" | "settings" | "choices">,
): void {
  const { choices, settings } = connection;
  const { own } = settings;
  const unknown = systemOf(connection)
    .settings.filter(({ id, input }) => input === "choice" && changes[id])
    .flatMap(({ id, label, choices: fixed, offeredAs = id }) => {
      const offered = new Set((fixed ?? choices[offeredAs] ?? []).map((choice) => choice.id));
      const before = chosenIn(own[id]);
      const missing = [...chosenIn(changes[id])].filter(
        ([holder, chosen]) => !offered.has(chosen) && before.get(holder) !== chosen,
      );
      return missing.map(([, chosen]) => `${label.toLowerCase()} ${chosen}`);
    });
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was saved: the connected account has offered no ${unknown.slice(0, MOST_NAMED).join(" and no ")}. Choose from the lists; saving the connection again brings them up to date.`,
  );
}

/** By project or cost type; a value for the company is under "". */
function chosenIn(setting: OwnSettingsChanges[string] | undefined): Map<string, string> {
  const values = typeof setting === "string" ? { "": setting } : (setting ?? {});
  return new Map(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
}

const MOST_NAMED = 5;

export function list(ids: string[]): string {
  const rest = ids.length - MOST_NAMED;
  return ids.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
