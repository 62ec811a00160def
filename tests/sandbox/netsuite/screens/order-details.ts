import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { billedLines, itemized, sum } from "../rules/amounts.ts";
import { countOf } from "../rules/order-count.ts";
import { approvalOf, header, lineColumns } from "./details.ts";
import { html, type Html } from "./html.ts";
import { fields, table, type Column } from "./layout.ts";
import { link, money, transactionColumns } from "./links.ts";

/** An order, how far each of its lines has come, and what was made of it. */
export function purchaseOrder(account: Account, order: NsRecord): Html {
  const made = account.linkedTo(order.id);
  const receipts = made.filter(({ type }) => type === "itemReceipt");
  return html`<section>${fields([
    ...header(account, order),
    ["PO #", text(order, "tranId")],
    ["Terms", link(account.get("term", text(order, "terms")))],
    ["Approval status", approvalOf(order)],
  ])}
<h2>Lines</h2>${table(itemized(order), [...lineColumns(account), ...progress(account, order)], "No lines.")}
${
  account.options.advancedReceiving &&
  html`<h2>Receipts</h2>${table(
    receipts,
    transactionColumns(account, (receipt) => text(receipt, "tranId")),
    "Not received yet.",
  )}`
}
<h2>Bills</h2>${table(
    made.filter(({ type }) => type === "vendorBill"),
    transactionColumns(account, (bill) => text(bill, "tranId") || bill.id),
    "Not billed yet.",
  )}</section>`;
}

/** Items in quantities, expenses, which have none, in money. */
function progress(account: Account, order: NsRecord): Column<Line>[] {
  const count = (line: Line) => countOf(account, order, line);
  const shown = (line: Line, amount: string) => (line.fields.item ? amount : money(amount));
  return [
    {
      head: "Received",
      cell: (line) => shown(line, count(line).shownAsReceived.toFixed()),
      money: true,
    },
    { head: "Billed", cell: (line) => shown(line, count(line).billed.toFixed()), money: true },
    {
      head: "Amount billed",
      cell: (line) =>
        money(
          sum(billedLines(account, order.id, line.line).map((one) => text(one, "amount"))).toFixed(
            2,
          ),
        ),
      money: true,
    },
    { head: "Closed", cell: ({ fields: { isClosed } }) => (isClosed === true ? "Yes" : "") },
  ];
}

export function itemReceipt(account: Account, receipt: NsRecord): Html {
  return html`<section>${fields([
    ...header(account, receipt),
    ["Receipt #", text(receipt, "tranId")],
    ["Created from", link(account.get("purchaseOrder", text(receipt, "createdFrom")))],
    ["Posting period", link(account.get("accountingPeriod", text(receipt, "postingPeriod")))],
  ])}
<h2>Lines</h2>${table(
    itemized(receipt),
    [...lineColumns(account), { head: "PO line", cell: (line) => text(line, "orderLine") }],
    "No lines.",
  )}</section>`;
}
