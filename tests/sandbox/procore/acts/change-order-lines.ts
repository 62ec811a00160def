import type { ChangeOrder, ChangeOrderLine } from "../change-orders.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { changeRecord } from "../rules/change-record.ts";
import { refuseLockedChangeOrder } from "../rules/locks.ts";
import { now, type ProcoreState } from "../state.ts";
import { authorOf, type Done } from "./author.ts";
import { announceChangeOrder, findChangeOrder } from "./change-orders.ts";
import { applyChangeOrderLine, newChangeOrderLine } from "./put-change-order-line.ts";

export function addChangeOrderLine(
  state: ProcoreState,
  { changeOrderId, fields, by }: { changeOrderId: string; fields: Fields } & Done,
): ChangeOrderLine {
  const order = findChangeOrder(state, changeOrderId);
  const line = newChangeOrderLine(state, order, fields);
  change(state, order, by, (lines) => [...lines, line]);
  return line;
}

export function updateChangeOrderLine(
  state: ProcoreState,
  {
    changeOrderId,
    lineId,
    fields,
    by,
  }: { changeOrderId: string; lineId: string; fields: Fields } & Done,
): ChangeOrderLine {
  const order = findChangeOrder(state, changeOrderId);
  const line = structuredClone(findChangeOrderLine(order, lineId));
  const before = JSON.stringify(line);
  applyChangeOrderLine(state, order, line, fields);
  if (JSON.stringify(line) === before) return line;
  line.updatedAt = now(state).toISOString();
  change(state, order, by, (lines) => lines.map((other) => (other.id === lineId ? line : other)));
  return line;
}

export function deleteChangeOrderLine(
  state: ProcoreState,
  { changeOrderId, lineId, by }: { changeOrderId: string; lineId: string } & Done,
): void {
  const order = findChangeOrder(state, changeOrderId);
  findChangeOrderLine(order, lineId);
  change(state, order, by, (lines) => lines.filter(({ id }) => id !== lineId));
}

export function findChangeOrderLine(order: ChangeOrder, lineId: string): ChangeOrderLine {
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) throw notFound();
  return line;
}

/** A changed line is news of its change order: Procore lists no event for the line. */
function change(
  state: ProcoreState,
  order: ChangeOrder,
  by: Done["by"],
  edit: (lines: ChangeOrderLine[]) => ChangeOrderLine[],
): void {
  changeRecord(order, now(state), (draft) => {
    draft.lines = edit(draft.lines);
    refuseLockedChangeOrder(state, order, draft);
  });
  announceChangeOrder(state, order, "update", authorOf(state, by, order.companyId));
}
