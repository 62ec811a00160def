import { text, type Account, type NsRecord } from "../account.ts";
import { due } from "../rules/amounts.ts";
import { html, type Html } from "./html.ts";
import { table } from "./layout.ts";
import { link, money, paymentNumber, transactionColumns } from "./links.ts";

const number = (record: NsRecord) => text(record, "tranId") || record.id;

/** The lists a clerk works from, the newest first. */
export function home(account: Account): Html {
  const newest = (type: NsRecord["type"]) => account.all(type).toReversed();
  return html`
<section id="orders"><h2>Purchase Orders</h2>${table(newest("purchaseOrder"), [...transactionColumns(account, number), { head: "Memo", cell: (record) => text(record, "memo") }], "No purchase orders yet.")}</section>
<section id="bills"><h2>Bills</h2>${table(newest("vendorBill"), [...transactionColumns(account, number), { head: "Due", cell: (bill) => money(due(account, bill).toFixed(2)), money: true }], "No bills yet.")}</section>
<section id="payments"><h2>Bill Payments</h2>${table(newest("vendorPayment"), transactionColumns(account, paymentNumber), "No payments yet.")}</section>
<section id="vendors"><h2>Vendors</h2>${table(
    account.all("vendor"),
    [
      { head: "ID", cell: (vendor) => vendor.id },
      { head: "Name", cell: (vendor) => link(vendor) },
      { head: "Email", cell: (vendor) => text(vendor, "email") },
      {
        head: "Subsidiary",
        cell: (vendor) => link(account.get("subsidiary", text(vendor, "subsidiary"))),
      },
      { head: "Inactive", cell: (vendor) => (vendor.fields.isInactive === true ? "Yes" : "No") },
    ],
    "No vendors.",
  )}</section>`;
}
