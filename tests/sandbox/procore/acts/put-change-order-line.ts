import type { ChangeOrder, ChangeOrderLine } from "../change-orders.ts";
import type { Fields } from "../rest/call.ts";
import { invalid } from "../rest/refusal.ts";
import { readReference, refuseUnknown } from "../rules/read-field.ts";
import type { ProcoreState } from "../state.ts";
import { applyLineFields, LINE_FIELDS, newLine } from "./put-line.ts";

const KNOWN = [...LINE_FIELDS, "commitment_line_item_id", "prime_line_item_id"];

/** A new line of a change order; it is the caller that adds it to the order. */
export function newChangeOrderLine(
  state: ProcoreState,
  order: ChangeOrder,
  fields: Fields,
): ChangeOrderLine {
  const line: ChangeOrderLine = {
    ...newLine(state, order),
    commitmentLineItemId: null,
    primeLineItemId: null,
  };
  applyChangeOrderLine(state, order, line, fields);
  return line;
}

export function applyChangeOrderLine(
  state: ProcoreState,
  order: ChangeOrder,
  line: ChangeOrderLine,
  fields: Fields,
): void {
  refuseUnknown(fields, KNOWN);
  applyLineFields(state, order, line, fields);
  const lineItemId = readReference(fields, "commitment_line_item_id");
  const commitment = state.commitments.get(order.contractId);
  if (lineItemId && !commitment?.lines.some(({ id }) => id === lineItemId)) {
    throw invalid("commitment_line_item_id", "is not a line of this contract");
  }
  if (lineItemId !== undefined) line.commitmentLineItemId = lineItemId;
  const primeLineItemId = readReference(fields, "prime_line_item_id");
  if (primeLineItemId !== undefined) line.primeLineItemId = primeLineItemId;
}
