import type { Company, Project } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";
import { seedCostCodes, seedLineItemTypes } from "./cost-codes.ts";
import { seedPeople } from "./people.ts";
import { seedVendors } from "./vendors.ts";

type Site = Pick<
  Project,
  | "name"
  | "number"
  | "accountingNumber"
  | "address"
  | "city"
  | "stateCode"
  | "zip"
  | "stage"
  | "startDate"
  | "completionDate"
  | "totalValue"
  | "isOfferedByDefault"
>;

const AMERICAN: Site[] = [
  {
    name: "Mercy Ridge Medical Center",
    number: "24-011",
    accountingNumber: "24011",
    address: "1200 Madrona Ave",
    city: "Tacoma",
    stateCode: "WA",
    zip: "98405",
    stage: "Course of Construction",
    startDate: "2026-02-02",
    completionDate: "2027-11-19",
    totalValue: "48250000.0",
    isOfferedByDefault: true,
  },
  {
    name: "Eastgate Parking Structure",
    number: "25-004",
    accountingNumber: "25004",
    address: "3600 Eastgate Way SE",
    city: "Bellevue",
    stateCode: "WA",
    zip: "98006",
    stage: "Course of Construction",
    startDate: "2026-03-16",
    completionDate: "2027-03-31",
    totalValue: "19640000.0",
    isOfferedByDefault: true,
  },
  {
    name: "Lincoln Elementary Modernization",
    number: "25-017",
    accountingNumber: null,
    address: "418 S 15th St",
    city: "Mount Vernon",
    stateCode: "WA",
    zip: "98274",
    stage: "Pre-Construction",
    startDate: "2026-06-15",
    completionDate: "2027-08-20",
    totalValue: "12480000.0",
    isOfferedByDefault: false,
  },
];

const BRITISH: Site[] = [
  {
    name: "Quayside Offices Phase 2",
    number: "HV-0208",
    accountingNumber: "0208",
    address: "14 Quayside Walk",
    city: "Southampton",
    stateCode: "ENG",
    zip: "SO14 2AQ",
    stage: "Course of Construction",
    startDate: "2026-01-19",
    completionDate: "2027-05-28",
    totalValue: "22900000.0",
    isOfferedByDefault: true,
  },
];

/** Two companies in two regions, their projects, cost codes, vendors and people. */
export function seedDirectory(state: ProcoreState, dated: Dated): void {
  const us = addCompany(state, "Ridgeline Builders", "us02");
  const uk = addCompany(state, "Harborview Construction Ltd", "uk01");
  const usProjects = AMERICAN.map((site) => addProject(state, us, { site, dated }));
  const ukProjects = BRITISH.map((site) => addProject(state, uk, { site, dated }));
  for (const company of [us, uk]) {
    seedLineItemTypes(state, company);
    seedVendors(state, company, dated);
  }
  for (const project of usProjects) seedCostCodes(state, project, dated);
  for (const project of ukProjects) seedCostCodes(state, project, dated);
  const placeOf = ({ id }: Company, projects: Project[]) => ({
    id,
    projectIds: projects.map((project) => project.id),
  });
  seedPeople(state, { us: placeOf(us, usProjects), uk: placeOf(uk, ukProjects), dated });
}

function addCompany(state: ProcoreState, name: string, zone: string): Company {
  const company = {
    id: nextId(state, zone),
    name,
    zone,
    isActive: true,
    currency: "USD",
    isMulticurrency: false,
    saysCurrency: true,
  };
  state.companies.set(company.id, company);
  return company;
}

function addProject(
  state: ProcoreState,
  company: Company,
  { site, dated }: { site: Site; dated: Dated },
): Project {
  const isBritish = company.zone === "uk01";
  const createdAt = dated("2026-01-10T17:00:00Z");
  const project: Project = {
    ...site,
    startDate: dated(site.startDate),
    completionDate: dated(site.completionDate),
    id: nextId(state, company.zone),
    companyId: company.id,
    active: true,
    countryCode: isBritish ? "GB" : "US",
    timeZone: isBritish ? "Europe/London" : "US/Pacific",
    originId: null,
    originData: null,
    originCode: null,
    createdAt,
    updatedAt: createdAt,
  };
  state.projects.set(project.id, project);
  return project;
}
