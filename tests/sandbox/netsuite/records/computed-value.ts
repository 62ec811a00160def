import { text, type Account, type Line, type NsRecord, type Value } from "../account.ts";
import { applied, due, total, vendorBalance } from "../rules/amounts.ts";
import { countOf } from "../rules/order-count.ts";
import { statusOf } from "../rules/status.ts";

/** Fields the account works out, in the form they would be stored in. */
export function computedValue(account: Account, record: NsRecord, field: string): Value {
  switch (field) {
    case "createdDate":
    case "dateCreated":
      return record.created;
    case "lastModifiedDate":
      return record.modified;
    case "status":
    case "orderStatus":
      return statusOf(account, record);
    case "total":
      return total(record).toFixed(2);
    case "applied":
      return applied(record).toFixed(2);
    case "unApplied":
    case "unapplied":
      return total(record).minus(applied(record)).toFixed(2);
    case "balance":
      return record.type === "vendor"
        ? vendorBalance(account, record.id).toFixed(2)
        : due(account, record).toFixed(2);
    default:
      return record.fields[field] ?? null;
  }
}

export function computedColumn(
  account: Account,
  record: NsRecord,
  line: Line,
  column: string,
): Value {
  const bill = record.lines.apply ? account.get("vendorBill", text(line, "doc")) : undefined;
  switch (column) {
    case "quantityReceived":
      return countOf(account, record, line).shownAsReceived.toFixed();
    case "quantityBilled":
      return countOf(account, record, line).billed.toFixed();
    case "quantityRemaining":
      return remaining(account, record, line);
    case "due":
      return bill ? due(account, bill, record.id).toFixed(2) : null;
    case "total":
      return bill ? total(bill).toFixed(2) : null;
    case "refNum":
      return bill ? text(bill, "tranId") : null;
    case "applyDate":
      return bill ? text(bill, "tranDate") : null;
    case "type":
      return "Bill";
    default:
      return null;
  }
}

/** Of the order's line, what no other receipt has taken. */
function remaining(account: Account, receipt: NsRecord, line: Line): Value {
  const order = account.get("purchaseOrder", text(line, "orderDoc"));
  const ordered = order?.lines.item?.find((one) => String(one.line) === line.fields.orderLine);
  return order && ordered
    ? countOf(account, order, ordered, receipt.id).receivable.toFixed()
    : null;
}
