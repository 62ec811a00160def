import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

export interface CompanyProject {
  projectId: string;
  name: string;
  number: string | null;
  isChosen: boolean;
  /** What happened before is no change. After the choice ends it stays until the hooks are gone. */
  chosenAt: Date | null;
}

const ofProject = columns<CompanyProject>({
  projectId: "project_id",
  name: "name",
  number: "number",
  isChosen: "is_chosen",
  chosenAt: "chosen_at",
});
const { fromRow, names } = ofProject;
export const joinedProject = ofProject.joined("company_projects");

export async function companyProjects(scope: Scope, companyId: string): Promise<CompanyProject[]> {
  const rows = await scope("company_projects")
    .where({ company_id: companyId })
    .orderBy(["name", "project_id"])
    .select(names());
  return rows.map(fromRow);
}

export async function chosenProjects(scope: Scope, companyId: string): Promise<CompanyProject[]> {
  const rows = await scope("company_projects")
    .where({ company_id: companyId, is_chosen: true })
    .orderBy("project_id")
    .select(names());
  return rows.map(fromRow);
}

export async function findCompanyProject(
  scope: Scope,
  companyId: string,
  projectId: string,
): Promise<CompanyProject | undefined> {
  const row = await scope("company_projects")
    .where({ company_id: companyId, project_id: projectId })
    .first(names());
  return row && fromRow(row);
}

/** A project that Procore no longer shows stays only while it is chosen. */
export async function saveCompanyProjects(
  scope: Scope,
  companyId: string,
  projects: { id: string; name: string; number: string | undefined }[],
): Promise<void> {
  await scope.raw(
    `insert into company_projects (company_id, project_id, name, number)
     select :companyId, project.id, project.name, project.number
       from jsonb_to_recordset(:projects) as project (id text, name text, number text)
     on conflict (company_id, project_id) do update set name = excluded.name, number = excluded.number`,
    { companyId, projects: JSON.stringify(projects) },
  );
  await scope("company_projects")
    .where({ company_id: companyId, is_chosen: false })
    .whereNotIn(
      "project_id",
      projects.map((project) => project.id),
    )
    .delete();
}

export async function chooseProjects(
  scope: Scope,
  companyId: string,
  projectIds: string[],
): Promise<void> {
  await scope.raw(
    // Whole seconds, as Procore's instants may be: a change later in this second counts.
    `update company_projects
        set is_chosen = project_id = any(:projectIds), chosen_at = case when project_id = any(:projectIds) then date_trunc('second', now()) else chosen_at end
      where company_id = :companyId and is_chosen <> (project_id = any(:projectIds))`,
    { companyId, projectIds },
  );
}

export async function chooseAnew(scope: Scope, companyId: string): Promise<void> {
  await scope("company_projects")
    .where({ company_id: companyId, is_chosen: true })
    .update({ chosen_at: scope.raw("date_trunc('second', now())") });
}

/** Call it when the project's hooks at Procore are gone. */
export async function forgetChosen(
  scope: Scope,
  companyId: string,
  projectId: string,
): Promise<void> {
  await scope("company_projects")
    .where({ company_id: companyId, project_id: projectId, is_chosen: false })
    .update({ chosen_at: null });
}
