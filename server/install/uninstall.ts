import type { OAuth } from "../procore/oauth.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";
import { setCompanyStatus } from "../store/companies.ts";
import { companyProjects } from "../store/company-projects.ts";
import { dropServiceToken, findServiceToken } from "../store/service-tokens.ts";
import { removeHooks } from "./ensure-hook.ts";
import type { HookParts } from "./ensure-hooks.ts";

/**
 * Ends the company's use of Crosstie: from now on its deliveries are refused; hooks and the service token go as far as Procore lets us.
 * Records and activities stay.
 */
export async function uninstall(parts: HookParts & { oauth: OAuth }, companyId: string): Promise<void> {
  const { db, seal, procore, oauth, log } = parts;
  await setCompanyStatus(db, companyId, "uninstalled");
  const projects = await companyProjects(db, companyId);
  for (const projectId of [undefined, ...projects.map((project) => project.projectId)]) {
    const outcome = await removeHooks(procore, { companyId, projectId }).catch((error: unknown) => error);
    if (outcome) log.warn({ err: outcome, companyId, projectId }, "could not remove webhooks");
    // disconnected in Procore already: its hooks went with it, and more calls would count against the app
    if (outcome instanceof AppNotConnectedError) break;
  }
  const token = await findServiceToken(db, companyId);
  await dropServiceToken(db, companyId);
  if (token) await oauth.revoke(seal.open(token.accessToken)).catch((error: unknown) => log.warn({ err: error, companyId }, "could not revoke a service token"));
}
