import type { ChangeOrder } from "../change-orders.ts";
import type { Commitment, LineItem, RequisitionItem, RequisitionItemKind } from "../records.ts";
import type { ProcoreState } from "../state.ts";

/** A line that an invoice bills, and where it stands. */
export interface BilledLine {
  kind: RequisitionItemKind;
  line: LineItem;
  /** The contract's line that it is below, or that a change order's line names. */
  contractLine: LineItem | null;
  changeOrder: ChangeOrder | null;
}

/**
 * What the next invoice can bill: the contract's lines, or the subcontractor's schedule below them,
 * and the lines of approved change orders.
 */
export function billableLines(state: ProcoreState, commitment: Commitment): BilledLine[] {
  return allLines(state, commitment).filter(
    ({ kind, line, changeOrder }) =>
      (kind !== "contract_item" ||
        !commitment.detailLines.some(({ parentId }) => parentId === line.id)) &&
      (changeOrder === null ||
        (changeOrder.status === "approved" && changeOrder.deletedAt === null)),
  );
}

/** Where the line of an item stands, be it billable any longer or not. */
export function billedLine(
  state: ProcoreState,
  commitment: Commitment,
  item: RequisitionItem,
): BilledLine | undefined {
  return allLines(state, commitment).find(
    ({ kind, line }) => kind === item.kind && line.id === item.lineItemId,
  );
}

function allLines(state: ProcoreState, commitment: Commitment): BilledLine[] {
  const byId = (id: string | null) => commitment.lines.find((line) => line.id === id) ?? null;
  const orders = [...state.changeOrders.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
  return [
    ...commitment.lines.map((line) => ({
      kind: "contract_item" as const,
      line,
      contractLine: line,
      changeOrder: null,
    })),
    ...commitment.detailLines.map((line) => ({
      kind: "contract_detail_item" as const,
      line,
      contractLine: byId(line.parentId),
      changeOrder: null,
    })),
    ...orders.flatMap((changeOrder) =>
      changeOrder.lines.map((line) => ({
        kind: "change_order_item" as const,
        line,
        contractLine: byId(line.commitmentLineItemId),
        changeOrder,
      })),
    ),
  ];
}
