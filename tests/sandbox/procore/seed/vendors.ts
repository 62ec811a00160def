import type { Company } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";

/** A vendor as an address book has it. */
type Card = [
  who: [name: string, abbreviation: string, trade: string],
  where: [address: string, city: string, region: string, zip: string],
  reach: [phone: string, mail: string],
];

const AMERICAN: Card[] = [
  [
    ["Acme Steel Erectors", "ACME", "Structural Steel"],
    ["4410 Foundry Way", "Tacoma", "WA", "98421"],
    ["253-555-0114", "office@acmesteel.example"],
  ],
  [
    ["Delta Building Supply", "DELTA", "Building Materials"],
    ["900 Harbor Ave SW", "Seattle", "WA", "98126"],
    ["206-555-0148", "orders@deltasupply.example"],
  ],
  [
    ["Summit Mechanical Contractors", "SUMMIT", "HVAC"],
    ["2217 Ridge Park Dr", "Bellevue", "WA", "98005"],
    ["425-555-0177", "ap@summitmech.example"],
  ],
  [
    ["Northlight Glazing LLC", "NLG", "Glass and Glazing"],
    ["61 Kiln St", "Everett", "WA", "98201"],
    ["425-555-0132", "billing@northlightglazing.example"],
  ],
  [
    ["Blue Heron Concrete", "BHC", "Concrete"],
    ["1500 Slough Rd", "Kent", "WA", "98032"],
    ["253-555-0191", "accounts@blueheronconcrete.example"],
  ],
  [
    ["Caliber Electric Co.", "CALIBER", "Electrical"],
    ["78 Ohm Ct", "Renton", "WA", "98057"],
    ["425-555-0105", "invoices@caliberelectric.example"],
  ],
  [
    ["Ironwood Millwork", "IRONWD", "Millwork"],
    ["330 Cedar Mill Ln", "Snohomish", "WA", "98290"],
    ["360-555-0166", "shop@ironwoodmillwork.example"],
  ],
  [
    ["Tri-County Excavating", "TRICO", "Earthwork"],
    ["12 Quarry Rd", "Auburn", "WA", "98001"],
    ["253-555-0122", "dispatch@tricountyex.example"],
  ],
  [
    ["Pacific Crest Roofing", "PCR", "Roofing"],
    ["845 Gable St", "Lynnwood", "WA", "98036"],
    ["425-555-0159", "office@pacificcrestroofing.example"],
  ],
  [
    ["Keystone Masonry", "KEYST", "Masonry"],
    ["209 Arch St", "Puyallup", "WA", "98371"],
    ["253-555-0143", "ar@keystonemasonry.example"],
  ],
  [
    ["Sentinel Fire Protection", "SENTNL", "Fire Suppression"],
    ["17 Riser Pl", "Tukwila", "WA", "98188"],
    ["206-555-0171", "projects@sentinelfire.example"],
  ],
  [
    ["Meridian Elevator Company", "MERID", "Elevators"],
    ["500 Hoistway Blvd", "Portland", "OR", "97210"],
    ["503-555-0118", "contracts@meridianelevator.example"],
  ],
  [
    ["Cobalt Plumbing & Piping", "COBALT", "Plumbing"],
    ["1188 Valve St", "Burien", "WA", "98166"],
    ["206-555-0136", "billing@cobaltplumbing.example"],
  ],
  [
    ["Fairway Drywall Systems", "FAIRWY", "Drywall"],
    ["64 Stud Ln", "Federal Way", "WA", "98003"],
    ["253-555-0180", "office@fairwaydrywall.example"],
  ],
  [
    ["Harlan Flooring Group", "HARLAN", "Flooring"],
    ["2020 Plank Rd", "Redmond", "WA", "98052"],
    ["425-555-0129", "ar@harlanflooring.example"],
  ],
  [
    ["Westbrook Equipment Rental", "WESTBR", "Equipment"],
    ["733 Crane Ave", "Fife", "WA", "98424"],
    ["253-555-0155", "rentals@westbrookequip.example"],
  ],
];

const BRITISH: Card[] = [
  [
    ["Thamesgate Steelwork Ltd", "THAMES", "Structural Steel"],
    ["9 Gantry Road", "Dagenham", "ENG", "RM9 6QD"],
    ["020 7946 0101", "accounts@thamesgate.example"],
  ],
  [
    ["Ashdown Groundworks", "ASHDN", "Earthwork"],
    ["Unit 4, Chalk Lane", "Crawley", "ENG", "RH10 9QL"],
    ["01632 960122", "office@ashdowngroundworks.example"],
  ],
  [
    ["Calder Facades Ltd", "CALDER", "Curtain Walling"],
    ["Mill Yard", "Halifax", "ENG", "HX1 5AA"],
    ["01632 960177", "finance@calderfacades.example"],
  ],
  [
    ["Merrow M&E Services", "MERROW", "Mechanical and Electrical"],
    ["31 Dynamo Street", "Guildford", "ENG", "GU1 2DD"],
    ["01632 960154", "ledger@merrowme.example"],
  ],
  [
    ["Brightwater Joinery", "BRIGHT", "Joinery"],
    ["2 Oak Wharf", "Gosport", "ENG", "PO12 1FH"],
    ["01632 960190", "orders@brightwaterjoinery.example"],
  ],
];

export function seedVendors(state: ProcoreState, company: Company, dated: Dated): void {
  const seededAt = dated("2026-01-15T17:30:00Z");
  const countryCode = company.zone === "uk01" ? "GB" : "US";
  for (const [who, where, reach] of company.zone === "uk01" ? BRITISH : AMERICAN) {
    const [name, abbreviatedName, trade] = who;
    const [address, city, stateCode, zip] = where;
    const [businessPhone, emailAddress] = reach;
    const id = nextId(state, company.zone);
    state.vendors.set(id, {
      id,
      companyId: company.id,
      name,
      abbreviatedName,
      trade,
      address,
      city,
      stateCode,
      countryCode,
      zip,
      businessPhone,
      emailAddress,
      website: `https://${emailAddress.split("@")[1]}`,
      licenseNumber: null,
      isActive: true,
      notes: null,
      originId: null,
      originData: null,
      originCode: null,
      createdAt: seededAt,
      updatedAt: seededAt,
    });
  }
}
