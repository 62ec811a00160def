import { Decimal } from "decimal.js";
import { isSame } from "./match-lines.ts";
import type { ReadLine } from "./read-record.ts";
import { type EarlierLine, linesOf, pairLines, takeSame } from "./typed-anew.ts";

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
  const matched = pairLines(ours, there);
  const typedAnew = new Set(there.filter((line) => !matched.includes(line)));
  for (const [index, line] of ours.entries()) {
    const now = matched[index] ?? takeSame(typedAnew, line);
    const name = `line ${line.line ?? index + 1} of ${number} (${line.description})`;
    if (now && new Decimal(now.amount ?? 0).equals(line.amount)) {
      if (!line.orderDoc) {
        if (isSame(line.line, now.line)) continue;
        return `${name} is line ${now.line} in NetSuite by now: somebody presses Sync now, so that bills find it`;
      }
      if (line.orderDoc.id !== now.orderDoc) continue;
      if (isSame(line.orderLine, now.orderLine)) continue;
      return `${name} bills line ${now.orderLine} of its purchase order in NetSuite instead of line ${line.orderLine}: accounting makes it right, or somebody presses Sync now`;
    }
    const is = now
      ? `comes to ${new Decimal(now.amount ?? 0).toFixed(2)} in NetSuite and`
      : "is no longer there in NetSuite, and comes";
    return `${name} ${is} to ${line.amount} in Procore: accounting makes one of them right, then presses Sync now`;
  }
  return remarkOnOthers(
    number,
    [...typedAnew].filter(({ amount }) => !new Decimal(amount || 0).isZero()),
  );
}

function remarkOnOthers(number: string, others: ReadLine[]): string | undefined {
  if (others.length === 0) return undefined;
  const names = others.map(
    ({ line, description, amount }) =>
      `${description || `line ${line}`} ${new Decimal(amount || 0).toFixed(2)}`,
  );
  return `${number} has lines in NetSuite that Crosstie did not write (${names.join(", ")}): accounting takes them out there, or somebody enters the same in Procore; then somebody presses Sync now`;
}

/**
 * What was tied to orders, less what still is, as far as it is still on the bill. Undefined:
 * NetSuite does not say.
 */
function untiedBy(ours: EarlierLine[], there: ReadLine[]): Decimal | undefined {
  if (there.some(({ orderDoc }) => orderDoc === undefined)) return undefined;
  const orders = new Set(ours.map(({ orderDoc }) => orderDoc?.id));
  const isTied = ({ orderDoc }: ReadLine) => Boolean(orderDoc && orders.has(orderDoc));
  const lost = sumOf(ours.filter(({ orderDoc }) => orderDoc)).minus(sumOf(there.filter(isTied)));
  const loose = sumOf(there.filter((line) => !isTied(line)));
  return Decimal.min(lost, loose.minus(sumOf(ours.filter(({ orderDoc }) => !orderDoc))));
}

const sumOf = (lines: { amount?: string | null | undefined }[]) =>
  lines.reduce((sum, { amount }) => sum.plus(amount ?? 0), new Decimal(0));
