import { updateProject } from "../../acts/projects.ts";
import type { Project } from "../../records.ts";
import {
  ok,
  pathId,
  requiredBodyId,
  requiredQuery,
  wrapped,
  type Call,
  type Endpoint,
} from "../call.ts";
import { byId, byOrigin, byTimes, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { installationOf, openCompany, openProject } from "../reach.ts";
import { forbidden, notFound } from "../refusal.ts";
import { projectRow, projectShow, projectSynced } from "../shapes/project.ts";
import { syncEndpoint } from "../sync.ts";

export const projectEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/rest/v1.0/projects",
    answer: (call) =>
      list(
        call,
        call.url.searchParams.get("serializer_view") === "compact"
          ? ["id", "name", "display_name"]
          : undefined,
      ),
  },
  {
    method: "GET",
    path: "/rest/v1.1/projects",
    answer: (call) => list(call, VIEWS[call.url.searchParams.get("view") ?? ""]),
  },
  syncEndpoint<Project>("/rest/v1.0/projects/sync", (call) => {
    const companyId = requiredBodyId(call, "company_id");
    openCompany(call, companyId);
    return {
      rows: () => visible(call, companyId),
      create: () => {
        throw forbidden("create projects in this company");
      },
      update: (id, fields) => updateProject(call.state, { id, fields, by: call.by }),
      shape: (project) => projectSynced(call.state, project),
    };
  }),
  {
    method: "GET",
    path: "/rest/v1.0/projects/{id}",
    answer: (call) =>
      ok(projectShow(call.state, projectOf(call, requiredQuery(call, "company_id")))),
  },
  {
    method: "PATCH",
    path: "/rest/v1.0/projects/{id}",
    answer: (call) => {
      const { id } = projectOf(call, requiredBodyId(call, "company_id"));
      return ok(
        projectShow(
          call.state,
          updateProject(call.state, { id, fields: wrapped(call, "project"), by: call.by }),
        ),
      );
    },
  },
];

/** The views of v1.1 that leave most out. */
const VIEWS: Record<string, string[]> = { ids: ["id"], compact: ["id", "name"] };

/** The projects the caller may open. For the service account: the permitted ones. */
function visible(call: Call, companyId: string): Project[] {
  const { membership } = openCompany(call, companyId);
  const permitted = installationOf(call.state, companyId)?.permittedProjectIds ?? [];
  return [...call.state.projects.values()].filter(
    ({ id, companyId: owner }) =>
      owner === companyId &&
      (call.grant.isService
        ? permitted.includes(id)
        : membership.isCompanyAdmin || id in membership.projects),
  );
}

function list(call: Call, names: string[] | undefined) {
  const rows = filtered(call, visible(call, requiredQuery(call, "company_id")), {
    ...byId,
    ...byTimes,
    ...byOrigin,
    by_status: ({ active }, [status]) => status === "All" || active === (status === "Active"),
    name: ({ name }, [text = ""]) => name.includes(text),
    project_number: ({ number }, values) => values.includes(number),
    synced: ({ originId }, [asked]) => (originId !== null) === (asked === "true"),
  });
  return page(call, rows, (project) => {
    const row = projectRow(call.state, project);
    return names ? Object.fromEntries(names.map((name) => [name, row[name]])) : row;
  });
}

function projectOf(call: Call, companyId: string): Project {
  const { project } = openProject(call, pathId(call));
  if (project.companyId !== companyId) throw notFound();
  return project;
}
