import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import type { ProcoreClient } from "../procore/client.ts";
import { listProjects } from "../procore/projects.ts";
import { beginCompany, type Company } from "../store/companies.ts";
import { saveCompanyProjects } from "../store/company-projects.ts";
import type { Seal } from "../store/seal.ts";

/** Sets the company to `setting_up`, unless it is already on its way, with a webhook secret of its own. */
export function beginInstallation(
  { db, seal }: { db: Knex; seal: Seal },
  company: { companyId: string; name: string; userId: string },
): Promise<Company> {
  const webhookSecret = seal.seal(`Bearer ${randomBytes(32).toString("base64url")}`);
  return beginCompany(db, { companyId: company.companyId, name: company.name, webhookSecret, installedBy: company.userId });
}

/** Takes over which projects Procore lets the app see. Rejects with AppNotConnectedError before the app is installed in Procore. */
export async function refreshProjects({ db, procore }: { db: Knex; procore: ProcoreClient }, companyId: string): Promise<void> {
  await saveCompanyProjects(db, companyId, await listProjects(procore, { companyId }));
}
