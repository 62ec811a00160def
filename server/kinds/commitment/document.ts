import { Decimal } from "decimal.js";
import type { Document, OrderDocument, OrderLine, Reference } from "../../connectors/documents.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import { neededOf, type PreviewRow, referenceOf, type Subject } from "../kind.ts";
import type { CommitmentSnapshot } from "./snapshot.ts";

export function orderDocument(subject: Subject<CommitmentSnapshot>): OrderDocument {
  const { record, snapshot: commitment, project } = subject;
  const total = commitment.lines.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  return {
    kind: commitment.kind,
    reference: referenceOf(record),
    number: commitment.number,
    title: commitment.title,
    vendorId: neededOf(subject, "vendor").erpId,
    date: commitment.contractDate,
    currency: commitment.currency,
    total: total.toFixed(2),
    lines: commitment.lines.map((line) => orderLine(line, record.erpLines[line.id], project)),
  };
}

function orderLine(
  line: CommitmentLine,
  erpLine: string | undefined,
  project: Reference | undefined,
): OrderLine {
  const { costCode, costCodeId, costCodeName } = line;
  return {
    id: line.id,
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
  const retainage = commitment.retainagePercent;
  return [
    {
      label: "Lines with a cost code",
      value: `${coded} of ${document.lines.length}`,
      isMoney: false,
    },
    ...(retainage
      ? [
          {
            label: "Retainage, withheld from each invoice",
            value: `${retainage} %`,
            isMoney: false,
          },
        ]
      : []),
  ];
}
