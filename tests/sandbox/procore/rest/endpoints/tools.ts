import { LEVELS } from "../../access.ts";
import type { Level, Tool } from "../../records.ts";
import { ok, pathId, requiredQuery, type Call, type Endpoint } from "../call.ts";
import { page } from "../pages.ts";
import { hasCompanyLevel, openCompany, openProject, projectLevel } from "../reach.ts";
import { malformed } from "../refusal.ts";
import { wireId } from "../wire.ts";

const COMPANY_TOOLS: Tool[] = ["Admin", "Directory", "ERP Integrations"];
const PROJECT_TOOLS: Tool[] = ["Commitments", "Budget", "Directory"];
const NAMES: Record<Tool, string> = {
  Commitments: "commitments",
  "ERP Integrations": "erp_integrations",
  Admin: "admin",
  Directory: "directory",
  Budget: "budget",
  "Webhooks API": "webhooks",
};

export const toolEndpoints: Endpoint[] = [
  { method: "GET", path: "/rest/v1.0/settings/permissions", answer: permissions },
  {
    method: "GET",
    path: "/rest/v1.0/tools",
    answer: (call) => {
      const { project } = openProject(call, requiredQuery(call, "project_id"));
      return page(call, PROJECT_TOOLS, (tool) => ({
        ...toolShape(tool),
        user_access_level: projectLevel(call.state, call.user, project, tool),
        provider_id: wireId(project.id),
        provider_type: "Project",
      }));
    },
  },
  {
    method: "GET",
    path: "/rest/v1.0/projects/{project_id}/tools",
    answer: (call) => {
      openProject(call, pathId(call, "project_id"));
      return page(call, PROJECT_TOOLS, (tool) => ({ ...toolShape(tool), title: tool }));
    },
  },
];

/** What the token's own user may do, in one company or in one project. */
function permissions(call: Call) {
  const { searchParams } = call.url;
  if (searchParams.has("company_id") === searchParams.has("project_id")) {
    throw malformed("base", "send either company_id or project_id");
  }
  if (searchParams.has("company_id")) {
    const { company, membership } = openCompany(call, requiredQuery(call, "company_id"));
    const levelOf = (tool: Tool): Level =>
      [...LEVELS].toReversed().find((level) => hasCompanyLevel(membership, tool, level)) ?? "None";
    return ok({
      tools: COMPANY_TOOLS.map((tool) =>
        toolRow(tool, levelOf(tool), {
          domain: 1,
          url: `${call.state.origin}/${company.id}/company/${NAMES[tool]}`,
        }),
      ),
    });
  }
  const { project } = openProject(call, requiredQuery(call, "project_id"));
  const url = (tool: Tool) => `${call.state.origin}/${project.id}/project/${NAMES[tool]}`;
  return ok({
    tools: PROJECT_TOOLS.map((tool) =>
      toolRow(tool, projectLevel(call.state, call.user, project, tool), {
        domain: 2,
        url: url(tool),
      }),
    ),
  });
}

function toolRow(tool: Tool, level: Level, { domain, url }: { domain: number; url: string }) {
  return {
    id: idOf(tool),
    name: NAMES[tool],
    friendly_name: tool,
    domain_id: domain,
    tab_group: tool === "Commitments" || tool === "Budget" ? "financial_management" : "core_tools",
    available_for_user: level !== "None",
    url,
    user_access_level: { id: LEVELS.indexOf(level) + 1, name: level },
    permitted_actions: [],
    can_create: level === "Admin",
    create_url: level === "Admin" ? `${url}/new` : null,
    trial: false,
  };
}

function toolShape(tool: Tool) {
  return {
    id: idOf(tool),
    engine_name: NAMES[tool],
    is_active: true,
    position: PROJECT_TOOLS.indexOf(tool) + 1,
    required: false,
  };
}

function idOf(tool: Tool): number {
  return Object.keys(NAMES).indexOf(tool) + 1;
}
