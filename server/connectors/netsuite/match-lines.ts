import { Decimal } from "decimal.js";
import type { ReadLine } from "./read-record.ts";
import type { WrittenLine } from "./write-record.ts";

/**
 * Whether replaced sublists keep their line numbers is not documented: equal content comes first.
 * By position only where all lines are ours: else a new line would replace one that is to go.
 */
export function matchLines(
  written: WrittenLine[],
  read: ReadLine[],
  areOurs: boolean,
): (ReadLine | undefined)[] {
  const free = new Set(read.toSorted((a, b) => new Decimal(a.line).comparedTo(b.line)));
  const matched: (ReadLine | undefined)[] = written.map(() => undefined);
  const pass = (fits: (line: WrittenLine, candidate: ReadLine) => boolean) => {
    for (const [index, line] of written.entries()) {
      const found = matched[index] ?? first(free, (candidate) => fits(line, candidate));
      if (!found) continue;
      matched[index] = found;
      free.delete(found);
    }
  };
  pass((line, candidate) => line.line === candidate.line && isSameLine(line, candidate));
  pass(isSameLine);
  pass((line, candidate) => line.line === candidate.line);
  if (areOurs) pass(() => true);
  return matched;
}

/** What NetSuite leaves out counts as equal, but a bill's line that shows no order has none. */
export function isSameLine(written: WrittenLine, read: ReadLine): boolean {
  return (
    isSame(written.item.id, read.item) &&
    isSameAmount(written.amount, read.amount) &&
    isSameAmount(written.quantity, read.quantity) &&
    isSame(written.description, read.description) &&
    (!written.orderDoc || written.orderDoc.id === read.orderDoc) &&
    isSame(written.orderLine, read.orderLine)
  );
}

/** NetSuite may have filled what we leave empty with its own defaults. */
export function isSame(written: string | undefined, read: string | null | undefined): boolean {
  return !written || read === undefined || read === null || written === read;
}

function isSameAmount(written: string | undefined, read: string | null | undefined): boolean {
  return (
    written === undefined ||
    read === undefined ||
    read === null ||
    new Decimal(written).equals(read)
  );
}

function first<T>(items: Iterable<T>, fits: (item: T) => boolean): T | undefined {
  for (const item of items) if (fits(item)) return item;
  return undefined;
}
