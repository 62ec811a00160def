import type { CommitmentKind } from "../records.ts";

/** A package of work as an estimator would let it: what, to whom, and its schedule of values. */
export interface Scope {
  kind: CommitmentKind;
  title: string;
  vendor: string;
  description: string;
  lines: ScopeLine[];
}

/** `unitCost` times `quantity` is the amount at factor 1; lump sums have unit `ls`. */
export type ScopeLine = [
  costCode: string,
  costType: string,
  description: string,
  quantity: number,
  uom: string,
  unitCost: string,
];

const packageOf =
  (kind: CommitmentKind) =>
  (title: string, vendor: string, description: string, ...lines: ScopeLine[]): Scope => ({
    kind,
    title,
    vendor,
    description,
    lines,
  });
const subcontract = packageOf("work_order_contract");
const purchase = packageOf("purchase_order_contract");

export const SUBCONTRACTS: Scope[] = [
  subcontract(
    "Structural Steel Fabrication and Erection",
    "Acme Steel Erectors",
    "Furnish and erect structural steel, metal deck and miscellaneous metals per Division 05.",
    ["05-100", "C", "Structural steel, fabricate and deliver", 1, "ls", "412000.00"],
    ["05-100", "C", "Structural steel erection and bolting", 1, "ls", "168500.00"],
    ["05-300", "C", "Composite floor and roof deck with shear studs", 1, "ls", "96400.00"],
    ["05-500", "C", "Stairs, rails and embeds", 1, "ls", "58250.00"],
  ),
  subcontract(
    "HVAC and Controls",
    "Summit Mechanical Contractors",
    "Complete HVAC systems, sheet metal, controls and test and balance.",
    ["23-600", "C", "Air handling units and chilled water plant", 1, "ls", "486000.00"],
    ["23-300", "C", "Ductwork, diffusers and insulation", 1, "ls", "324750.00"],
    ["23-900", "C", "Building automation controls", 1, "ls", "142300.00"],
    ["23-900", "C", "Test, adjust and balance", 1, "ls", "38600.00"],
  ),
  subcontract(
    "Glass, Glazing and Storefront",
    "Northlight Glazing LLC",
    "Unitized curtain wall, storefront and interior glazing including shop drawings and mock-up.",
    ["08-400", "C", "Unitized curtain wall, north and east elevations", 1, "ls", "374900.00"],
    ["08-400", "C", "Storefront and entrances", 1, "ls", "88650.00"],
    ["08-800", "C", "Interior glazing and fire-rated glass", 1, "ls", "61200.00"],
  ),
  subcontract(
    "Cast-in-Place Concrete",
    "Blue Heron Concrete",
    "Footings, walls, slabs on grade and elevated slabs, including formwork and placement.",
    ["03-100", "C", "Formwork and shoring", 1, "ls", "218400.00"],
    ["03-200", "C", "Reinforcing steel, furnish and install", 1, "ls", "176250.00"],
    ["03-300", "C", "Place and finish, slabs on grade", 1, "ls", "132800.00"],
    ["03-300", "C", "Place and finish, elevated slabs", 1, "ls", "154600.00"],
  ),
  subcontract(
    "Electrical and Lighting",
    "Caliber Electric Co.",
    "Power distribution, lighting, fire alarm rough-in and temporary power.",
    ["26-200", "C", "Switchgear, feeders and panels", 1, "ls", "298700.00"],
    ["26-500", "C", "Lighting fixtures and controls", 1, "ls", "187450.00"],
    ["01-500", "C", "Temporary power and lighting", 1, "ls", "24800.00"],
    ["28-300", "C", "Fire alarm system", 1, "ls", "76900.00"],
  ),
  subcontract(
    "Architectural Millwork",
    "Ironwood Millwork",
    "Casework, wall panels and reception desk, AWI premium grade.",
    ["06-400", "C", "Casework and countertops", 1, "ls", "124300.00"],
    ["06-400", "C", "Wood wall panels, lobby", 1, "ls", "67850.00"],
    ["06-100", "C", "Blocking and backing", 1, "ls", "18400.00"],
  ),
  subcontract(
    "Sitework and Excavation",
    "Tri-County Excavating",
    "Clearing, mass excavation, shoring, backfill and storm drainage.",
    ["31-200", "C", "Mass excavation and haul-off", 1, "ls", "164200.00"],
    ["31-600", "C", "Shoring and dewatering", 1, "ls", "97500.00"],
    ["33-400", "C", "Storm drainage and detention vault", 1, "ls", "118900.00"],
  ),
  subcontract(
    "Roofing and Sheet Metal",
    "Pacific Crest Roofing",
    "TPO membrane roof, tapered insulation, flashings; 20-year warranty.",
    ["07-500", "C", "TPO membrane and tapered insulation", 1, "ls", "142600.00"],
    ["07-600", "C", "Flashing and coping", 1, "ls", "38250.00"],
  ),
  subcontract(
    "Unit Masonry",
    "Keystone Masonry",
    "CMU shafts, brick veneer and grouting.",
    ["04-200", "C", "CMU walls and shafts", 1, "ls", "96700.00"],
    ["04-200", "C", "Brick veneer", 1, "ls", "112450.00"],
  ),
  subcontract(
    "Fire Sprinkler System",
    "Sentinel Fire Protection",
    "Design-build wet and dry sprinkler systems, fire pump, standpipes.",
    ["21-130", "C", "Design, permit and hydraulic calculations", 1, "ls", "22400.00"],
    ["21-130", "C", "Sprinkler mains, branch lines and heads", 1, "ls", "148300.00"],
    ["21-130", "C", "Fire pump and standpipes", 1, "ls", "57600.00"],
  ),
  subcontract(
    "Elevators",
    "Meridian Elevator Company",
    "Two machine-room-less passenger elevators and one service car.",
    ["14-200", "C", "MRL passenger elevators, two cars", 1, "ls", "318000.00"],
    ["14-200", "C", "Service elevator", 1, "ls", "174500.00"],
  ),
  subcontract(
    "Plumbing",
    "Cobalt Plumbing & Piping",
    "Domestic water, waste and vent, medical gas where shown, fixtures.",
    ["22-100", "C", "Underground and above-ground rough-in", 1, "ls", "186200.00"],
    ["22-400", "C", "Fixtures and trim", 1, "ls", "94750.00"],
  ),
  subcontract(
    "Metal Framing, Drywall and Ceilings",
    "Fairway Drywall Systems",
    "Metal studs, gypsum board, acoustical ceilings and firestopping.",
    ["09-200", "C", "Metal framing and gypsum board", 1, "ls", "264800.00"],
    ["09-500", "C", "Acoustical ceilings", 1, "ls", "88300.00"],
    ["07-840", "C", "Firestopping", 1, "ls", "31750.00"],
  ),
  subcontract(
    "Resilient Flooring and Tile",
    "Harlan Flooring Group",
    "Moisture mitigation, resilient sheet, LVT, carpet tile and ceramic tile.",
    ["09-600", "C", "Moisture mitigation and resilient flooring", 1, "ls", "137250.00"],
    ["09-300", "C", "Ceramic tile, restrooms", 1, "ls", "46800.00"],
  ),
];

export const PURCHASES: Scope[] = [
  purchase(
    "Reinforcing Steel Supply",
    "Delta Building Supply",
    "Grade 60 rebar, cut and bent, delivered in four releases.",
    ["03-200", "M", "#5 rebar, cut and bent", 86, "tons", "1485.00"],
    ["03-200", "M", "#8 rebar, cut and bent", 42, "tons", "1512.50"],
    ["03-200", "M", "Delivery, per truck", 9, "ea", "425.00"],
  ),
  purchase(
    "Hollow Metal Doors, Frames and Hardware",
    "Delta Building Supply",
    "Doors, frames and finish hardware per schedule 08 71 00.",
    ["08-100", "M", "Hollow metal frame, welded", 118, "ea", "286.40"],
    ["08-100", "M", "Hollow metal door, 90 minute", 64, "ea", "612.75"],
    ["08-700", "M", "Hardware set 04, lever lockset with closer", 96, "ea", "418.20"],
  ),
  purchase(
    "Tower Crane Rental",
    "Westbrook Equipment Rental",
    "Tower crane with operator stand-by, erect and dismantle.",
    ["01-540", "E", "Tower crane, monthly rental", 9, "months", "28750.00"],
    ["01-540", "E", "Erect and dismantle", 1, "ls", "64500.00"],
  ),
  purchase(
    "Switchgear Pre-Purchase",
    "Caliber Electric Co.",
    "Owner-approved early release of main switchgear; 38 week lead.",
    ["26-200", "M", "Main switchboard 3000 A", 2, "ea", "118450.00"],
    ["26-200", "M", "Distribution panel 400 A", 11, "ea", "9385.50"],
  ),
  purchase(
    "Rooftop Air Handling Units",
    "Summit Mechanical Contractors",
    "Early purchase of three custom air handlers.",
    ["23-600", "M", "Custom air handling unit, 42,000 cfm", 3, "ea", "146200.00"],
    ["23-600", "M", "Factory start-up", 3, "ea", "3850.00"],
  ),
  purchase(
    "Toilet Partitions and Accessories",
    "Delta Building Supply",
    "Solid phenolic partitions and accessories, all levels.",
    ["10-280", "M", "Phenolic partition, per compartment", 38, "ea", "742.30"],
    ["10-280", "M", "Accessory package, per restroom", 14, "ea", "1265.00"],
  ),
];

/** The second company buys the same kinds of work from its own trades. */
export const BRITISH_TRADES: Record<string, string> = {
  "Acme Steel Erectors": "Thamesgate Steelwork Ltd",
  "Tri-County Excavating": "Ashdown Groundworks",
  "Northlight Glazing LLC": "Calder Facades Ltd",
  "Summit Mechanical Contractors": "Merrow M&E Services",
  "Caliber Electric Co.": "Merrow M&E Services",
  "Ironwood Millwork": "Brightwater Joinery",
};
