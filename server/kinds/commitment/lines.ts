import { Decimal } from "decimal.js";
import { isApprovedChange } from "../../procore/change-orders.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import { TotalError } from "../total-error.ts";
import type { CommitmentSnapshot } from "./snapshot.ts";

/** What is promised: a line of the contract, or of a change order that is approved. */
export interface PromisedLine {
  /** Unlike any other's in the commitment. */
  key: string;
  /** "line 2", "change order 001, line 1". */
  called: string;
  line: CommitmentLine;
  /** Whose line it is. */
  part: "line" | "change order";
}

/** Two kinds of lines may have one id in Procore. */
export const changeOrderLineKey = (lineId: string) => `change_order:${lineId}`;

/** In the order in which people read them: the contract's own first. */
export function promisedLines(commitment: CommitmentSnapshot): PromisedLine[] {
  const own = commitment.lines.map((line, index): PromisedLine => ({
    key: line.id,
    called: `line ${index + 1}`,
    line,
    part: "line",
  }));
  const added = commitment.changeOrders.filter(isApprovedChange).flatMap(({ number, lines }) =>
    lines.map((line, index): PromisedLine => {
      const called = `change order ${number}, line ${index + 1}`;
      return { key: changeOrderLineKey(line.id), called, line, part: "change order" };
    }),
  );
  return [...own, ...added];
}

/**
 * The sum of all lines. Throws a TotalError when they are not what Procore says that the contract,
 * or its approved change orders, come to: it may hide some of them.
 */
export function promisedTotal(commitment: CommitmentSnapshot): Decimal {
  const approved = commitment.changeOrders.filter(isApprovedChange).flatMap(({ lines }) => lines);
  const own = checked("the original contract", commitment.grandTotal, commitment.lines);
  return own.plus(checked("approved changes", commitment.approvedChangeOrders ?? "0", approved));
}

function checked(words: string, total: string, lines: CommitmentLine[]): Decimal {
  const sum = lines.reduce((all, { amount }) => all.plus(amount), new Decimal(0));
  if (sum.equals(total)) return sum;
  const [said, seen] = [new Decimal(total).toFixed(2), sum.toFixed(2)];
  throw new TotalError(
    `Procore says that ${words} come to ${said}, but the lines that it shows Crosstie come to ${seen}. Nothing was sent. ` +
      "Lines or change orders may be hidden from Crosstie's service account: an admin gives it Admin permission on Commitments in Procore's Permissions tool, or makes the contract's lines visible to it; then retry.",
    { code: "contract_total", total: words, whoseMove: "admin" },
  );
}
