import type { DoubtfulBills } from "../store/bills.ts";
import type { Doubtful } from "../store/shown-payments.ts";

const MOST_NAMED = 5;

export function tellDoubtfulBills({ count, first }: DoubtfulBills): string[] {
  if (count === 0) return [];
  const more = count - first.length;
  return [
    ...(count > 1 ? [`${count} bills are in doubt.`] : []),
    ...first.map(({ contract, invoice, doubt }) =>
      [contract, `invoice ${invoice}: ${doubt}`].filter(Boolean).join(", "),
    ),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

export function tellDoubtfulPayments(doubtful: Doubtful[]): string[] {
  const count = doubtful.reduce((sum, { payments }) => sum + payments, 0);
  if (count === 0) return [];
  const numbers = doubtful.flatMap(({ number }) => number ?? []);
  const named = numbers.slice(0, MOST_NAMED);
  const more = doubtful.length - named.length;
  const where = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const are = count === 1 ? "1 payment is" : `${count} payments are`;
  return [
    `${are} doubtful, and Procore does not show what the ERP does: look at Payments of ${where}.`,
  ];
}
