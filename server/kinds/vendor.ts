import { z } from "zod";
import type { VendorDocument } from "../connectors/documents.ts";
import { isListed, tellOrigins } from "../procore/origin.ts";
import { fetchVendor, type Vendor, VENDORS_PATH } from "../procore/vendors.ts";
import { type AnySnapshot, type Kind, referenceOf } from "./kind.ts";
import { instant, optionalText, version } from "./stored.ts";
import { type Subject } from "./subject.ts";

const VERSION = 1;

type VendorSnapshot = Vendor & AnySnapshot;

const Stored = z.object({
  id: z.string(),
  name: z.string(),
  email: optionalText,
  phone: optionalText,
  address: optionalText,
  city: optionalText,
  stateCode: optionalText,
  countryCode: optionalText,
  zip: optionalText,
  isActive: z.boolean().default(true),
  originId: optionalText,
  originCode: optionalText,
  updatedAt: instant,
  version,
});

export const vendor: Kind<VendorSnapshot> = {
  name: "vendor",
  words: { one: "vendor", many: "vendors", type: "Vendor", about: "Companies of the directory" },
  scope: "company",
  tool: "Directory",
  isMasterData: true,
  hasWebhook: true,
  documents: ["vendor"],
  resources: [{ name: "Company Vendors" }],
  label: ({ title }) => `vendor ${title}`,
  listed: ({ title }) => title,
  async fetch(procore, { place: { companyId, procoreId } }) {
    const seen = await fetchVendor(procore, { companyId, id: procoreId });
    return seen && { ...seen, version: VERSION };
  },
  isListed(procore, { place: { companyId, procoreId } }) {
    const place = { company_id: companyId };
    return isListed(procore, { companyId, path: VENDORS_PATH, place, id: procoreId });
  },
  wholeVersion: VERSION,
  parse: (stored) => Stored.parse(stored),
  head: ({ id, name }) => ({
    number: "",
    title: name,
    vendorId: id,
    parent: null,
    document: "vendor",
  }),
  compared: { name: VERSION, email: VERSION, phone: VERSION },
  fields: ({ name, email, phone }) => [
    { name: "name", word: "Name", value: name, isCarried: true },
    { name: "email", word: "E-mail", value: email, isCarried: true },
    { name: "phone", word: "Phone", value: phone, isCarried: true },
  ],
  approval: () => ({ isApproved: true, status: "" }),
  needs: () => [],
  document,
  tell: (procore, { companyId }, told) =>
    tellOrigins(
      procore,
      { companyId, kind: "vendor" },
      told.map(({ origin }) => origin),
    ),
};

function document({ record, snapshot }: Subject<VendorSnapshot>): VendorDocument {
  const { name, email, phone } = snapshot;
  return {
    kind: "vendor",
    reference: referenceOf(record),
    name,
    ...(email && { email }),
    ...(phone && { phone }),
  };
}
