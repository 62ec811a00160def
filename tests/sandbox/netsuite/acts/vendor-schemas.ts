import { z } from "zod";
import { found } from "./found.ts";

const text = z.string().optional();
const flag = z.boolean().optional();
const several = z.array(z.string()).min(1).optional();

const changes = {
  companyName: text,
  legalName: text,
  email: text,
  phone: text,
  /** Ids or symbols; the first is the primary one where no `currency` is named. */
  currency: text,
  currencies: several,
  /** Ids; the first is the primary one where no `subsidiary` is named. */
  subsidiary: text,
  subsidiaries: several,
  isInactive: flag,
};

/** What each act on vendors takes beside `do`. */
export const VENDOR_ARGUMENTS = {
  create_vendor: z.strictObject({ ...changes, externalId: text }),
  set_vendor: z.strictObject({ ...found("vendorId"), ...changes }),
  rename_vendor: z.strictObject({ ...found("vendorId"), companyName: text }),
  deactivate_vendor: z.strictObject({ ...found("vendorId"), inactive: flag }),
  merge_vendors: z.strictObject({ from: z.string(), into: z.string() }),
};
