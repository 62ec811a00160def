import { createTaxCode, taxCodesOf, updateTaxCode } from "../../acts/tax-codes.ts";
import type { TaxCode } from "../../records.ts";
import {
  created,
  requiredBodyId,
  requiredQuery,
  wrapped,
  type Call,
  type Endpoint,
} from "../call.ts";
import { page } from "../pages.ts";
import { hasCompanyLevel, openCompany } from "../reach.ts";
import { forbidden } from "../refusal.ts";
import { syncEndpoint } from "../sync.ts";
import { wireId } from "../wire.ts";

const BASE = "/rest/v1.0/tax_codes";

/** Tax codes of a company: everybody in it reads them, its Admin tool writes them. */
export const taxCodeEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) => {
      const { company } = openCompany(call, requiredQuery(call, "company_id"));
      return page(call, taxCodesOf(call.state, company.id), shape);
    },
  },
  {
    method: "POST",
    path: BASE,
    answer: (call) => {
      const companyId = opened(call);
      const fields = wrapped(call, "tax_code");
      return created(shape(createTaxCode(call.state, { companyId, fields })));
    },
  },
  syncEndpoint<TaxCode>(`${BASE}/sync`, (call) => {
    const companyId = opened(call);
    return {
      rows: () => taxCodesOf(call.state, companyId),
      create: (fields) => createTaxCode(call.state, { companyId, fields }),
      update: (id, fields) => updateTaxCode(call.state, { id, fields }),
      shape,
    };
  }),
];

function opened(call: Call): string {
  const { company, membership } = openCompany(call, requiredBodyId(call, "company_id"));
  if (!hasCompanyLevel(membership, "Admin", "Admin")) throw forbidden("change tax codes");
  return company.id;
}

function shape(code: TaxCode) {
  return {
    id: wireId(code.id),
    code: code.code,
    description: code.description,
    rate1: Number.parseFloat(code.rate),
    archived: code.isArchived,
    default_tax_code: code.isDefault,
    origin_id: code.originId,
    origin_data: code.originData,
  };
}
