import type { Commitment, CostCode, LineItem, LineItemType } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { currencyOf } from "./currency.ts";

export function lineShape(
  state: ProcoreState,
  commitment: Commitment,
  line: LineItem,
): Record<string, unknown> {
  const company = state.companies.get(commitment.companyId);
  const project = state.projects.get(commitment.projectId);
  const code = line.costCodeId ? state.costCodes.get(line.costCodeId) : undefined;
  const type = line.lineItemTypeId ? state.lineItemTypes.get(line.lineItemTypeId) : undefined;
  return {
    id: wireId(line.id),
    position: line.position,
    description: line.description,
    amount: line.amount,
    total_amount: line.amount,
    extended_amount: line.amount,
    extended_type: line.extendedType,
    quantity: line.quantity,
    unit_cost: line.unitCost,
    uom: line.uom,
    tax_code_id: wireId(line.taxCodeId),
    cost_code: code ? costCodeShape(state, code) : null,
    line_item_type: type ? lineItemTypeShape(type) : null,
    wbs_code: code ? wbsShape(code, type) : null,
    company: company ? { id: wireId(company.id), name: company.name } : null,
    project: project ? { id: wireId(project.id), name: project.name } : null,
    holder: {
      id: wireId(commitment.id),
      holder_type:
        commitment.kind === "work_order_contract" ? "WorkOrderContract" : "PurchaseOrderContract",
    },
    origin_id: line.originId,
    origin_data: line.originData,
    created_at: line.createdAt,
    updated_at: line.updatedAt,
    currency_configuration: currencyOf(state, commitment),
  };
}

export function wbsShape(code: CostCode, type: LineItemType | undefined) {
  return {
    id: wireId(code.id),
    flat_code: type ? `${code.fullCode}.${type.code}` : code.fullCode,
    description: type ? `${code.name}.${type.name}` : code.name,
  };
}

export function costCodeShape(state: ProcoreState, code: CostCode): Record<string, unknown> {
  const types = code.lineItemTypeIds.flatMap((id) => state.lineItemTypes.get(id) ?? []);
  return {
    id: wireId(code.id),
    biller: state.projects.get(code.projectId)?.name ?? null,
    biller_id: wireId(code.projectId),
    biller_type: "Project",
    budgeted: code.parentId !== null,
    code: code.code,
    full_code: code.fullCode,
    name: code.name,
    parent: code.parentId ? { id: wireId(code.parentId) } : null,
    position: code.position,
    sortable_code: code.fullCode,
    standard_cost_code_id: null,
    line_item_types: types.map(lineItemTypeShape),
    origin_id: code.originId,
    origin_data: code.originData,
    created_at: code.createdAt,
    deleted_at: null,
    updated_at: code.updatedAt,
  };
}

export function lineItemTypeShape(type: LineItemType) {
  return {
    id: wireId(type.id),
    name: type.name,
    code: type.code,
    base_type: type.baseType,
    origin_id: type.originId,
    origin_data: type.originData,
  };
}
