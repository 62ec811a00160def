import type { BillingPeriod } from "../../records.ts";
import { readDate } from "../../rules/read-field.ts";
import { nextId, now } from "../../state.ts";
import { created, isFields, ok, pathId, type Call, type Endpoint } from "../call.ts";
import { byId, byTimes, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { openProjectTool } from "../reach.ts";
import { invalid, notFound } from "../refusal.ts";
import { wireId } from "../wire.ts";

const BASE = "/rest/v1.0/projects/{project_id}/billing_periods";

export const billingPeriodEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) =>
      page(
        call,
        filtered(call, periodsOf(call, "Read Only"), {
          ...byId,
          ...byTimes,
          status: ({ status }, values) => values.includes(status),
        }),
        shape,
      ),
  },
  { method: "POST", path: BASE, answer: create },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const period = periodsOf(call, "Read Only").find(({ id }) => id === pathId(call));
      if (!period) throw notFound();
      return ok(shape(period));
    },
  },
];

function periodsOf(call: Call, level: "Read Only" | "Admin"): BillingPeriod[] {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", level);
  return [...call.state.billingPeriods.values()].filter(
    ({ projectId }) => projectId === project.id,
  );
}

function create(call: Call) {
  const position = periodsOf(call, "Admin").length + 1;
  const fields = isFields(call.body.billing_period) ? call.body.billing_period : call.body;
  const [startDate, endDate, dueDate] = ["start_date", "end_date", "due_date"].map((name) => {
    const date = readDate(fields, name);
    if (!date) throw invalid(name, "can't be blank");
    return date;
  }) as [string, string, string];
  const at = now(call.state).toISOString();
  const projectId = pathId(call, "project_id");
  const zone = call.state.companies.get(call.companyHeader ?? "")?.zone;
  const period: BillingPeriod = {
    id: nextId(call.state, zone),
    projectId,
    startDate,
    endDate,
    dueDate,
    position,
    status: "open",
    createdAt: at,
    updatedAt: at,
  };
  call.state.billingPeriods.set(period.id, period);
  return created(shape(period));
}

function shape(period: BillingPeriod) {
  return {
    id: wireId(period.id),
    project_id: wireId(period.projectId),
    start_date: period.startDate,
    end_date: period.endDate,
    due_date: period.dueDate,
    position: period.position,
    status: period.status,
    created_at: period.createdAt,
    updated_at: period.updatedAt,
  };
}
