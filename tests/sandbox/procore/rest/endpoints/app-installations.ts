import type { Installation } from "../../access.ts";
import { installApp, uninstallApp } from "../../acts/marketplace.ts";
import type { ProcoreState } from "../../state.ts";
import {
  created,
  isFields,
  ok,
  pathId,
  requiredBodyId,
  requiredQuery,
  type Call,
  type Endpoint,
} from "../call.ts";
import { page } from "../pages.ts";
import { installationOf, openCompany } from "../reach.ts";
import { forbidden, malformed, notFound, Refusal } from "../refusal.ts";
import { readId, wireId } from "../wire.ts";

const BASE = "/rest/v1.0/app_installations";

export const appInstallationEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) =>
      page(call, installationsOf(call), (installation) => row(call.state, installation)),
  },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const installation = installationsOf(call).find(({ id }) => id === pathId(call));
      if (!installation) throw notFound();
      return ok({ manifest: {}, post_installation_instruction: {} });
    },
  },
  {
    method: "POST",
    path: BASE,
    answer: (call) => {
      const companyId = adminOf(call);
      if (installationOf(call.state, companyId)) {
        throw new Refusal(409, ["The app is already installed"]);
      }
      installApp(call.state, { companyId, projectIds: [], by: call.by });
      return created({ manifest: {}, post_installation_instruction: {} });
    },
  },
  { method: "PATCH", path: `${BASE}/{id}`, answer: update },
];

function update(call: Call) {
  const companyId = adminOf(call);
  const installation = installationOf(call.state, companyId);
  if (installation?.id !== pathId(call)) throw notFound();
  const status = isFields(call.body.app_installation)
    ? call.body.app_installation.status
    : undefined;
  if (status === "uninstalled") uninstallApp(call.state, { companyId, by: call.by });
  else if (status === "installed") {
    installApp(call.state, { companyId, projectIds: [], by: call.by });
  } else throw malformed("status", "must be installed or uninstalled");
  return ok(row(call.state, installation));
}

/** Installing is a company admin's business, and works before the app is connected. */
function adminOf(call: Call): string {
  const companyId = requiredBodyId(call, "company_id");
  const { membership } = openCompany(call, companyId, { beforeInstall: true });
  if (!membership.isCompanyAdmin) throw forbidden("install apps in this company");
  if (call.body.app_uid !== call.state.app.clientId) throw malformed("app_uid", "is not an app");
  return companyId;
}

function installationsOf(call: Call): Installation[] {
  const projectId = readId(call.url.searchParams.get("project_id"));
  const companyId = projectId
    ? call.state.projects.get(projectId)?.companyId
    : requiredQuery(call, "company_id");
  if (!companyId) throw notFound();
  openCompany(call, companyId);
  return [...call.state.installations.values()].filter(
    (installation) => installation.companyId === companyId,
  );
}

function row(state: ProcoreState, installation: Installation) {
  const { app } = state;
  return {
    id: wireId(installation.id),
    app_uid: app.clientId,
    components: ["sidepanel", "fullscreen", "oauth"],
    developer_app: {
      id: 1,
      name: app.name,
      uid: app.clientId,
      app_type: "marketplace",
      description: app.description,
      internal: false,
      connectable: true,
    },
    installed_at: installation.installedAt,
    installer: person(state, installation.installedById),
    semantic_version: app.version,
    status: installation.status,
    uninstalled_at: installation.uninstalledAt,
    uninstaller: installation.uninstalledById ? person(state, installation.uninstalledById) : null,
    updatable_app_version_id: null,
  };
}

function person(state: ProcoreState, id: string) {
  const user = state.users.get(id);
  return user
    ? {
        id: wireId(id),
        login: user.login,
        name: `${user.firstName} ${user.lastName}`,
        is_active: true,
        contact_id: wireId(id),
        company_name: null,
      }
    : null;
}
