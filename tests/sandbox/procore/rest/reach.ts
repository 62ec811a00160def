import manifest from "../../../../manifest/manifest.json" with { type: "json" };
import { LEVELS } from "../access.ts";
import type { Commitment, Company, Level, Membership, Project, Tool, User } from "../records.ts";
import type { ProcoreState } from "../state.ts";
import type { Call } from "./call.ts";
import { forbidden, notFound, Refusal } from "./refusal.ts";

/** What the manifest asks for on behalf of the service account, and nothing more. */
export const SERVICE_TOOLS = {
  ...manifest.service_account.company,
  ...manifest.service_account.project,
} as Partial<Record<Tool, Level>>;

export function installationOf(state: ProcoreState, companyId: string) {
  return [...state.installations.values()].find(
    (installation) => installation.companyId === companyId && installation.status === "installed",
  );
}

export function membershipOf(user: User, companyId: string): Membership | undefined {
  return user.memberships.find((membership) => membership.companyId === companyId);
}

/**
 * Refuses with 403 before the install, 404 outside the caller's directory, 400 when the header
 * names another company.
 */
export function openCompany(
  call: Call,
  companyId: string,
  options: { beforeInstall?: boolean } = {},
): { company: Company; membership: Membership } {
  if (call.companyHeader && call.companyHeader !== companyId) {
    throw new Refusal(
      400,
      `Procore-Company-Id ${call.companyHeader} is not the company of this request`,
    );
  }
  const company = call.state.companies.get(companyId);
  if (!company) throw notFound();
  if (!options.beforeInstall && !installationOf(call.state, companyId)) {
    throw new Refusal(403, ["App is not connected to this company."]);
  }
  const membership = membershipOf(call.user, companyId);
  if (!membership) throw notFound();
  return { company, membership };
}

export function openCompanyTool(call: Call, companyId: string, tool: Tool, level: Level): Company {
  const { company, membership } = openCompany(call, companyId);
  if (!hasCompanyLevel(membership, tool, level)) {
    throw forbidden(`use ${tool} with ${level} access in this company`);
  }
  return company;
}

/**
 * A project of the header's company that the caller is a member of; for the service account, one it
 * was permitted.
 */
export function openProject(
  call: Call,
  projectId: string,
): { project: Project; membership: Membership } {
  const project = call.state.projects.get(projectId);
  if (!project) throw notFound();
  const { membership } = openCompany(call, project.companyId);
  if (call.grant.isService) {
    if (!installationOf(call.state, project.companyId)?.permittedProjectIds.includes(projectId)) {
      throw forbidden("access this project: the app is not permitted on it");
    }
    return { project, membership };
  }
  if (!membership.isCompanyAdmin && !(projectId in membership.projects)) {
    throw forbidden("access this project");
  }
  return { project, membership };
}

export function openProjectTool(call: Call, projectId: string, tool: Tool, level: Level): Project {
  const { project } = openProject(call, projectId);
  if (!isAtLeast(projectLevel(call.state, call.user, project, tool), level)) {
    throw forbidden(`use ${tool} with ${level} access on this project`);
  }
  return project;
}

/** A private commitment is there for the tool's admins and for those whom it names. */
export function seesCommitment(
  { state, user }: { state: ProcoreState; user: User },
  commitment: Commitment,
): boolean {
  if (!commitment.private || commitment.accessorIds.includes(user.id)) return true;
  const project = state.projects.get(commitment.projectId);
  return (
    project !== undefined && isAtLeast(projectLevel(state, user, project, "Commitments"), "Admin")
  );
}

export function projectLevel(state: ProcoreState, user: User, project: Project, tool: Tool): Level {
  const membership = membershipOf(user, project.companyId);
  if (!membership) return "None";
  if (membership.isCompanyAdmin) return "Admin";
  if (user.isService) {
    return installationOf(state, project.companyId)?.permittedProjectIds.includes(project.id)
      ? (SERVICE_TOOLS[tool] ?? "None")
      : "None";
  }
  return membership.projects[project.id]?.[tool] ?? "None";
}

export function hasCompanyLevel(membership: Membership, tool: Tool, level: Level): boolean {
  return membership.isCompanyAdmin || isAtLeast(membership.companyTools[tool] ?? "None", level);
}

export function isAtLeast(has: Level, needs: Level): boolean {
  return LEVELS.indexOf(has) >= LEVELS.indexOf(needs);
}
