import type { TaxCode } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid, notFound } from "../rest/refusal.ts";
import { applyOrigin } from "../rules/origin.ts";
import { readDecimal, readFlag, readText, refuseUnknown } from "../rules/read-field.ts";
import { nextId, type ProcoreState } from "../state.ts";

const KNOWN = [
  "code",
  "description",
  "rate1",
  "archived",
  "default_tax_code",
  "origin_id",
  "origin_data",
];

export function createTaxCode(
  state: ProcoreState,
  { companyId, fields }: { companyId: string; fields: Fields },
): TaxCode {
  const company = state.companies.get(companyId);
  if (!company) throw notFound();
  const code: TaxCode = {
    id: nextId(state, company.zone),
    companyId,
    code: "",
    description: null,
    rate: "0.00",
    isArchived: false,
    isDefault: false,
    originId: null,
    originData: null,
  };
  apply(state, code, fields);
  if (code.code === "") throw invalid("code", "can't be blank");
  state.taxCodes.set(code.id, code);
  return code;
}

export function updateTaxCode(
  state: ProcoreState,
  { id, fields }: { id: string; fields: Fields },
): TaxCode {
  const code = state.taxCodes.get(id);
  if (!code) throw notFound();
  const draft = structuredClone(code);
  apply(state, draft, fields);
  return Object.assign(code, draft);
}

export function taxCodesOf(state: ProcoreState, companyId: string): TaxCode[] {
  return [...state.taxCodes.values()].filter((code) => code.companyId === companyId);
}

function apply(state: ProcoreState, code: TaxCode, fields: Fields): void {
  refuseUnknown(fields, KNOWN);
  code.code = readText(fields, "code") ?? code.code;
  code.description = readText(fields, "description") ?? code.description;
  code.rate = readDecimal(fields, "rate1", 4) ?? code.rate;
  code.isArchived = readFlag(fields, "archived") ?? code.isArchived;
  code.isDefault = readFlag(fields, "default_tax_code") ?? code.isDefault;
  applyOrigin(code, fields, () => taxCodesOf(state, code.companyId));
}
