import type { BaseType, Company, Project } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";

const DIVISIONS: Record<string, string> = {
  "01": "General Requirements",
  "02": "Existing Conditions",
  "03": "Concrete",
  "04": "Masonry",
  "05": "Metals",
  "06": "Wood, Plastics and Composites",
  "07": "Thermal and Moisture Protection",
  "08": "Openings",
  "09": "Finishes",
  "10": "Specialties",
  "14": "Conveying Equipment",
  "21": "Fire Suppression",
  "22": "Plumbing",
  "23": "HVAC",
  "26": "Electrical",
  "27": "Communications",
  "28": "Electronic Safety and Security",
  "31": "Earthwork",
  "32": "Exterior Improvements",
  "33": "Utilities",
};

const SECTIONS: Record<string, string> = {
  "01-500": "Temporary Facilities and Controls",
  "01-540": "Construction Aids",
  "02-410": "Demolition",
  "03-100": "Concrete Forming and Accessories",
  "03-200": "Concrete Reinforcing",
  "03-300": "Cast-in-Place Concrete",
  "04-200": "Unit Masonry",
  "05-100": "Structural Metal Framing",
  "05-300": "Metal Decking",
  "05-500": "Metal Fabrications",
  "06-100": "Rough Carpentry",
  "06-400": "Architectural Woodwork",
  "07-100": "Dampproofing and Waterproofing",
  "07-500": "Membrane Roofing",
  "07-600": "Flashing and Sheet Metal",
  "07-840": "Firestopping",
  "08-100": "Doors and Frames",
  "08-400": "Entrances, Storefronts and Curtain Walls",
  "08-700": "Hardware",
  "08-800": "Glazing",
  "09-200": "Plaster and Gypsum Board",
  "09-300": "Tiling",
  "09-500": "Ceilings",
  "09-600": "Flooring",
  "09-900": "Painting and Coating",
  "10-280": "Toilet, Bath and Laundry Accessories",
  "14-200": "Elevators",
  "21-130": "Fire-Suppression Sprinkler Systems",
  "22-100": "Plumbing Piping",
  "22-400": "Plumbing Fixtures",
  "23-300": "HVAC Air Distribution",
  "23-600": "Central Cooling Equipment",
  "23-900": "HVAC Controls and Balancing",
  "26-200": "Low-Voltage Electrical Distribution",
  "26-500": "Lighting",
  "27-100": "Structured Cabling",
  "28-300": "Electronic Detection and Alarm",
  "31-200": "Earth Moving",
  "31-600": "Special Foundations",
  "32-100": "Bases, Ballasts and Paving",
  "33-400": "Storm Drainage Utilities",
};

const COST_TYPES: [name: string, code: string, baseType: BaseType][] = [
  ["Commitment", "C", "commitment"],
  ["Materials", "M", "materials"],
  ["Equipment", "E", "equipment"],
  ["Owner Cost", "OC", "owner_cost"],
  ["Professional Services", "SVC", "professional_services"],
  ["Other", "O", "other"],
];

export function seedLineItemTypes(state: ProcoreState, company: Company): void {
  for (const [name, code, baseType] of COST_TYPES) {
    const id = nextId(state, company.zone);
    state.lineItemTypes.set(id, {
      id,
      companyId: company.id,
      name,
      code,
      baseType,
      originId: null,
      originData: null,
      originCode: null,
    });
  }
}

export function seedCostCodes(state: ProcoreState, project: Project, dated: Dated): void {
  const { companyId } = project;
  const zone = state.companies.get(companyId)?.zone;
  const seededAt = dated("2026-01-12T16:00:00Z");
  const lineItemTypeIds = [...state.lineItemTypes.values()]
    .filter((type) => type.companyId === companyId)
    .map(({ id }) => id);
  const add = (
    code: string,
    fullCode: string,
    name: string,
    parentId: string | null,
    position: number,
  ) => {
    const id = nextId(state, zone);
    state.costCodes.set(id, {
      id,
      companyId,
      projectId: project.id,
      code,
      fullCode,
      name,
      parentId,
      position,
      lineItemTypeIds: parentId ? lineItemTypeIds : [],
      originId: null,
      originData: null,
      originCode: null,
      createdAt: seededAt,
      updatedAt: seededAt,
    });
    return id;
  };
  let position = 0;
  for (const [division, name] of Object.entries(DIVISIONS).toSorted()) {
    const parentId = add(division, division, name, null, (position += 1));
    for (const [fullCode, section] of Object.entries(SECTIONS)) {
      if (fullCode.startsWith(`${division}-`)) {
        add(fullCode.slice(3), fullCode, section, parentId, (position += 1));
      }
    }
  }
}
