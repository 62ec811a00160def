import type { ChangeOrder, ChangeOrderLine } from "../change-orders.ts";
import type { Commitment } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";

type Amounts = [description: string, amount: string][];

const SIGNED = ["Approved", "Complete", "Received"];
const APPROVED: Amounts = [
  ["Owner-directed scope, labor", "8200.00"],
  ["Owner-directed scope, material", "4300.00"],
];
const PENDING: Amounts = [["Unforeseen conditions", "3750.00"]];

/** An approved change order on every fourth contract that is signed; on the first, a pending one. */
export function seedChangeOrders(state: ProcoreState): void {
  const changed = [...state.commitments.values()].filter(
    ({ status, number }) => SIGNED.includes(status) && Number(number.slice(-3)) % 4 === 1,
  );
  changed.forEach((commitment, index) => {
    add(state, commitment, {
      status: "approved",
      title: "Owner-directed changes",
      lines: APPROVED,
    });
    if (index === 0) {
      add(state, commitment, { status: "pending", title: "Unforeseen conditions", lines: PENDING });
    }
  });
}

function add(
  state: ProcoreState,
  commitment: Commitment,
  { status, title, lines }: Pick<ChangeOrder, "status" | "title"> & { lines: Amounts },
): void {
  const { companyId, projectId, createdById, createdAt } = commitment;
  const zone = state.companies.get(companyId)?.zone;
  const order: ChangeOrder = {
    id: nextId(state, zone),
    packageId: nextId(state, zone),
    companyId,
    projectId,
    contractId: commitment.id,
    batchId: null,
    number: status === "approved" ? "001" : "002",
    title,
    description: "",
    status,
    revision: 0,
    executed: status === "approved",
    private: false,
    paid: false,
    fieldChange: false,
    signatureRequired: false,
    reference: null,
    scheduleImpactAmount: null,
    dates: {},
    lines: lines.map((line, at) => lineOf(state, commitment, { line, at })),
    createdById,
    reviewedById: status === "approved" ? createdById : null,
    reviewedAt: status === "approved" ? createdAt : null,
    originId: null,
    originCode: null,
    originData: null,
    createdAt,
    updatedAt: createdAt,
    deletedAt: null,
  };
  state.changeOrders.set(order.id, order);
}

function lineOf(
  state: ProcoreState,
  { companyId, lines, createdAt }: Commitment,
  { line: [description, amount], at }: { line: Amounts[number]; at: number },
): ChangeOrderLine {
  return {
    id: nextId(state, state.companies.get(companyId)?.zone),
    position: at + 1,
    costCodeId: lines[0]?.costCodeId ?? null,
    lineItemTypeId: lines[0]?.lineItemTypeId ?? null,
    description,
    quantity: "1.0",
    uom: "ls",
    unitCost: amount,
    amount,
    extendedType: "manual",
    taxCodeId: null,
    originId: null,
    originData: null,
    commitmentLineItemId: null,
    primeLineItemId: null,
    createdAt,
    updatedAt: createdAt,
  };
}
