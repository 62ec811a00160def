import { hash } from "node:crypto";
import {
  nothingChosen,
  stillMissing,
  stillWanted,
  systemOf,
  systemsFor,
} from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { NotSetUpError } from "../errors.ts";
import { kindOf } from "../kinds/index.ts";
import { type Company, findCompany } from "../store/companies.ts";
import { type CompanyProject, companyProjects } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { type Connection, firstSettings } from "../store/connections.ts";
import { type Erasure, newestErasure } from "../store/erasures.ts";
import { type FailedReads, failedReadsOf } from "../store/failed-reads.ts";
import { may } from "./access.ts";
import type { ViewContext } from "./activity-view.ts";
import type { Installation } from "./contract.ts";
import { systemView } from "./describe-system.ts";
import type { ApiParts, User } from "./parts.ts";
import { NO_PAYMENTS, paymentsOverview } from "./payments-overview.ts";

export async function installationView(
  parts: ApiParts,
  user: User,
  companyId: string,
): Promise<Installation> {
  const permissions = await parts.permissionsOf(user, { companyId }).catch((error: unknown) => {
    if (error instanceof NotSetUpError) return undefined;
    throw error;
  });
  if (!permissions) return onlookerView(parts, user, { companyId, isConnected: false });
  if (
    !may.setUp(permissions) &&
    !may.changeSettings(permissions) &&
    !may.seeActivities(permissions)
  ) {
    return onlookerView(parts, user, { companyId, isConnected: true });
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
  const settings = connection ? settingsView(connection) : firstSettings;
  return {
    company: { id: companyId, name: company?.name ?? "" },
    status: company?.status ?? "not_installed",
    step: company ? stepOf(company, projects, connection) : "projects",
    projects: projects.map(({ projectId, name, number, isChosen }) => ({
      id: projectId,
      name,
      number,
      isChosen,
    })),
    connection: connection ? connectionView(connection) : null,
    settings,
    choicesMark: markOf(projects, connection, settings),
    systems: systemsFor("erp").map(systemView),
    webhooks: {
      ok: company?.webhooksOk ?? false,
      message: company?.webhooksMessage ?? "",
      renewal: company ? renewalOf(company) : null,
    },
    erasure: erasure ? erasureView(erasure) : null,
    unread: failedReads.map(unreadView),
    payments,
    may: mayOf(permissions),
  };
}

async function onlookerView(
  { db, companiesOf }: ApiParts,
  user: User,
  { companyId, isConnected }: { companyId: string; isConnected: boolean },
): Promise<Installation> {
  const theirs = (await companiesOf(user)).find(({ id }) => id === companyId);
  const company = await inCompany(db, companyId, (scope) => findCompany(scope, companyId));
  return {
    company: { id: companyId, name: theirs?.name ?? "" },
    // Not connected: Procore has just said so, whatever we have stored.
    status: company && isConnected ? company.status : "not_installed",
    step: company?.status === "active" ? "done" : "projects",
    projects: [],
    connection: null,
    settings: firstSettings,
    choicesMark: "",
    systems: [],
    webhooks: { ok: company?.webhooksOk ?? false, message: "", renewal: null },
    erasure: null,
    unread: [],
    payments: NO_PAYMENTS,
    may: {
      setUp: false,
      changeSettings: false,
      viewActivities: false,
      viewAuditLog: false,
      sync: false,
      reconcile: false,
      syncPayments: false,
      seeSessions: false,
    },
  };
}

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

function settingsView(connection: Connection): Installation["settings"] {
  const { own, ...common } = connection.settings;
  return { ...common, own: { ...nothingChosen(systemOf(connection).settings), ...own } };
}

function markOf(
  projects: CompanyProject[],
  connection: Connection | undefined,
  settings: Installation["settings"],
): string {
  const chosen = projects.filter(({ isChosen }) => isChosen).map(({ projectId }) => projectId);
  const { system, shown } = connection ?? {};
  return hash("sha256", JSON.stringify([chosen.toSorted(), system, shown, settings]), "base64url");
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
    viewAuditLog: may.seeAuditLog(permissions),
    sync: may.sync(permissions),
    reconcile: may.reconcile(permissions),
    syncPayments: may.syncPayments(permissions),
    seeSessions: may.seeSessions(permissions),
  };
}
