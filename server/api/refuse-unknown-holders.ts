import { type OwnSettingsChanges, type SettingField, systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { BadRequestError } from "../errors.ts";
import { listCostTypes } from "../procore/cost-types.ts";
import { chosenProjects } from "../store/company-projects.ts";
import type { Connection } from "../store/connections.ts";
import type { SettingsChanges } from "./contract.ts";
import type { ApiParts, User } from "./parts.ts";
import { list } from "./refuse-unknown.ts";

interface Seen {
  connected: Connection;
  changes: SettingsChanges;
  /** By id: chosen with the same save, or no longer. */
  projects?: Record<string, boolean> | undefined;
}

/** A new value needs a holder that exists now. A stored value may stay, change or go without it. */
export async function refuseUnknownHolders(
  { db, procore }: Pick<ApiParts, "db" | "procore">,
  { companyId, user }: { companyId: string; user: User },
  { connected, changes: { own = {} }, projects = {} }: Seen,
): Promise<void> {
  const newOnes = (per: SettingField["per"]) =>
    systemOf(connected)
      .settings.filter((field) => field.per === per)
      .flatMap(({ id }) => namedAnew(own[id], connected.settings.own[id]));
  const projectIds = newOnes("project");
  if (projectIds.length > 0) {
    const chosen = await inCompany(db, companyId, (scope) => chosenProjects(scope, companyId));
    const added = Object.keys(projects).filter((id) => projects[id]);
    const known = [...chosen.map(({ projectId }) => projectId), ...added];
    refuse("Crosstie has no chosen project", projectIds, known);
  }
  const offered = systemOf(connected)
    .settings.filter(({ per }) => per === "custom_field")
    .flatMap(({ id }) => connected.choices[id]?.map((field) => field.id) ?? []);
  refuse("the connected account has no custom field", newOnes("custom_field"), offered);
  const typeIds = newOnes("cost_type");
  if (typeIds.length > 0) {
    const types = await listCostTypes(procore, { companyId, as: { userId: user.userId } });
    const known = types.map(({ id }) => id);
    refuse("Procore has no cost type", typeIds, known);
  }
}

function namedAnew(
  change: OwnSettingsChanges[string] | undefined,
  stored: Connection["settings"]["own"][string] | undefined,
): string[] {
  if (!(change instanceof Object)) return [];
  const before = stored instanceof Object ? stored : {};
  return Object.keys(change).filter((key) => change[key] !== null && !Object.hasOwn(before, key));
}

function refuse(words: string, ids: string[], known: string[]): void {
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new BadRequestError(
    `Nothing was saved: ${words} ${list(unknown)} in this company. Load the page again and choose anew.`,
  );
}
