import { Decimal } from "decimal.js";
import type { BillDocument, BillLine, Reference } from "../../connectors/documents.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import type { RequisitionItem } from "../../procore/requisitions.ts";
import { costTypeOfLine } from "../commitment/document.ts";
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
    lines: items.map((item) => billLine(item, { order, ordered: commitment.lines, project })),
  };
}

export function billedItems({ items }: RequisitionSnapshot): RequisitionItem[] {
  return items.filter(({ amount }) => !new Decimal(amount).isZero());
}

interface Billed {
  order: InErp;
  ordered: CommitmentLine[];
  project: Reference | undefined;
}

function billLine(item: RequisitionItem, { order, ordered, project }: Billed): BillLine {
  const line = item.commitmentLineId;
  const [costCode] = item.budgetCode?.split(".") ?? [];
  return {
    id: item.id,
    orderLine: line === undefined ? undefined : orderLineOf(order, line),
    description: item.description,
    gross: item.gross,
    retainageHeld: item.retainageHeld,
    retainageReleased: item.retainageReleased,
    net: item.amount,
    project,
    costCode: costCode ? { id: undefined, code: costCode, name: undefined } : undefined,
    costType: costTypeOf(item, ordered),
  };
}

/** A bill whose line is not tied to its order would leave the order open for ever. */
function orderLineOf({ erpLines, number }: InErp, line: string): string {
  const orderLine = erpLines[line];
  if (orderLine !== undefined) return orderLine;
  throw new TypeError(`a bill was asked for before the order of ${number} had its line ${line}`);
}

/**
 * The one of the line that is billed: both belong to one place in the books. Of what a change order
 * added Procore shows the code alone, which the contract's own lines may know.
 */
function costTypeOf(
  { commitmentLineId, costType: code }: RequisitionItem,
  ordered: CommitmentLine[],
): Reference | undefined {
  const line = ordered.find(({ id }) => id === commitmentLineId);
  const itself = line && costTypeOfLine(line);
  if (itself) return itself;
  if (code === undefined) return undefined;
  const called = ordered.filter(({ costTypeCode }) => costTypeCode === code);
  const [same, ...others] = new Set(called.map(({ costTypeId }) => costTypeId));
  return { id: others.length === 0 ? same : undefined, code, name: undefined };
}
