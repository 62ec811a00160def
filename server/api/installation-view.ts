import { stillMissing, stillWanted, systemOf, systemsFor } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { NotSetUpError } from "../errors.ts";
import { kindOf } from "../kinds/index.ts";
import { type Company, findCompany } from "../store/companies.ts";
import { type CompanyProject, companyProjects } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { type Connection } from "../store/connections.ts";
import { type Erasure, newestErasure } from "../store/erasures.ts";
import { type FailedReads, failedReadsOf } from "../store/failed-reads.ts";
import { may } from "./access.ts";
import type { ViewContext } from "./activity-view.ts";
import type { Installation } from "./contract.ts";
import { systemView } from "./describe-system.ts";
import { onlookerView, projectsSeen } from "./onlooker-view.ts";
import type { ApiParts, User } from "./parts.ts";
import { NO_PAYMENTS, paymentsOverview } from "./payments-overview.ts";
import { choicesMarkOf, settingsView } from "./settings-view.ts";

export async function installationView(
  parts: ApiParts,
  user: User,
  companyId: string,
): Promise<Installation> {
  const permissions = await parts.permissionsOf(user, { companyId }).catch((error: unknown) => {
    if (error instanceof NotSetUpError) return undefined;
    throw error;
  });
  if (!permissions) {
    return onlookerView(parts, user, { companyId, isConnected: false, projects: [] });
  }
  if (
    !may.setUp(permissions) &&
    !may.changeSettings(permissions) &&
    !may.seeActivities(permissions)
  ) {
    return onlookerView(parts, user, {
      companyId,
      isConnected: true,
      projects: await projectsSeen(parts, user, companyId),
    });
  }
  const { company, connection, projects, erasure, failedReads, payments } = await inCompany(
    parts.db,
    companyId,
    async (scope) => {
      const inUse = await findConnection(scope, companyId);
      return {
        company: await findCompany(scope, companyId),
        connection: inUse,
        projects: await companyProjects(scope, companyId),
        erasure: await newestErasure(scope, companyId),
        failedReads: await failedReadsOf(scope, companyId),
        payments: inUse ? await paymentsOverview(scope, inUse) : NO_PAYMENTS,
      };
    },
  );
  return {
    company: { id: companyId, name: company?.name ?? "" },
    status: company?.status ?? "not_installed",
    step: company ? stepOf(company, projects, connection) : "projects",
    projects: projects.map(projectView),
    connection: connection ? connectionView(connection) : null,
    settings: settingsView(connection),
    choicesMark: choicesMarkOf(projects, connection),
    systems: systemsFor("erp").map(systemView),
    webhooks: {
      ok: company?.webhooksOk ?? false,
      message: company?.webhooksMessage ?? "",
      renewal: company ? renewalOf(company) : null,
    },
    erasure: erasure ? erasureView(erasure) : null,
    unread: failedReads.map(unreadView),
    payments,
    supportUrl: parts.supportUrl,
    may: mayOf(permissions),
  };
}

const projectView = ({ projectId, name, number, isChosen }: CompanyProject) => ({
  id: projectId,
  name,
  number,
  isChosen,
});

function stepOf(
  company: Company,
  projects: CompanyProject[],
  connection: Connection | undefined,
): Installation["step"] {
  if (company.status === "active") return "done";
  if (!projects.some(({ isChosen }) => isChosen)) return "projects";
  if (!connection?.credentials) return "connection";
  return company.settingsSavedAt ? "finish" : "resources";
}

function connectionView(connection: Connection): NonNullable<Installation["connection"]> {
  const {
    shown,
    status,
    summary,
    choices,
    wanted,
    missing,
    settings,
    checkedAt,
    system,
    credentials,
  } = connection;
  return {
    system,
    account: systemOf(connection).accountOf(shown),
    hasCredentials: credentials !== "",
    shown,
    status,
    summary,
    checkedAt: checkedAt.toISOString(),
    choices,
    unset: stillWanted(wanted, settings.own),
    missing: stillMissing(missing, settings),
  };
}

function renewalOf({
  secretRenewedAt: at,
  secretRenewedBy: by,
  earlierWebhookSecret: earlier,
  earlierSecretUntil: until,
}: Company): Installation["webhooks"]["renewal"] {
  if (!at || by === null) return null;
  return {
    at: at.toISOString(),
    by,
    state: earlier === null ? "over" : until ? "ending" : "spreading",
    earlierUntil: until?.toISOString() ?? null,
  };
}

function erasureView({ requestedAt, requester, doneAt }: Erasure): Installation["erasure"] {
  return {
    requestedAt: requestedAt.toISOString(),
    by: requester,
    doneAt: doneAt?.toISOString() ?? null,
  };
}

function unreadView({ since, ...reads }: FailedReads): Installation["unread"][number] {
  const { tool, words } = kindOf(reads);
  return { ...reads, words, tool, since: since.toISOString() };
}

function mayOf(permissions: ViewContext["permissions"]): Installation["may"] {
  return {
    setUp: may.setUp(permissions),
    changeSettings: may.changeSettings(permissions),
    viewActivities: may.seeActivities(permissions),
    viewCompany: may.seeActivities(permissions),
    viewAuditLog: may.seeAuditLog(permissions),
    reconcile: may.reconcile(permissions),
    syncPayments: may.syncPayments(permissions),
    seeSessions: may.seeSessions(permissions),
  };
}
