import { systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { NotAllowedError } from "../errors.ts";
import { findCompany } from "../store/companies.ts";
import { type CompanyProject, companyProjects } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { firstSettings } from "../store/connections.ts";
import type { Installation } from "./contract.ts";
import { systemView } from "./describe-system.ts";
import type { ApiParts, User } from "./parts.ts";
import { NO_PAYMENTS } from "./payments-overview.ts";

/** Whoever may see nothing of the company may see what happens in projects of their own. */
export async function projectsSeen(
  { db, seeActivities }: ApiParts,
  user: User,
  companyId: string,
): Promise<CompanyProject[]> {
  const seen = await seeActivities(user, companyId).catch((error: unknown) => {
    if (error instanceof NotAllowedError) return undefined;
    throw error;
  });
  if (!seen) return [];
  const all = await inCompany(db, companyId, (scope) => companyProjects(scope, companyId));
  return all.filter(({ projectId }) => seen.projects.has(projectId));
}

/** For who may see neither the company nor what happens in all of it. */
export async function onlookerView(
  { db, companiesOf, supportUrl }: ApiParts,
  user: User,
  {
    companyId,
    isConnected,
    projects,
  }: { companyId: string; isConnected: boolean; projects: CompanyProject[] },
): Promise<Installation> {
  const theirs = (await companiesOf(user)).find(({ id }) => id === companyId);
  const { company, connection } = await inCompany(db, companyId, async (scope) => ({
    company: await findCompany(scope, companyId),
    connection: projects.length > 0 ? await findConnection(scope, companyId) : undefined,
  }));
  return {
    company: { id: companyId, name: theirs?.name ?? "" },
    // Not connected: Procore has just said so, whatever we have stored.
    status: company && isConnected ? company.status : "not_installed",
    step: company?.status === "active" ? "done" : "projects",
    projects: projects.map(({ projectId, name, number, isChosen }) => ({
      id: projectId,
      name,
      number,
      isChosen,
    })),
    connection: null,
    settings: firstSettings,
    choicesMark: "",
    // only what it is called
    systems: connection ? [systemView(systemOf(connection))] : [],
    webhooks: { ok: company?.webhooksOk ?? false, message: "", renewal: null },
    erasure: null,
    unread: [],
    payments: NO_PAYMENTS,
    supportUrl,
    may: {
      setUp: false,
      changeSettings: false,
      viewActivities: projects.length > 0,
      viewCompany: false,
      viewAuditLog: false,
      reconcile: false,
      syncPayments: false,
      seeSessions: false,
    },
  };
}
