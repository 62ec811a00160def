import type { User } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { ok, pathId, type Call, type Endpoint } from "../call.ts";
import { byId, byTimes, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { installationOf, membershipOf, openCompany, openProject } from "../reach.ts";
import { malformed, notFound } from "../refusal.ts";
import { companyPerson, directoryPerson, fullName, projectPerson } from "../shapes/person.ts";
import { readId, wireId } from "../wire.ts";

export const peopleEndpoints: Endpoint[] = [
  { method: "GET", path: "/rest/v1.0/me", answer: me },
  { method: "GET", path: "/rest/v1.0/companies", answer: companies },
  { method: "GET", path: "/rest/v1.0/companies/{company_id}/me", answer: ownRecord },
  { method: "GET", path: "/rest/v1.3/companies/{company_id}/me", answer: ownRecord },
  { method: "GET", path: "/rest/v1.3/companies/{company_id}/users", answer: companyUsers },
  { method: "GET", path: "/rest/v1.3/companies/{company_id}/users/{id}", answer: companyUser },
  { method: "GET", path: "/rest/v1.0/projects/{project_id}/users", answer: projectUsers },
  { method: "GET", path: "/rest/v1.0/projects/{project_id}/users/{id}", answer: projectUser },
  {
    method: "GET",
    path: "/rest/v1.0/company_base_url",
    answer: ({ state, companyHeader }) => {
      const company = state.companies.get(companyHeader ?? "");
      if (!company) throw malformed("company_id", "is not a company");
      return ok({ zone: company.zone, web_base_url: state.origin });
    },
  },
];

/** The id is the same in every company; the name comes only with a company or project. */
function me(call: Call) {
  const { user, url } = call;
  const companyId = readId(url.searchParams.get("company_id"));
  const projectId = readId(url.searchParams.get("project_id"));
  if (companyId) openCompany(call, companyId);
  if (projectId) openProject(call, projectId);
  return ok({
    id: wireId(user.id),
    login: user.login,
    ...(companyId || projectId ? { name: fullName(user) } : {}),
  });
}

function ownRecord(call: Call) {
  openCompany(call, pathId(call, "company_id"));
  return ok(directoryPerson(call.user));
}

/** For the service account: the companies that installed the app. */
function companies(call: Call) {
  const { state, user, grant } = call;
  const mine = [...state.companies.values()].filter(
    ({ id }) => membershipOf(user, id) && (!grant.isService || installationOf(state, id)),
  );
  return page(call, mine, ({ id, name, isActive }) => ({
    id: wireId(id),
    name,
    is_active: isActive,
    logo_url: null,
    pcn_business_experience: false,
    my_company: true,
  }));
}

function companyUsers(call: Call) {
  const { company } = openCompany(call, pathId(call, "company_id"));
  const rows = filtered(call, inDirectory(call.state, company.id), {
    ...byId,
    ...byTimes,
    search: (user, [text = ""]) =>
      `${fullName(user)} ${user.login}`.toLowerCase().includes(text.toLowerCase()),
    origin_id: () => false,
  });
  return page(call, rows, (user) => companyPerson(user));
}

function companyUser(call: Call) {
  const { company } = openCompany(call, pathId(call, "company_id"));
  const user = inDirectory(call.state, company.id).find(({ id }) => id === pathId(call));
  if (!user) throw notFound();
  const { add_to_new_projects: _added, ...rest } = directoryPerson(user);
  return ok({ ...rest, contact_id: wireId(user.id) });
}

function onProject(call: Call): User[] {
  const { project } = openProject(call, pathId(call, "project_id"));
  return inDirectory(call.state, project.companyId).filter(
    (user) => project.id in (membershipOf(user, project.companyId)?.projects ?? {}),
  );
}

function projectUsers(call: Call) {
  const rows = filtered(call, onProject(call), {
    ...byId,
    ...byTimes,
    search: (user, [text = ""]) =>
      `${fullName(user)} ${user.login}`.toLowerCase().includes(text.toLowerCase()),
  });
  return page(call, rows, (user) => projectPerson(user));
}

function projectUser(call: Call) {
  const user = onProject(call).find(({ id }) => id === pathId(call));
  if (!user) throw notFound();
  const { add_to_new_projects: _added, ...rest } = directoryPerson(user);
  return ok(rest);
}

function inDirectory(state: ProcoreState, companyId: string): User[] {
  return [...state.users.values()].filter((user) => membershipOf(user, companyId));
}
