import { Decimal } from "decimal.js";
import type { BillLine, CreditDocument, CreditLine } from "../../connectors/documents.ts";
import { promisedLines } from "../commitment/lines.ts";
import { parseCommitment } from "../commitment/snapshot.ts";
import { referenceOf } from "../kind.ts";
import { neededOf, type Subject } from "../subject.ts";
import { checkTotal } from "./check-total.ts";
import { billedOf, codingOf, memoOf, numbersOf, sumOf } from "./document.ts";
import { inForm, retainageLines } from "./retainage.ts";
import type { RequisitionSnapshot } from "./snapshot.ts";

/** A negative invoice, with all signs reversed. */
export function creditDocument(subject: Subject<RequisitionSnapshot>): CreditDocument {
  const { record, snapshot: requisition, project, retainage = "net" } = subject;
  const { items } = requisition;
  const order = neededOf(subject, "commitment");
  const commitment = parseCommitment(order.snapshot);
  const ordered = promisedLines(commitment);
  const total = sumOf(requisition);
  checkTotal(requisition, total);
  const numbers = numbersOf(requisition, order, project);
  return {
    kind: "credit",
    reference: referenceOf(record),
    number: numbers[0],
    numbers,
    vendorId: neededOf(subject, "vendor").erpId,
    date: requisition.billingDate ?? requisition.periodEnd,
    currency: commitment.currency,
    memo: memoOf(requisition, order),
    total: total.negated().toFixed(2),
    retainage,
    lines: [
      ...billedOf(inForm(items, retainage)).map((item) => ({
        id: item.id,
        erpLine: record.erpLines[item.id],
        description: item.description,
        amount: new Decimal(item.amount).negated().toFixed(2),
        ...codingOf(item, ordered, project),
      })),
      ...retainageLines({ items, retainage, erpLines: record.erpLines, project }).map(creditLine),
    ],
  };
}

function creditLine(line: BillLine): CreditLine {
  const { id, erpLine, description, net, project, costCode, costType } = line;
  const amount = new Decimal(net).negated().toFixed(2);
  return { id, erpLine, isRetainage: true, description, amount, project, costCode, costType };
}
