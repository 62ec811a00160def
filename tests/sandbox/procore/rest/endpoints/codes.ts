import { ok, pathId, requiredQuery, type Call, type Endpoint } from "../call.ts";
import { byId, byOrigin, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { openCompany, openProject } from "../reach.ts";
import { notFound } from "../refusal.ts";
import { costCodeShape, lineItemTypeShape } from "../shapes/line.ts";

/** Cost codes of a project, cost types of a company. */
export const codeEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/rest/v1.0/cost_codes",
    answer: (call) =>
      page(call, filtered(call, costCodes(call), { ...byId, ...byOrigin }), (code) =>
        costCodeShape(call.state, code),
      ),
  },
  {
    method: "GET",
    path: "/rest/v1.0/cost_codes/{id}",
    answer: (call) => {
      const code = costCodes(call).find(({ id }) => id === pathId(call));
      if (!code) throw notFound();
      return ok(costCodeShape(call.state, code));
    },
  },
  {
    method: "GET",
    path: "/rest/v1.0/line_item_types",
    answer: (call) =>
      page(call, filtered(call, lineItemTypes(call), { ...byOrigin }), lineItemTypeShape),
  },
  {
    method: "GET",
    path: "/rest/v1.0/line_item_types/{id}",
    answer: (call) => {
      const type = lineItemTypes(call).find(({ id }) => id === pathId(call));
      if (!type) throw notFound();
      return ok(lineItemTypeShape(type));
    },
  },
];

function costCodes(call: Call) {
  const { project } = openProject(call, requiredQuery(call, "project_id"));
  return [...call.state.costCodes.values()].filter(({ projectId }) => projectId === project.id);
}

function lineItemTypes(call: Call) {
  const companyId = requiredQuery(call, "company_id");
  openCompany(call, companyId);
  return [...call.state.lineItemTypes.values()].filter((type) => type.companyId === companyId);
}
