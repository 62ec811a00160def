import { Decimal } from "decimal.js";
import { isApprovedChange } from "../../procore/change-orders.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import { TotalError } from "../total-error.ts";
import type { CommitmentSnapshot } from "./snapshot.ts";

/** A line of the contract or of an approved change order. */
export interface PromisedLine {
  /** Unique in the commitment. */
  key: string;
  /** `line 2`, `change order 001, line 1`. */
  called: string;
  line: CommitmentLine;
  part: "line" | "change order";
}

/** In Procore, a contract's line and a change order's line may have the same id. */
export const changeOrderLineKey = (lineId: string) => `change_order:${lineId}`;

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

/** Approved ones of which the ERP lacks a line. */
export function unsentChangeOrders(
  { changeOrders }: CommitmentSnapshot,
  erpLines: Record<string, string>,
): string[] {
  return changeOrders
    .filter(isApprovedChange)
    .filter(({ lines }) => lines.some(({ id }) => erpLines[changeOrderLineKey(id)] === undefined))
    .map(({ number }) => `change order ${number}`);
}

/** Throws a TotalError if the lines are not Procore's totals: Procore may hide lines. */
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
