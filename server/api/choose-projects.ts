import { type Actor, audit } from "../audit/audit.ts";
import type { Scope } from "../database/scope.ts";
import { chooseProjects, type CompanyProject, companyProjects } from "../store/company-projects.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import type { ApiParts } from "./parts.ts";
import { refuseUnknownProjects } from "./refuse-unknown.ts";

/** Exactly these are chosen from now on. The caller holds the lock of the company. */
export async function chooseExactly(
  { jobs }: Pick<ApiParts, "jobs">,
  scope: Scope,
  { companyId, projectIds, by }: { companyId: string; projectIds: string[]; by: Actor },
): Promise<void> {
  const projects = await companyProjects(scope, companyId);
  refuseUnknownProjects(projectIds, projects);
  await chooseProjects(scope, companyId, projectIds);
  await jobs.send("repair-hooks", { companyId }, { trx: scope });
  const connection = await connectionInUse(scope, companyId);
  if (connection) {
    const { connectionId } = connection;
    await jobs.send("poll-changes", { companyId, connectionId }, { trx: scope });
  }
  await audit(scope, {
    companyId,
    by,
    action: "projects_chosen",
    subject: { kind: "projects", id: companyId, name: "Projects" },
    ...choiceDifference(projects, projectIds),
  });
}

function choiceDifference(projects: CompanyProject[], projectIds: string[]) {
  const isNow = ({ projectId }: CompanyProject) => projectIds.includes(projectId);
  const named = (some: CompanyProject[]) =>
    some.map(({ name, projectId }) => `${name} (${projectId})`);
  const chosen = projects.filter(({ isChosen }) => isChosen);
  const removed = chosen.filter((project) => !isNow(project));
  const added = projects.filter((project) => !project.isChosen && isNow(project));
  return {
    before: { "Chosen projects": chosen.length, Removed: named(removed) },
    after: { "Chosen projects": projects.filter(isNow).length, Added: named(added) },
  };
}
