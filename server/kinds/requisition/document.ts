import { Decimal } from "decimal.js";
import type { BillDocument, BillLine, Coding, Reference } from "../../connectors/documents.ts";
import type { RequisitionItem } from "../../procore/requisitions.ts";
import { costTypeOfLine } from "../commitment/document.ts";
import { changeOrderLineKey, promisedLines, type PromisedLine } from "../commitment/lines.ts";
import { parseCommitment } from "../commitment/snapshot.ts";
import { referenceOf } from "../kind.ts";
import { type InErp, neededOf, type Subject } from "../subject.ts";
import { billedBefore } from "./billed-before.ts";
import { checkTotal } from "./check-total.ts";
import { inForm, retainageLines, retainedBy } from "./retainage.ts";
import type { RequisitionSnapshot } from "./snapshot.ts";

/** What is payable now. Throws a TotalError if Procore says another amount. */
export function billDocument(subject: Subject<RequisitionSnapshot>): BillDocument {
  const { record, snapshot: requisition, project, retainage = "net" } = subject;
  const order = neededOf(subject, "commitment");
  const commitment = parseCommitment(order.snapshot);
  const { items: all } = requisition;
  const items = inForm(all, retainage);
  const total = sumOf(requisition);
  checkTotal(requisition, total);
  const numbers = numbersOf(requisition, order, project);
  const [number] = numbers;
  const ordered = promisedLines(commitment);
  const before = billedBefore(items, (item) => billedKey(item, ordered));
  return {
    kind: "bill",
    reference: referenceOf(record),
    number,
    numbers,
    vendorId: neededOf(subject, "vendor").erpId,
    orderId: order.erpId,
    orderKind: commitment.kind,
    orderWritten: order.written,
    date: requisition.billingDate ?? requisition.periodEnd,
    dueDate: requisition.paymentDate,
    currency: commitment.currency,
    memo: memoOf(requisition, order),
    tax: "0.00",
    total: total.toFixed(2),
    retainage,
    credited: subject.credited ?? "0.00",
    lines: [
      ...billedOf(items).map((item) =>
        billLine(item, {
          order,
          ordered,
          project,
          erpLine: record.erpLines[item.id],
          billedBefore: before.get(item.id),
        }),
      ),
      ...retainageLines({ items: all, retainage, erpLines: record.erpLines, project }),
    ],
  };
}

export function sumOf({ items }: RequisitionSnapshot): Decimal {
  return items.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
}

/** `SC-014 · invoice 7 · 60.00 retainage held`: always with the vendor's own number, if any. */
export function memoOf(requisition: RequisitionSnapshot, order: InErp): string {
  const { invoiceNumber, number } = requisition;
  const retained = retainedBy(requisition);
  const said = retained.isNegative() ? "released" : "held";
  return [
    order.number,
    `invoice ${invoiceNumber || `${order.number}-${number}`}`,
    ...(retained.isZero() ? [] : [`${retained.abs().toFixed(2)} retainage ${said}`]),
  ].join(" · ");
}

/** Best first. Each contract's invoices start at 1, and each project numbers its own contracts. */
export function numbersOf(
  { id, invoiceNumber, number }: RequisitionSnapshot,
  { number: contract }: InErp,
  project: Reference | undefined,
): [string, ...string[]] {
  const ours = `${contract}-${number}`;
  const inProject = project?.code ? [`${project.code}-${ours}`] : [];
  return [...(invoiceNumber ? [invoiceNumber] : []), ours, ...inProject, `${ours}-${id}`] as [
    string,
  ];
}

export const billedOf = (items: RequisitionItem[]) =>
  items.filter(({ amount }) => !new Decimal(amount).isZero());

interface Billed {
  order: InErp;
  ordered: PromisedLine[];
  project: Reference | undefined;
  erpLine: string | undefined;
  billedBefore: string | undefined;
}

function billLine(item: RequisitionItem, billed: Billed): BillLine {
  const { ordered, project, erpLine, billedBefore: before } = billed;
  return {
    id: item.id,
    erpLine,
    orderLine: orderLineOf(item, billed),
    description: item.description,
    gross: item.gross,
    retainageHeld: item.retainageHeld,
    retainageReleased: item.retainageReleased,
    net: item.amount,
    billedBefore: before,
    ...codingOf(item, ordered, project),
  };
}

export function codingOf(
  item: RequisitionItem,
  ordered: PromisedLine[],
  project: Reference | undefined,
): Coding {
  const [costCode] = item.budgetCode?.split(".") ?? [];
  return {
    project,
    costCode: costCode ? { id: undefined, code: costCode, name: undefined } : undefined,
    costType: costTypeOf(item, promisedBy(item, ordered), ordered),
  };
}

/** A bill line that is not tied to its order would leave the order open for ever. */
function orderLineOf(
  item: RequisitionItem,
  { order: { erpLines, number }, ordered }: Pick<Billed, "order" | "ordered">,
): string | undefined {
  const key = billedKey(item, ordered);
  const orderLine = key === undefined ? undefined : erpLines[key];
  if (orderLine !== undefined || lineKeyOf(item) === undefined) return orderLine;
  throw new TypeError(`a bill was asked for before the order of ${number} had its line ${key}`);
}

const billedKey = (item: RequisitionItem, ordered: PromisedLine[]) =>
  lineKeyOf(item) ?? promisedBy(item, ordered)?.key;

export function lineKeyOf({ kind, lineId }: RequisitionItem): string | undefined {
  if (lineId === undefined || kind === "whole_change_order_item") return undefined;
  if (kind === "contract_detail_item") return undefined;
  return kind === "change_order_item" ? changeOrderLineKey(lineId) : lineId;
}

/** A subcontractor's detail item may name its own line: then a budget code decides, if unique. */
function promisedBy(item: RequisitionItem, ordered: PromisedLine[]): PromisedLine | undefined {
  const key = lineKeyOf(item) ?? item.lineId;
  const named = ordered.find((promised) => promised.key === key);
  if (named || item.kind !== "contract_detail_item") return named;
  const alike = ordered.filter(({ line }) => budgetCodeOf(line) === item.budgetCode);
  return alike.length === 1 ? alike[0] : undefined;
}

const budgetCodeOf = ({ costCode, costTypeCode }: PromisedLine["line"]) =>
  [costCode, costTypeCode].filter(Boolean).join(".");

/** That of the billed line: both belong to one place in the books. */
function costTypeOf(
  { costType: code }: RequisitionItem,
  promised: PromisedLine | undefined,
  ordered: PromisedLine[],
): Reference | undefined {
  const itself = promised && costTypeOfLine(promised.line);
  if (itself) return itself;
  if (code === undefined) return undefined;
  const called = ordered.filter(({ line }) => line.costTypeCode === code);
  const [same, ...others] = new Set(called.map(({ line }) => line.costTypeId));
  return { id: others.length === 0 ? same : undefined, code, name: undefined };
}
