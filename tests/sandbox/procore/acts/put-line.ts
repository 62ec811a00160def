import { Decimal } from "decimal.js";
import type { Commitment, LineItem } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid, notFound } from "../rest/refusal.ts";
import { isApprovedAndLocked, lockedCommitment } from "../rules/commitment-fields.ts";
import { applyOrigin } from "../rules/origin.ts";
import {
  readChoice,
  readDecimal,
  readReference,
  readText,
  refuseUnknown,
} from "../rules/read-field.ts";
import { nextId, now, type ProcoreState } from "../state.ts";

/** What may be said of a line of a contract and of one of a change order. */
export const LINE_FIELDS = [
  "amount",
  "quantity",
  "unit_cost",
  "uom",
  "cost_code_id",
  "line_item_type_id",
  "wbs_code_id",
  "tax_code_id",
  "description",
];
const ORIGIN_ONLY = ["id", "origin_id", "origin_data"];
const KNOWN = [...LINE_FIELDS, ...ORIGIN_ONLY, "extended_type"];

/** A contract, or a change order of one. */
type Holder = Pick<Commitment, "companyId" | "projectId" | "lines">;

/**
 * Writes one line of a commitment, a new one when `lineId` is undefined. Returns the line;
 * announces nothing.
 */
export function putLine(
  state: ProcoreState,
  commitment: Commitment,
  lineId: string | undefined,
  fields: Fields,
): LineItem {
  refuseUnknown(fields, KNOWN);
  if (
    isApprovedAndLocked(state, commitment) &&
    Object.keys(fields).some((name) => !ORIGIN_ONLY.includes(name))
  ) {
    throw lockedCommitment("schedule of values");
  }
  const found =
    lineId === undefined
      ? newLine(state, commitment)
      : commitment.lines.find(({ id }) => id === lineId);
  if (!found) throw notFound();
  const line = structuredClone(found);
  line.extendedType =
    readChoice(fields, "extended_type", ["manual", "calculated"]) ?? line.extendedType;
  applyLineFields(state, commitment, line, fields);
  applyOrigin(line, fields, () =>
    [...state.commitments.values()]
      .filter(({ companyId }) => companyId === commitment.companyId)
      .flatMap(({ lines }) => lines),
  );
  const isNew = lineId === undefined;
  if (!isNew && JSON.stringify(line) === JSON.stringify(found)) return found;
  line.updatedAt = now(state).toISOString();
  if (isNew) commitment.lines.push(line);
  else Object.assign(found, line);
  return isNew ? line : found;
}

/** What lines of contracts and of change orders have alike. */
export function applyLineFields(
  state: ProcoreState,
  holder: Holder,
  line: LineItem,
  fields: Fields,
): void {
  applyCodes(state, holder, line, fields);
  line.description = readText(fields, "description") ?? line.description;
  line.uom = readText(fields, "uom") ?? line.uom;
  applyAmounts(line, fields);
}

/** An amount alone is a manual one; quantity or unit cost alone is extended again. */
function applyAmounts(line: LineItem, fields: Fields): void {
  line.quantity = readDecimal(fields, "quantity", 1) ?? line.quantity;
  line.unitCost = readDecimal(fields, "unit_cost") ?? line.unitCost;
  const amount = readDecimal(fields, "amount");
  if (amount !== undefined) {
    line.amount = amount;
    const extended = new Decimal(line.quantity).times(line.unitCost);
    if (!extended.equals(amount)) {
      line.extendedType = "manual";
      if (new Decimal(line.quantity).equals(1)) line.unitCost = amount;
    }
  } else if ("quantity" in fields || "unit_cost" in fields) {
    line.amount = new Decimal(line.quantity).times(line.unitCost).toFixed(2);
    line.extendedType = "calculated";
  }
}

/** In this sandbox a WBS code has the id of the cost code it is made of. */
function applyCodes(state: ProcoreState, holder: Holder, line: LineItem, fields: Fields): void {
  const costCodeId = readReference(fields, "cost_code_id") ?? readReference(fields, "wbs_code_id");
  if (costCodeId) {
    if (state.costCodes.get(costCodeId)?.projectId !== holder.projectId) {
      throw invalid("cost_code_id", "is not a cost code of this project");
    }
    line.costCodeId = costCodeId;
  }
  const typeId = readReference(fields, "line_item_type_id");
  if (typeId) {
    if (state.lineItemTypes.get(typeId)?.companyId !== holder.companyId) {
      throw invalid("line_item_type_id", "is not a cost type of this company");
    }
    line.lineItemTypeId = typeId;
  }
  const taxCodeId = readReference(fields, "tax_code_id");
  if (taxCodeId && state.taxCodes.get(taxCodeId)?.companyId !== holder.companyId) {
    throw invalid("tax_code_id", "is not a tax code of this company");
  }
  if (taxCodeId !== undefined) line.taxCodeId = taxCodeId;
}

/** An empty one, not yet among the holder's lines. */
export function newLine(state: ProcoreState, holder: Holder): LineItem {
  const at = now(state).toISOString();
  const last = holder.lines.at(-1)?.position ?? 0;
  return {
    id: nextId(state, state.companies.get(holder.companyId)?.zone),
    position: last + 1,
    costCodeId: null,
    lineItemTypeId: null,
    description: "",
    quantity: "1.0",
    uom: "ls",
    unitCost: "0.00",
    amount: "0.00",
    extendedType: "manual",
    taxCodeId: null,
    originId: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
  };
}
