import type { Company, Level, Project } from "../records.ts";
import { installationOf, isAtLeast, membershipOf, projectLevel } from "../rest/reach.ts";
import type { Place } from "./place.ts";
import { notFound, PageRefused } from "./refusals.ts";
import type { Visit } from "./visit.ts";

type Visitor = Pick<Visit, "state" | "user">;

/** The company of the address; refused to people outside it. */
export function openCompany({ state, user, param }: Visit): Company {
  const company = state.companies.get(param("company"));
  if (!company || !membershipOf(user, company.id)) throw notFound("This company");
  return company;
}

/** The project of the address, for people who have at least this level on its Commitments tool. */
export function openProject(visit: Visit, atLeast: Level): Project {
  const project = visit.state.projects.get(visit.param("project"));
  if (!project || !isMember(visit, project)) throw notFound("This project");
  if (!hasCommitments(visit, project, atLeast)) {
    throw new PageRefused(
      403,
      `You need ${atLeast} access to the Commitments tool of ${project.name}. Ask your project administrator for it.`,
    );
  }
  return project;
}

export function companyOf({ state }: Visitor, project: Project): Company {
  const company = state.companies.get(project.companyId);
  if (!company) throw notFound("The project's company");
  return company;
}

export function hasCommitments(
  { state, user }: Visitor,
  project: Project,
  atLeast: Level,
): boolean {
  return isAtLeast(projectLevel(state, user, project, "Commitments"), atLeast);
}

export function isCompanyAdmin({ user }: Visitor, company: Company): boolean {
  return membershipOf(user, company.id)?.isCompanyAdmin ?? false;
}

/** What the top bar shows around a company's or a project's page. */
export function placeOf(visit: Visit, company: Company, project?: Project): Place {
  const { state, user, session } = visit;
  const companies = [...state.companies.values()].filter(({ id }) => membershipOf(user, id));
  const hasApp = installationOf(state, company.id) !== undefined;
  return {
    user,
    session,
    companies,
    projects: projectsOf(visit, company),
    company,
    project,
    openApp: hasApp ? state.app.name : undefined,
  };
}

export function projectsOf(visitor: Visitor, company: Company): Project[] {
  return [...visitor.state.projects.values()].filter(
    (project) => project.companyId === company.id && project.active && isMember(visitor, project),
  );
}

function isMember({ user }: Visitor, project: Project): boolean {
  const membership = membershipOf(user, project.companyId);
  return (
    membership !== undefined && (membership.isCompanyAdmin || project.id in membership.projects)
  );
}
