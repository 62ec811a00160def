import { hash } from "node:crypto";
import { nothingChosen, systemOf } from "../connectors/index.ts";
import type { CompanyProject } from "../store/company-projects.ts";
import { type Connection, firstSettings } from "../store/connections.ts";
import type { Settings } from "./contract.ts";

export function settingsView(connection: Connection | undefined): Settings {
  if (!connection) return firstSettings;
  const { own, ...common } = connection.settings;
  return { ...common, own: { ...nothingChosen(systemOf(connection).settings), ...own } };
}

/** Another one after any change of projects, account or settings. */
export function choicesMarkOf(
  projects: CompanyProject[],
  connection: Connection | undefined,
): string {
  const chosen = projects.filter(({ isChosen }) => isChosen).map(({ projectId }) => projectId);
  const { system, shown } = connection ?? {};
  const choices = [chosen.toSorted(), system, shown, settingsView(connection)];
  return hash("sha256", JSON.stringify(choices), "base64url");
}
