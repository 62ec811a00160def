import type { Project } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { changeRecord } from "../rules/change-record.ts";
import { applyOrigin } from "../rules/origin.ts";
import { readDate, readDecimal, readFlag, readText } from "../rules/read-field.ts";
import { now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import { authorOf, type Done } from "./author.ts";

const TEXTS = {
  name: "name",
  project_number: "number",
  address: "address",
  city: "city",
  state_code: "stateCode",
  country_code: "countryCode",
  zip: "zip",
  time_zone: "timeZone",
} as const;

export function updateProject(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): Project {
  const project = state.projects.get(id);
  if (!project) throw notFound();
  const isChanged = changeRecord(project, now(state), (draft) => {
    for (const [wire, name] of Object.entries(TEXTS)) {
      draft[name] = readText(fields, wire) ?? draft[name];
    }
    if ("accounting_project_number" in fields) {
      draft.accountingNumber = readText(fields, "accounting_project_number") ?? null;
    }
    draft.active = readFlag(fields, "active") ?? draft.active;
    draft.startDate = readDate(fields, "start_date") ?? draft.startDate;
    draft.completionDate = readDate(fields, "completion_date") ?? draft.completionDate;
    draft.totalValue = readDecimal(fields, "total_value", 1) ?? draft.totalValue;
    applyOrigin(draft, fields, () =>
      [...state.projects.values()].filter(({ companyId }) => companyId === project.companyId),
    );
  });
  if (isChanged) {
    announce(state, {
      companyId: project.companyId,
      projectId: null,
      resourceName: "Projects",
      resourceId: id,
      eventType: "update",
      by: authorOf(state, by, project.companyId),
    });
  }
  return project;
}
