import { z } from "zod";
import { notFound } from "../rest/refusal.ts";
import { deed, type Deed } from "./deed.ts";
import { createTaxCode } from "./tax-codes.ts";

const id = z.string();

/** What a company's admins set up for all of its projects. */
export const COMPANY_DEEDS: Record<string, Deed> = {
  update_company: deed(
    z.strictObject({
      id,
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      isMulticurrency: z.boolean().optional(),
      saysCurrency: z.boolean().optional(),
    }),
    (state, { id: companyId, ...changes }) => {
      const company = state.companies.get(companyId);
      if (!company) throw notFound();
      return Object.assign(company, changes);
    },
  ),
  create_tax_code: deed(
    z.strictObject({ companyId: id, fields: z.record(z.string(), z.unknown()).default({}) }),
    createTaxCode,
  ),
};
