import { configureApp, installApp, permitProjects, uninstallApp } from "../acts/marketplace.ts";
import type { Company } from "../records.ts";
import { installationOf } from "../rest/reach.ts";
import { companyPath } from "./paths.ts";
import { PageRefused } from "./refusals.ts";
import { isCompanyAdmin, openCompany } from "./standing.ts";
import type { Visit } from "./visit.ts";

/**
 * Installs on the ticked projects, with a configuration that shows the side panel on the same ones.
 */
export function install(visit: Visit): string {
  const company = openAsAdmin(visit);
  if (installationOf(visit.state, company.id)) {
    throw new PageRefused(409, `${visit.state.app.name} is already installed in ${company.name}.`);
  }
  const projectIds = visit.form.all("project");
  installApp(visit.state, { companyId: company.id, projectIds, by: visit.by });
  configureApp(visit.state, { companyId: company.id, projectIds });
  return companyPath(company.id, "marketplace", "crosstie");
}

export function savePermittedProjects(visit: Visit): string {
  const company = openAsAdmin(visit);
  permitProjects(visit.state, { companyId: company.id, projectIds: visit.form.all("project") });
  return companyPath(company.id, "apps");
}

export function saveConfiguration(visit: Visit): string {
  const company = openAsAdmin(visit);
  const projectIds = visit.form.all("project");
  const stranger = projectIds.find((id) => visit.state.projects.get(id)?.companyId !== company.id);
  if (stranger) throw new PageRefused(422, `${stranger} is not a project of ${company.name}.`);
  configureApp(visit.state, { companyId: company.id, projectIds });
  return companyPath(company.id, "apps");
}

export function uninstall(visit: Visit): string {
  const company = openAsAdmin(visit);
  uninstallApp(visit.state, { companyId: company.id, by: visit.by });
  return companyPath(company.id, "apps");
}

function openAsAdmin(visit: Visit): Company {
  const company = openCompany(visit);
  if (!isCompanyAdmin(visit, company)) {
    throw new PageRefused(
      403,
      `Only a company administrator of ${company.name} can install, change or uninstall apps.`,
    );
  }
  return company;
}
