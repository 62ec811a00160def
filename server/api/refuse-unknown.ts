import { BadRequestError } from "../errors.ts";
import type { CompanyProject } from "../store/company-projects.ts";
import type { Connection } from "../store/connections.ts";
import type { SettingsChanges } from "./contract.ts";

/** Choosing is replacing: an id that we do not know would silently un-choose what was meant. */
export function refuseUnknownProjects(projectIds: string[], projects: CompanyProject[]): void {
  const known = new Set(projects.map(({ projectId }) => projectId));
  const unknown = projectIds.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was changed: Procore has shown Crosstie no project ${list(unknown)} of this company. Permit the app on it in Procore, or load the page again and choose anew.`,
  );
}

/** What is saved here ends in purchase orders: it must be something that the ERP has offered. */
export function refuseUnknownChoices(
  { subsidiaryId, itemId }: Pick<SettingsChanges, "subsidiaryId" | "itemId">,
  { choices }: Pick<Connection, "choices">,
): void {
  const isUnknown = (id: string | null | undefined, offered: { id: string }[]) =>
    id && !offered.some((choice) => choice.id === id);
  const unknown = [
    ...(isUnknown(subsidiaryId, choices.subsidiaries) ? [`subsidiary ${subsidiaryId}`] : []),
    ...(isUnknown(itemId, choices.items) ? [`item ${itemId}`] : []),
  ];
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was saved: the connected account has offered no ${unknown.join(" and no ")}. Choose from the lists; saving the connection again brings them up to date.`,
  );
}

const MOST_NAMED = 5;

function list(ids: string[]): string {
  const rest = ids.length - MOST_NAMED;
  return ids.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
