import { Decimal } from "decimal.js";
import type { BillDocument, BillLine, Reference } from "../../connectors/documents.ts";
import type { RequisitionItem } from "../../procore/requisitions.ts";
import { parseCommitment } from "../commitment/snapshot.ts";
import { type InErp, neededOf, referenceOf, type Subject } from "../kind.ts";
import { checkTotal } from "./check-total.ts";
import type { RequisitionSnapshot } from "./snapshot.ts";

/**
 * What is payable now, line by line against the order; lines that bill nothing this time are left
 * out. Throws a BillTotalError when that is not what Procore says is payable.
 */
export function billDocument(subject: Subject<RequisitionSnapshot>): BillDocument {
  const { record, snapshot: requisition, project } = subject;
  const order = neededOf(subject, "commitment");
  const commitment = parseCommitment(order.snapshot);
  const items = billedItems(requisition);
  const total = items.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  checkTotal(requisition, total);
  const number = requisition.invoiceNumber || `${order.number}-${requisition.number}`;
  return {
    kind: "bill",
    reference: referenceOf(record),
    number,
    vendorId: neededOf(subject, "vendor").erpId,
    orderId: order.erpId,
    orderKind: commitment.kind,
    date: requisition.billingDate ?? requisition.periodEnd,
    dueDate: requisition.paymentDate,
    currency: commitment.currency,
    memo: `${order.number} · invoice ${number}`,
    tax: "0.00",
    total: total.toFixed(2),
    lines: items.map((item) => billLine(item, order, project)),
  };
}

export function billedItems({ items }: RequisitionSnapshot): RequisitionItem[] {
  return items.filter(({ amount }) => !new Decimal(amount).isZero());
}

function billLine(item: RequisitionItem, order: InErp, project: Reference | undefined): BillLine {
  const line = item.commitmentLineId;
  const [costCode] = item.budgetCode?.split(".") ?? [];
  return {
    id: item.id,
    orderLine: line === undefined ? undefined : order.erpLines[line],
    description: item.description,
    gross: item.gross,
    retainageHeld: item.retainageHeld,
    retainageReleased: item.retainageReleased,
    net: item.amount,
    project,
    costCode: costCode ? { id: undefined, code: costCode, name: undefined } : undefined,
    costType: item.costType ? { id: undefined, code: item.costType, name: undefined } : undefined,
  };
}
