import type { OwnSettings, System } from "../connectors/index.ts";
import { BadRequestError } from "../errors.ts";
import type { CompanyProject } from "../store/company-projects.ts";
import type { Connection } from "../store/connections.ts";

/** Choosing is replacing: an id that we do not know would silently un-choose what was meant. */
export function refuseUnknownProjects(projectIds: string[], projects: CompanyProject[]): void {
  const known = new Set(projects.map(({ projectId }) => projectId));
  const unknown = projectIds.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was changed: Procore has shown Crosstie no project ${list(unknown)} of this company. Permit the app on it in Procore, or load the page again and choose anew.`,
  );
}

/** What is saved here ends in the ERP's documents: it must be something that the ERP has offered. */
export function refuseUnknownChoices(
  changes: OwnSettings,
  { settings }: Pick<System, "settings">,
  { choices }: Pick<Connection, "choices">,
): void {
  const unknown = settings
    .filter(({ id, input }) => input === "choice" && changes[id])
    .flatMap(({ id, label, choices: fixed, offeredAs = id }) => {
      const offered = new Set((fixed ?? choices[offeredAs] ?? []).map((choice) => choice.id));
      const missing = chosenIn(changes[id]).filter((chosen) => !offered.has(chosen));
      return missing.map((chosen) => `${label.toLowerCase()} ${chosen}`);
    });
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was saved: the connected account has offered no ${unknown.slice(0, MOST_NAMED).join(" and no ")}. Choose from the lists; saving the connection again brings them up to date.`,
  );
}

function chosenIn(setting: OwnSettings[string] | undefined): string[] {
  if (!setting) return [];
  return typeof setting === "string" ? [setting] : Object.values(setting);
}

const MOST_NAMED = 5;

function list(ids: string[]): string {
  const rest = ids.length - MOST_NAMED;
  return ids.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
