import { Decimal } from "decimal.js";
import { matchLines } from "./match-lines.ts";
import type { ReadLine } from "./read-record.ts";
import { type EarlierLine, linesOf, takeSame } from "./typed-anew.ts";

/**
 * How lines differ from what was written, though the total may be the same, and what to do.
 * `orderDoc` of a line: null if it is tied to no order, undefined if NetSuite does not say.
 */
export function lineRemark(
  written: unknown,
  number: string,
  there: ReadLine[],
): string | undefined {
  const ours = linesOf(written);
  const untied = untiedBy(ours, there);
  if (untied?.greaterThan(0)) {
    return `${untied.toFixed(2)} of vendor bill ${number} is no longer tied to its purchase order in NetSuite, so the order can be billed once more: accounting looks whether it was, then somebody presses Sync now`;
  }
  const matched = matchLines(
    ours.map(({ line, item, description, amount }) => ({
      ...(line && { line }),
      item,
      description,
      amount,
    })),
    there,
    false,
  );
  const typedAnew = new Set(there.filter((line) => !matched.includes(line)));
  for (const [index, line] of ours.entries()) {
    const now = matched[index] ?? takeSame(typedAnew, line);
    if (now && new Decimal(now.amount ?? 0).equals(line.amount)) continue;
    const name = `line ${line.line ?? index + 1} of ${number} (${line.description})`;
    const is = now
      ? `comes to ${new Decimal(now.amount ?? 0).toFixed(2)} in NetSuite and`
      : "is no longer there in NetSuite, and comes";
    return `${name} ${is} to ${line.amount} in Procore: accounting makes one of them right, then presses Sync now`;
  }
  return undefined;
}

/** What was tied to orders, less what still is. Undefined: NetSuite does not say. */
function untiedBy(ours: EarlierLine[], there: ReadLine[]): Decimal | undefined {
  if (there.some(({ orderDoc }) => orderDoc === undefined)) return undefined;
  const orders = new Set(ours.map(({ orderDoc }) => orderDoc?.id));
  const tied = there.filter(({ orderDoc }) => orderDoc && orders.has(orderDoc));
  return sumOf(ours.filter(({ orderDoc }) => orderDoc)).minus(sumOf(tied));
}

const sumOf = (lines: { amount?: string | null | undefined }[]) =>
  lines.reduce((sum, { amount }) => sum.plus(amount ?? 0), new Decimal(0));
