import type { Knex } from "knex";
import { PROCORE } from "../audit/actors.ts";
import { type Actor, audit, type AuditAction } from "../audit/audit.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { ProcoreClient } from "../procore/client.ts";
import { listProjects } from "../procore/projects.ts";
import {
  beginCompany,
  type Company,
  lockCompany,
  lockSetUp,
  noteWebhooks,
  setCompanyStatus,
} from "../store/companies.ts";
import { chooseAnew, saveCompanyProjects } from "../store/company-projects.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { saveSettings } from "../store/connections.ts";
import { newestErasure } from "../store/erasures.ts";
import { forgetRequests } from "../store/open-records.ts";
import type { Seal } from "../store/seal.ts";
import { pollSoon } from "./poll-soon.ts";
import { newWebhookSecret } from "./webhook-secret.ts";

/** After an uninstall the old choices stay, but nothing that has piled up goes by itself. */
export async function beginInstallation(
  { db, seal }: { db: Knex; seal: Seal },
  { companyId, name, userId }: { companyId: string; name: string; userId: string },
  by: Actor,
): Promise<Company> {
  const webhookSecret = newWebhookSecret(seal, companyId);
  return inCompany(db, companyId, async (scope) => {
    const erasure = await newestErasure(scope, companyId);
    if (erasure && !erasure.doneAt) {
      throw new ConflictError(
        "Crosstie is still erasing what it has kept of this company. Begin the set-up again in a few minutes.",
      );
    }
    const earlier = await lockCompany(scope, companyId);
    if (earlier?.status === "uninstalled") await beginAnew(scope, companyId);
    const company = await beginCompany(scope, {
      companyId,
      name,
      webhookSecret,
      installedBy: userId,
    });
    const isNew = earlier === undefined || earlier.status === "uninstalled";
    await noteStatus(scope, company, {
      by,
      action: isNew ? "set_up_begun" : "projects_read",
      from: earlier?.status,
    });
    return company;
  });
}

async function beginAnew(scope: Scope, companyId: string): Promise<void> {
  await chooseAnew(scope, companyId);
  await noteWebhooks(scope, companyId, {
    ok: false,
    message: "Webhooks are made when set-up is finished.",
  });
  const connection = await findConnection(scope, companyId);
  if (!connection) return;
  await saveSettings(scope, connection, { automaticSync: false });
  await forgetRequests(scope, connection);
}

/** Rejects with AppNotConnectedError until the app is installed in Procore. */
export async function refreshProjects(
  { db, procore }: { db: Knex; procore: ProcoreClient },
  companyId: string,
): Promise<void> {
  const projects = await listProjects(procore, { companyId });
  await inCompany(db, companyId, (scope) => saveCompanyProjects(scope, companyId, projects));
}

/** Rejects with ConflictError when nobody has begun, or somebody has uninstalled. */
export async function finishInstallation(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  companyId: string,
  by: Actor,
): Promise<void> {
  await inCompany(db, companyId, async (scope) => {
    const company = await lockSetUp(scope, companyId);
    await setCompanyStatus(scope, companyId, "active");
    if (!company.webhooksOk) {
      await noteWebhooks(scope, companyId, {
        ok: false,
        message: "Crosstie is registering its webhooks in Procore. This takes a few seconds.",
      });
    }
    await jobs.send("repair-hooks", { companyId }, { trx: scope });
    await pollSoon(jobs, scope, { companyId });
    const { status: from } = company;
    const now = { ...company, status: "active" } as const;
    await noteStatus(scope, now, { by, action: "set_up_finished", from });
  });
}

/**
 * Procore has refused it: the company has uninstalled Crosstie there, and so it has here. What Procore
 * says to a person is looked into first: anyone may ask about any company.
 */
export async function noteNotConnected(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  companyId: string,
  toldTo: "person" | "app",
): Promise<void> {
  await inCompany(db, companyId, async (scope) => {
    const company = await lockCompany(scope, companyId);
    if (company?.status !== "active") return;
    if (toldTo === "app") await setCompanyStatus(scope, companyId, "uninstalled");
    await jobs.send("repair-hooks", { companyId }, { trx: scope });
    if (toldTo !== "app") return;
    const { status: from } = company;
    const now = { ...company, status: "uninstalled" } as const;
    await noteStatus(scope, now, { by: PROCORE, action: "uninstalled_in_procore", from });
  });
}

/** Records and activities stay. The hooks are left to their job, which never runs twice at once. */
export async function uninstall(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  companyId: string,
  by: Actor,
): Promise<void> {
  await inCompany(db, companyId, async (scope) => {
    const company = await lockCompany(scope, companyId);
    if (!company) return;
    await setCompanyStatus(scope, companyId, "uninstalled");
    await jobs.send("repair-hooks", { companyId }, { trx: scope });
    const now = { ...company, status: "uninstalled" } as const;
    await noteStatus(scope, now, { by, action: "uninstalled", from: company.status });
  });
}

function noteStatus(
  scope: Scope,
  { companyId, name, status }: Pick<Company, "companyId" | "name" | "status">,
  { from, ...act }: { by: Actor; action: AuditAction; from: Company["status"] | undefined },
): Promise<void> {
  return audit(scope, {
    companyId,
    ...act,
    subject: { kind: "company", id: companyId, name },
    before: { Status: from ? inWords(from) : null },
    after: { Status: inWords(status) },
  });
}

const inWords = (status: Company["status"]) => status.replaceAll("_", " ");
