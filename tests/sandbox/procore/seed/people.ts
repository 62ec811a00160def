import type { Membership, ToolLevels, User } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";

interface Person {
  login: string;
  password: string;
  name: [first: string, last: string];
  jobTitle: string;
  isAccountant?: boolean;
  memberships: Membership[];
}

interface Place {
  /** Of a company. */
  id: string;
  projectIds: string[];
}

/** Five people: who may do what is the point of each. */
export function seedPeople(
  state: ProcoreState,
  { us, uk, dated }: { us: Place; uk: Place; dated: Dated },
): void {
  const createdAt = dated("2026-01-08T18:00:00Z");
  const add = (person: Person) => addPerson(state, { ...person, createdAt });
  const everywhere = (projectIds: string[], tools: ToolLevels) =>
    Object.fromEntries(projectIds.map((id) => [id, tools]));
  const inUs = (
    isCompanyAdmin: boolean,
    companyTools: ToolLevels,
    projects: Record<string, ToolLevels>,
  ): Membership => ({ companyId: us.id, isCompanyAdmin, companyTools, projects });
  const everyTool: ToolLevels = {
    Commitments: "Admin",
    "ERP Integrations": "Admin",
    Admin: "Admin",
    Directory: "Admin",
    Budget: "Admin",
  };
  const nobody: ToolLevels = { "ERP Integrations": "None", Admin: "None", Directory: "Read Only" };
  const first = us.projectIds[0] ?? "";

  add({
    login: "admin@ridgeline.example",
    password: "ridgeline-admin",
    name: ["Rosa", "Delgado"],
    jobTitle: "Director of Construction Technology",
    isAccountant: true,
    memberships: [inUs(true, everyTool, everywhere(us.projectIds, everyTool))],
  });
  add({
    login: "pm@ridgeline.example",
    password: "ridgeline-pm",
    name: ["Marcus", "Webb"],
    jobTitle: "Senior Project Manager",
    memberships: [
      inUs(
        false,
        nobody,
        everywhere(us.projectIds, {
          Commitments: "Admin",
          Directory: "Standard",
          Budget: "Standard",
        }),
      ),
    ],
  });
  add({
    login: "accounting@ridgeline.example",
    password: "ridgeline-accounting",
    name: ["Priya", "Nair"],
    jobTitle: "Project Accountant",
    isAccountant: true,
    memberships: [
      inUs(
        false,
        { "ERP Integrations": "Admin", Directory: "Standard", Admin: "None" },
        everywhere(us.projectIds, { Commitments: "Read Only", Budget: "Read Only" }),
      ),
    ],
  });
  add({
    login: "super@ridgeline.example",
    password: "ridgeline-super",
    name: ["Tom", "Okafor"],
    jobTitle: "Superintendent",
    memberships: [
      inUs(false, nobody, everywhere(us.projectIds.slice(0, 2), { Commitments: "Read Only" })),
    ],
  });
  add({
    login: "admin@harborview.example",
    password: "harborview-admin",
    name: ["Elin", "Marsh"],
    jobTitle: "Commercial Director",
    isAccountant: true,
    memberships: [
      {
        companyId: uk.id,
        isCompanyAdmin: true,
        companyTools: everyTool,
        projects: everywhere(uk.projectIds, everyTool),
      },
      inUs(false, nobody, { [first]: { Commitments: "None", Directory: "Read Only" } }),
    ],
  });
  const service = add({
    login: "crosstie-service@procore.example",
    password: "",
    name: ["Crosstie", "Service Account"],
    jobTitle: "Developer Managed Service Account",
    memberships: [],
  });
  service.isService = true;
  state.serviceUserId = service.id;
}

function addPerson(
  state: ProcoreState,
  {
    login,
    password,
    name,
    jobTitle,
    isAccountant = false,
    memberships,
    createdAt,
  }: Person & { createdAt: string },
): User {
  const id = nextId(state);
  const user: User = {
    id,
    login,
    password,
    firstName: name[0],
    lastName: name[1],
    jobTitle,
    isAccountant,
    isService: false,
    memberships,
    createdAt,
    updatedAt: createdAt,
  };
  state.users.set(id, user);
  return user;
}
