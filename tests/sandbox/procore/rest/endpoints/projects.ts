import { updateProject } from "../../acts/projects.ts";
import type { Project } from "../../records.ts";
import { ok, pathId, requiredBodyId, requiredQuery, wrapped, type Call, type Endpoint } from "../call.ts";
import { byId, byOrigin, byTimes, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { installationOf, openCompany, openProject } from "../reach.ts";
import { forbidden, notFound } from "../refusal.ts";
import { projectRow, projectShow } from "../shapes/project.ts";
import { syncEndpoint } from "../sync.ts";
import { wireId } from "../wire.ts";

export const projectEndpoints: Endpoint[] = [
  { method: "GET", path: "/rest/v1.0/projects", answer: (call) => list(call, "serializer_view") },
  { method: "GET", path: "/rest/v1.1/projects", answer: (call) => list(call, "view") },
  syncEndpoint<Project>("/rest/v1.0/projects/sync", (call) => {
    const companyId = requiredBodyId(call, "company_id");
    openCompany(call, companyId);
    return {
      rows: () => visible(call, companyId),
      create: () => {
        throw forbidden("create projects in this company");
      },
      update: (id, fields) => updateProject(call.state, { id, fields, by: call.by }),
      shape: (project) => projectShow(call.state, project),
    };
  }),
  {
    method: "GET",
    path: "/rest/v1.0/projects/{id}",
    answer: (call) => ok(projectShow(call.state, projectOf(call, requiredQuery(call, "company_id")))),
  },
  {
    method: "PATCH",
    path: "/rest/v1.0/projects/{id}",
    answer: (call) => {
      const { id } = projectOf(call, requiredBodyId(call, "company_id"));
      return ok(projectShow(call.state, updateProject(call.state, { id, fields: wrapped(call, "project"), by: call.by })));
    },
  },
];

/** The projects the caller may open. For the service account: the permitted ones. */
function visible(call: Call, companyId: string): Project[] {
  const { membership } = openCompany(call, companyId);
  const permitted = installationOf(call.state, companyId)?.permittedProjectIds ?? [];
  return [...call.state.projects.values()].filter(
    ({ id, companyId: owner }) => owner === companyId && (call.grant.isService ? permitted.includes(id) : membership.isCompanyAdmin || id in membership.projects),
  );
}

function list(call: Call, viewName: string) {
  const rows = filtered(call, visible(call, requiredQuery(call, "company_id")), {
    ...byId, ...byTimes, ...byOrigin,
    by_status: ({ active }, [status]) => status === "All" || active === (status === "Active"),
    name: ({ name }, [text = ""]) => name.includes(text),
    project_number: ({ number }, values) => values.includes(number),
    synced: ({ originId }, [asked]) => (originId !== null) === (asked === "true"),
  });
  const view = call.url.searchParams.get(viewName);
  if (view === "ids") return page(call, rows, ({ id }) => ({ id: wireId(id) }));
  if (view === "compact") return page(call, rows, ({ id, name }) => ({ id: wireId(id), name }));
  return page(call, rows, (project) => projectRow(call.state, project));
}

function projectOf(call: Call, companyId: string): Project {
  const { project } = openProject(call, pathId(call));
  if (project.companyId !== companyId) throw notFound();
  return project;
}
