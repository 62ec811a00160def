import { Decimal } from "decimal.js";
import type { Row, TableRow } from "./cells.ts";

/**
 * What each line does to the ledger, in the subsidiary's currency: the one place where live accounts
 * still tell the account of a line. Source: the reference, 3.2, "transactionaccountingline".
 */
export function accountingRows(header: Row, lines: Row[]): TableRow[] {
  // A credit stands the other way round: it takes from what is owed.
  const turned = header.type === "VendCred" ? -1 : 1;
  return lines.flatMap((line) => {
    if (line.account === null || line.account === undefined) return [];
    const amount = new Decimal(line.foreignamount ?? 0)
      .times(header.exchangerate ?? 1)
      .times(turned)
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const row: Row = {
      transaction: line.transaction ?? null,
      transactionline: line.id ?? null,
      accountingbook: "1",
      account: line.account,
      account__df: line.account__df ?? null,
      debit: amount.gt(0) ? amount.toFixed(2) : null,
      credit: amount.lt(0) ? amount.neg().toFixed(2) : null,
      amount: amount.toFixed(2),
      posting: header.posting ?? null,
    };
    return [{ table: "transactionaccountingline", row }];
  });
}
