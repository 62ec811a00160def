import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import { changedPages } from "./changed-since.ts";
import type { ProcoreClient } from "./client.ts";
import { orMissing } from "./refusal.ts";
import { id, instant, parseRecord, text } from "./shapes.ts";

export interface Vendor {
  id: string;
  name: string;
  email: string | undefined;
  phone: string | undefined;
  address: string | undefined;
  city: string | undefined;
  stateCode: string | undefined;
  countryCode: string | undefined;
  zip: string | undefined;
  isActive: boolean;
  originId: string | undefined;
  originCode: string | undefined;
  updatedAt: Date;
}

const VendorShape = z.object({
  id,
  name: z.string(),
  email_address: text,
  business_phone: text,
  address: text,
  city: text,
  state_code: text,
  country_code: text,
  zip: text,
  is_active: z.boolean().nullish(),
  origin_id: text,
  origin_code: text,
  updated_at: instant,
});

export const VENDORS_PATH = "/rest/v1.0/vendors";

export async function fetchVendor(
  procore: ProcoreClient,
  place: Caller & { companyId: string; id: string },
): Promise<Vendor | undefined> {
  const query = { company_id: place.companyId, view: "extended" };
  const answer = await orMissing(
    procore.call({ path: `${VENDORS_PATH}/${place.id}`, query, ...callerOf(place) }),
  );
  return answer && toVendor(parseRecord(VendorShape, answer.body, place.id));
}

/** Not polled yet: a push reads the vendors that it needs. @internal */
export async function* listChangedVendors(
  procore: ProcoreClient,
  where: { companyId: string; since: Date; signal?: AbortSignal },
): AsyncGenerator<{ id: string; updatedAt: Date }[]> {
  const query = { company_id: where.companyId, view: "extended" };
  for await (const rows of changedPages(procore, where, { path: VENDORS_PATH, query })) {
    yield rows.map((row) => ({ id: row.id, updatedAt: row.updated_at }));
  }
}

function toVendor(vendor: z.output<typeof VendorShape>): Vendor {
  return {
    id: vendor.id,
    name: vendor.name,
    email: vendor.email_address,
    phone: vendor.business_phone,
    address: vendor.address,
    city: vendor.city,
    stateCode: vendor.state_code,
    countryCode: vendor.country_code,
    zip: vendor.zip,
    isActive: vendor.is_active ?? true,
    originId: vendor.origin_id,
    originCode: vendor.origin_code,
    updatedAt: vendor.updated_at,
  };
}
