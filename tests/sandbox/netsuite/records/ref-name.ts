import { text, type NsRecord } from "../account.ts";

/** How a record is called where others refer to it. */
export function refName(record: NsRecord): string {
  switch (record.type) {
    case "vendor":
    case "customer":
    case "job":
      return text(record, "entityId");
    case "purchaseOrder":
      return `Purchase Order #${text(record, "tranId")}`;
    case "vendorBill":
      return text(record, "tranId") ? `Bill #${text(record, "tranId")}` : "Bill";
    case "vendorPayment":
      return `Bill Payment #${text(record, "tranId") || text(record, "transactionNumber")}`;
    case "journalEntry":
      return `Journal #${text(record, "tranId")}`;
    case "vendorCredit":
      return `Bill Credit #${text(record, "tranId")}`;
    case "vendorPrepaymentApplication":
      return `Vendor Prepayment Application #${text(record, "tranId")}`;
    case "itemReceipt":
      return `Item Receipt #${text(record, "tranId")}`;
    case "vendorPrepayment":
      return `Vendor Prepayment #${text(record, "transactionNumber")}`;
    case "check":
      return `Check #${text(record, "tranId")}`;
    case "salesOrder":
      return `Sales Order #${text(record, "tranId")}`;
    case "account":
      return `${text(record, "acctNumber")} ${text(record, "acctName")}`;
    case "item":
    case "salesTaxItem":
      return text(record, "itemId");
    case "accountingPeriod":
      return text(record, "periodName");
    default:
      return text(record, "name");
  }
}
