import type { Project } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";

export function projectRow(state: ProcoreState, project: Project): Record<string, unknown> {
  const company = state.companies.get(project.companyId);
  return {
    id: wireId(project.id),
    name: project.name,
    display_name: `${project.number} - ${project.name}`,
    project_number: project.number,
    accounting_project_number: project.accountingNumber,
    address: project.address,
    city: project.city,
    state_code: project.stateCode,
    country_code: project.countryCode,
    county: null,
    zip: project.zip,
    time_zone: project.timeZone,
    latitude: null,
    longitude: null,
    active: project.active,
    is_demo: false,
    project_stage: { id: 1, name: project.stage },
    start_date: project.startDate,
    completion_date: project.completionDate,
    total_value: project.totalValue,
    estimated_value: null,
    phone: null,
    company: company ? { id: wireId(company.id), name: company.name } : null,
    custom_fields: {},
    origin_id: project.originId,
    origin_code: project.originCode,
    origin_data: project.originData,
    created_at: project.createdAt,
    updated_at: project.updatedAt,
  };
}

export function projectShow(state: ProcoreState, project: Project): Record<string, unknown> {
  return {
    ...projectRow(state, project),
    is_erp_integrated: project.originId !== null,
    template: false,
    description: null,
    departments: [],
    tz_name: project.timeZone === "Europe/London" ? "Europe/London" : "America/Los_Angeles",
  };
}

/** How `sync` answers with one: Procore's own schema for it is shorter than the show shape. */
export function projectSynced(state: ProcoreState, project: Project): Record<string, unknown> {
  const {
    county: _county,
    is_demo: _demo,
    company: _company,
    custom_fields: _fields,
    is_erp_integrated: _erp,
    template: _template,
    tz_name: _zone,
    ...rest
  } = projectShow(state, project);
  return rest;
}
