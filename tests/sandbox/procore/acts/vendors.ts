import type { Author } from "../access.ts";
import type { Vendor } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid, notFound } from "../rest/refusal.ts";
import { changeRecord } from "../rules/change-record.ts";
import { applyOrigin, ORIGIN_FIELDS } from "../rules/origin.ts";
import { readFlag, readText, refuseUnknown } from "../rules/read-field.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";

const TEXTS = {
  abbreviated_name: "abbreviatedName",
  address: "address",
  city: "city",
  zip: "zip",
  state_code: "stateCode",
  country_code: "countryCode",
  business_phone: "businessPhone",
  email_address: "emailAddress",
  website: "website",
  license_number: "licenseNumber",
  notes: "notes",
} as const;
const ACCEPTED_UNKEPT = [
  "id",
  "mobile_phone",
  "fax_number",
  "authorized_bidder",
  "prequalified",
  "labor_union",
  "union_member",
  "non_union_prevailing_wage",
  "vendor_group_id",
  "parent_id",
  "primary_contact_id",
  "trade_ids",
  "bidding_distribution_ids",
  "standard_cost_code_ids",
  "trade_name",
  "bidding",
  "business_register_attributes",
  "origin_custom_fields",
];

export function createVendor(
  state: ProcoreState,
  { companyId, fields, by }: { companyId: string; fields: Fields } & Done,
): Vendor {
  const at = now(state).toISOString();
  const vendor: Vendor = {
    id: nextId(state, state.companies.get(companyId)?.zone),
    companyId,
    name: "",
    abbreviatedName: null,
    address: null,
    city: null,
    stateCode: null,
    countryCode: null,
    zip: null,
    businessPhone: null,
    emailAddress: null,
    website: null,
    licenseNumber: null,
    isActive: true,
    trade: null,
    notes: null,
    originId: null,
    originData: null,
    originCode: null,
    createdAt: at,
    updatedAt: at,
  };
  apply(state, vendor, fields);
  state.vendors.set(vendor.id, vendor);
  tell(state, vendor, "create", authorOf(state, by, companyId));
  return vendor;
}

export function updateVendor(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): Vendor {
  const vendor = state.vendors.get(id);
  if (!vendor) throw notFound();
  if (changeRecord(vendor, now(state), (draft) => apply(state, draft, fields))) {
    tell(state, vendor, "update", authorOf(state, by, vendor.companyId));
  }
  return vendor;
}

function apply(state: ProcoreState, vendor: Vendor, fields: Fields): void {
  refuseUnknown(fields, [
    "name",
    "is_active",
    ...Object.keys(TEXTS),
    ...ORIGIN_FIELDS,
    ...ACCEPTED_UNKEPT,
  ]);
  const siblings = [...state.vendors.values()].filter(
    ({ companyId }) => companyId === vendor.companyId,
  );
  vendor.name = readText(fields, "name") ?? vendor.name;
  if (vendor.name.trim() === "") throw invalid("name", "can't be blank");
  if (siblings.some(({ id, name }) => id !== vendor.id && name === vendor.name)) {
    throw invalid("name", "has already been taken");
  }
  vendor.isActive = readFlag(fields, "is_active") ?? vendor.isActive;
  for (const [wire, name] of Object.entries(TEXTS)) {
    const value = readText(fields, wire);
    if (value !== undefined) vendor[name] = value;
  }
  applyOrigin(vendor, fields, () => siblings);
}

function tell(
  state: ProcoreState,
  { id, companyId }: Vendor,
  eventType: EventType,
  by: Author,
): void {
  announce(state, {
    companyId,
    projectId: null,
    resourceName: "Company Vendors",
    resourceId: id,
    eventType,
    by,
  });
}
