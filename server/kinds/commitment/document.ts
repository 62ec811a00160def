import { Decimal } from "decimal.js";
import type { Document, OrderDocument, OrderLine, Reference } from "../../connectors/documents.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import { referenceOf } from "../kind.ts";
import { neededOf, type PreviewRow, type Subject } from "../subject.ts";
import { describedBy } from "./described-by.ts";
import { type PromisedLine, promisedLines, promisedTotal } from "./lines.ts";
import type { CommitmentSnapshot } from "./snapshot.ts";

/** The revised contract. Throws a TotalError if Procore's lines are not Procore's total. */
export function orderDocument(subject: Subject<CommitmentSnapshot>): OrderDocument {
  const { record, snapshot: commitment, project } = subject;
  const total = promisedTotal(commitment);
  return {
    kind: commitment.kind,
    reference: referenceOf(record),
    number: commitment.number,
    title: commitment.title,
    remarks: remarksOf(commitment),
    vendorId: neededOf(subject, "vendor").erpId,
    date: commitment.contractDate,
    currency: commitment.currency,
    total: total.toFixed(2),
    lines: promisedLines(commitment).map((promised) =>
      orderLine(promised, record.erpLines[promised.key], project),
    ),
  };
}

function remarksOf(commitment: CommitmentSnapshot): string[] {
  const retainage = new Decimal(commitment.retainagePercent ?? 0);
  const { description } = describedBy(commitment);
  return [retainage.isZero() ? "" : `${retainage} % retainage`, description].filter(Boolean);
}

function orderLine(
  { key, line }: PromisedLine,
  erpLine: string | undefined,
  project: Reference | undefined,
): OrderLine {
  const { costCode, costCodeId, costCodeName } = line;
  return {
    id: key,
    erpLine,
    description: line.description,
    quantity: line.quantity,
    unitCost: line.unitCost,
    amount: line.amount,
    project,
    costCode: referenceFrom({ id: costCodeId, code: costCode, name: costCodeName }),
    costType: costTypeOfLine(line),
  };
}

export function costTypeOfLine(line: CommitmentLine): Reference | undefined {
  const { costTypeId: id, costTypeCode: code, costType: name } = line;
  return referenceFrom({ id, code, name });
}

function referenceFrom(reference: Reference): Reference | undefined {
  const isThere = reference.id ?? reference.code ?? reference.name;
  return isThere === undefined ? undefined : reference;
}

export function orderRows(commitment: CommitmentSnapshot, document: Document): PreviewRow[] {
  if (!("title" in document)) return [];
  const coded = document.lines.filter(({ costCode }) => costCode).length;
  const approved = commitment.approvedChangeOrders ?? "0";
  const rows: (PreviewRow | false)[] = [
    {
      label: "Lines with a cost code",
      value: `${coded} of ${document.lines.length}`,
      isMoney: false,
    },
    !new Decimal(approved).isZero() && {
      label: "Of it approved change orders",
      value: approved,
      isMoney: true,
    },
  ];
  return rows.filter((row) => row !== false);
}
