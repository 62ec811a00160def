import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { flag, id, parseAnswer, text } from "./shapes.ts";

export interface Project {
  id: string;
  name: string;
  number: string | undefined;
  isActive: boolean;
}

const ProjectShape = z.object({
  id,
  name: z.string(),
  display_name: text,
  project_number: text,
  active: flag,
});

/** The service account sees the projects that are permitted in App Management. */
export async function listProjects(
  procore: ProcoreClient,
  where: Caller & { companyId: string },
): Promise<Project[]> {
  const query = { company_id: where.companyId, "filters[by_status]": "Active" };
  const rows = await everyPage(procore, {
    path: "/rest/v1.1/projects",
    query,
    ...callerOf(where),
  });
  return rows.map(toProject);
}

function toProject(row: unknown): Project {
  const project = parseAnswer(ProjectShape, row);
  return {
    id: project.id,
    name: project.name,
    number: project.project_number,
    isActive: project.active,
  };
}
