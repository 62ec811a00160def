import type { Project } from "../records.ts";
import { installationOf } from "../rest/reach.ts";
import type { ProcoreState } from "../state.ts";

/** Embedded views appear only where a configuration of the installed app names the project. */
export function showsPanel(state: ProcoreState, project: Project): boolean {
  const configurations = installationOf(state, project.companyId)?.configurations ?? [];
  return configurations.some(
    ({ appliesToAllProjects, projectIds }) =>
      appliesToAllProjects || projectIds.includes(project.id),
  );
}
