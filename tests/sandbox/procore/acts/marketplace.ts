import type { AppConfiguration, Installation } from "../access.ts";
import { installationOf, SERVICE_TOOLS } from "../rest/reach.ts";
import { invalid, notFound, Refusal } from "../rest/refusal.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { authorOf, type Done } from "./author.ts";

export interface Install extends Done {
  companyId: string;
  /**
   * What the admin ticks in App Management > Permissions; unsaid: the projects offered by default.
   * An empty list is what a bare install leaves.
   */
  projectIds?: string[];
}

/** Installing again is updating: it empties what was permitted before. */
export function installApp(
  state: ProcoreState,
  { companyId, projectIds, by }: Install,
): Installation {
  if (!state.companies.has(companyId)) throw notFound();
  const author = authorOf(state, by, companyId);
  const at = now(state).toISOString();
  const previous = installationOf(state, companyId);
  const installation: Installation = {
    id: previous?.id ?? nextId(state, state.companies.get(companyId)?.zone),
    companyId,
    installedAt: at,
    installedById: author.userId,
    status: "installed",
    uninstalledAt: null,
    uninstalledById: null,
    permittedProjectIds: [],
    configurations: previous?.configurations ?? [],
  };
  state.installations.set(installation.id, installation);
  const service = state.users.get(state.serviceUserId);
  if (service && !service.memberships.some((membership) => membership.companyId === companyId)) {
    service.memberships.push({
      companyId,
      isCompanyAdmin: false,
      companyTools: { ...SERVICE_TOOLS },
      projects: {},
    });
  }
  const offered = [...state.projects.values()]
    .filter((project) => project.companyId === companyId && project.isOfferedByDefault)
    .map(({ id }) => id);
  permitProjects(state, { companyId, projectIds: projectIds ?? offered });
  return installation;
}

/** Replaces the list of permitted projects. */
export function permitProjects(
  state: ProcoreState,
  { companyId, projectIds }: { companyId: string; projectIds: string[] },
): Installation {
  const installation = installed(state, companyId);
  for (const id of projectIds) {
    if (state.projects.get(id)?.companyId !== companyId) {
      throw invalid("project_ids", `${id} is not a project of this company`);
    }
  }
  installation.permittedProjectIds = [...new Set(projectIds)];
  return installation;
}

/** Makes or replaces the configuration that shows the side panel on projects. */
export function configureApp(
  state: ProcoreState,
  {
    companyId,
    title,
    projectIds = [],
    appliesToAllProjects = false,
    instance = {},
  }: { companyId: string } & Partial<Omit<AppConfiguration, "id" | "createdAt">>,
): AppConfiguration {
  const installation = installed(state, companyId);
  const previous = installation.configurations.find(
    (configuration) => configuration.title === (title ?? state.app.name),
  );
  const configuration = {
    id: previous?.id ?? nextId(state, state.companies.get(companyId)?.zone),
    title: title ?? state.app.name,
    projectIds,
    appliesToAllProjects,
    instance,
    createdAt: previous?.createdAt ?? now(state).toISOString(),
  };
  installation.configurations = [
    ...installation.configurations.filter(({ id }) => id !== configuration.id),
    configuration,
  ];
  return configuration;
}

/**
 * The service account loses the company; hooks of the app stay where they are, as Procore leaves
 * them to the app.
 */
export function uninstallApp(
  state: ProcoreState,
  { companyId, by }: { companyId: string } & Done,
): Installation {
  const installation = installed(state, companyId);
  installation.status = "uninstalled";
  installation.uninstalledAt = now(state).toISOString();
  installation.uninstalledById = authorOf(state, by, companyId).userId;
  installation.permittedProjectIds = [];
  const service = state.users.get(state.serviceUserId);
  if (service) service.memberships = service.memberships.filter((at) => at.companyId !== companyId);
  return installation;
}

/**
 * An admin disconnects the app without uninstalling it: people's consent and tokens for it go, and
 * calls get 403.
 */
export function disconnectApp(
  state: ProcoreState,
  { companyId, by }: { companyId: string } & Done,
): Installation {
  const installation = uninstallApp(state, { companyId, by });
  for (const user of state.users.values()) {
    if (!user.isService && user.memberships.some((at) => at.companyId === companyId)) {
      state.consents.delete(`${user.id} ${state.app.clientId}`);
    }
  }
  return installation;
}

function installed(state: ProcoreState, companyId: string): Installation {
  const installation = installationOf(state, companyId);
  if (!installation) throw new Refusal(404, [`The app is not installed in company ${companyId}`]);
  return installation;
}
