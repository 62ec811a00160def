import { Decimal } from "decimal.js";
import type { CreditDocument } from "../../connectors/documents.ts";
import { promisedLines } from "../commitment/lines.ts";
import { parseCommitment } from "../commitment/snapshot.ts";
import { referenceOf } from "../kind.ts";
import { neededOf, type Subject } from "../subject.ts";
import { checkTotal } from "./check-total.ts";
import { billedItems, codingOf, memoOf, numbersOf, sumOf } from "./document.ts";
import type { RequisitionSnapshot } from "./snapshot.ts";

/** A negative invoice, with all signs reversed. */
export function creditDocument(subject: Subject<RequisitionSnapshot>): CreditDocument {
  const { record, snapshot: requisition, project } = subject;
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
    lines: billedItems(requisition).map((item) => ({
      id: item.id,
      erpLine: record.erpLines[item.id],
      description: item.description,
      amount: new Decimal(item.amount).negated().toFixed(2),
      ...codingOf(item, ordered, project),
    })),
  };
}
