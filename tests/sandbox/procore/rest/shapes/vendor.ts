import type { Vendor } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";

export function vendorShape(state: ProcoreState, vendor: Vendor): Record<string, unknown> {
  const projectIds = new Set(
    [...state.commitments.values()]
      .filter(({ vendorId }) => vendorId === vendor.id)
      .map(({ projectId }) => projectId),
  );
  return {
    id: wireId(vendor.id),
    name: vendor.name,
    company: vendor.name,
    abbreviated_name: vendor.abbreviatedName,
    address: vendor.address,
    city: vendor.city,
    state_code: vendor.stateCode,
    country_code: vendor.countryCode,
    zip: vendor.zip,
    business_phone: vendor.businessPhone,
    mobile_phone: null,
    fax_number: null,
    email_address: vendor.emailAddress,
    website: vendor.website,
    license_number: vendor.licenseNumber,
    trade_name: vendor.trade,
    notes: vendor.notes,
    is_active: vendor.isActive,
    is_connected: false,
    company_vendor: true,
    authorized_bidder: true,
    prequalified: true,
    union_member: false,
    non_union_prevailing_wage: false,
    business_id: null,
    attachments: [],
    children_count: 0,
    project_ids: [...projectIds].map((id) => wireId(id)),
    primary_contact: null,
    vendor_group: null,
    synced_to_erp: vendor.originId !== null,
    origin_id: vendor.originId,
    origin_code: vendor.originCode,
    origin_data: vendor.originData,
    created_at: vendor.createdAt,
    updated_at: vendor.updatedAt,
  };
}
