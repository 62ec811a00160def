import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { APPROVAL } from "../records/transaction-schemas.ts";
import { due, itemized, sum, total } from "../rules/amounts.ts";
import { currenciesOf, subsidiariesOf } from "../rules/vendor.ts";
import { payForm, voidForm } from "./forms.ts";
import { html, type Html } from "./html.ts";
import { fields, table, type Column } from "./layout.ts";
import { badge, link, money, paymentNumber, transactionColumns } from "./links.ts";

export function vendorBill(account: Account, bill: NsRecord): Html {
  const open = due(account, bill);
  const payments = account.linkedTo(bill.id);
  return html`<section>${fields([
    ...header(account, bill),
    ["Reference No.", text(bill, "tranId")],
    ["Due date", text(bill, "dueDate")],
    ["Amount due", money(open.toFixed(2))],
    ["Posting period", link(account.get("accountingPeriod", text(bill, "postingPeriod")))],
    ["Payment hold", bill.fields.paymentHold === true ? "Yes" : "No"],
    ["Approval status", approvalOf(bill)],
  ])}
<h2>Lines</h2>${table(
    itemized(bill),
    [
      ...lineColumns(account),
      {
        head: "Purchase order",
        cell: (line) => link(account.get("purchaseOrder", text(line, "orderDoc")), undefined),
      },
      { head: "PO line", cell: (line) => text(line, "orderLine") },
    ],
    "No lines.",
  )}
<h2>Payments</h2>${table(
    payments,
    [
      ...transactionColumns(account, paymentNumber).slice(0, 4),
      { head: "Applied", cell: (payment) => money(appliedTo(payment, bill.id)), money: true },
    ],
    "Not paid yet.",
  )}</section>${open.gt(0) && payForm(account, bill)}`;
}

function appliedTo(payment: NsRecord, bill: string): string {
  return sum(
    (payment.lines.apply ?? [])
      .filter(({ fields: { doc } }) => doc === bill)
      .map((line) => text(line, "amount")),
  ).toFixed(2);
}

export function vendorPayment(account: Account, payment: NsRecord): Html {
  return html`<section>${fields([
    ...header(account, payment),
    ["Check #", text(payment, "tranId")],
    ["Transaction number", text(payment, "transactionNumber")],
    ["Account", link(account.get("account", text(payment, "account")))],
    ["Void journal", link(account.get("journalEntry", text(payment, "voidJournal")))],
  ])}
<h2>Applied to</h2>${table(
    payment.lines.apply ?? [],
    [
      { head: "Bill", cell: (line) => link(account.get("vendorBill", text(line, "doc"))) },
      { head: "Amount", cell: (line) => money(text(line, "amount")), money: true },
    ],
    "Applied to nothing.",
  )}</section>${payment.fields.voided !== true && voidForm(payment)}`;
}

export function journalEntry(account: Account, journal: NsRecord): Html {
  return html`<section>${fields([
    ["Date", text(journal, "tranDate")],
    ["Number", text(journal, "tranId")],
    ["Memo", text(journal, "memo")],
  ])}
<h2>Lines</h2>${table(
    journal.lines.line ?? [],
    [
      { head: "Account", cell: (line) => link(account.get("account", text(line, "account"))) },
      {
        head: "Debit",
        cell: (line) => (line.fields.debit ? money(text(line, "debit")) : ""),
        money: true,
      },
      {
        head: "Credit",
        cell: (line) => (line.fields.credit ? money(text(line, "credit")) : ""),
        money: true,
      },
    ],
    "No lines.",
  )}</section>`;
}

export function vendor(account: Account, record: NsRecord): Html {
  const of = (type: NsRecord["type"]) =>
    account.all(type).filter(({ fields: { entity } }) => entity === record.id);
  const transactions = [...of("purchaseOrder"), ...of("vendorBill"), ...of("vendorPayment")];
  return html`<section>${fields([
    ["Vendor ID", text(record, "entityId")],
    ["Internal ID", record.id],
    ["External ID", record.externalId ?? ""],
    ["Company name", text(record, "companyName")],
    ["Email", text(record, "email")],
    ["Phone", text(record, "phone")],
    ["Subsidiary", link(account.get("subsidiary", text(record, "subsidiary")))],
    ["Subsidiaries", namesOf(account, "subsidiary", subsidiariesOf(record))],
    ["Currencies", namesOf(account, "currency", currenciesOf(record))],
    ["Terms", link(account.get("term", text(record, "terms")))],
    ["Inactive", record.fields.isInactive === true ? "Yes" : "No"],
  ])}
<h2>Transactions</h2>${table(
    transactions,
    transactionColumns(account, (one) => `${KIND[one.type] ?? ""} ${paymentNumber(one) || one.id}`),
    "No transactions.",
  )}</section>`;
}

export const approvalOf = (record: NsRecord) =>
  APPROVAL[text(record, "approvalStatus") as keyof typeof APPROVAL] ?? "";

function namesOf(account: Account, type: "subsidiary" | "currency", ids: string[]): string {
  return ids.map((id) => text(account.get(type, id) ?? { fields: {} }, "name")).join(", ");
}

const KIND: Partial<Record<NsRecord["type"], string>> = {
  purchaseOrder: "Purchase Order",
  vendorBill: "Bill",
  vendorPayment: "Bill Payment",
};

export function header(account: Account, record: NsRecord): [string, Html | string][] {
  return [
    ["Vendor", link(account.get("vendor", text(record, "entity")))],
    ["Status", badge(account, record)],
    ["Date", text(record, "tranDate")],
    [
      "Total",
      `${money(total(record).toFixed(2))} ${text(account.get("currency", text(record, "currency")) ?? record, "symbol")}`,
    ],
    ["Subsidiary", link(account.get("subsidiary", text(record, "subsidiary")))],
    ["Memo", text(record, "memo")],
    ["Internal ID", record.id],
    ["External ID", record.externalId ?? ""],
  ];
}

export function lineColumns(account: Account): Column<Line>[] {
  return [
    { head: "Line", cell: ({ line }) => String(line) },
    {
      head: "Item or account",
      cell: (line) =>
        link(
          account.get("item", text(line, "item")) ?? account.get("account", text(line, "account")),
        ),
    },
    { head: "Description", cell: (line) => text(line, "description") || text(line, "memo") },
    {
      head: "Department",
      cell: (line) => link(account.get("department", text(line, "department"))),
    },
    { head: "Class", cell: (line) => link(account.get("classification", text(line, "class"))) },
    { head: "Quantity", cell: (line) => text(line, "quantity"), money: true },
    { head: "Rate", cell: (line) => text(line, "rate"), money: true },
    { head: "Amount", cell: (line) => money(text(line, "amount")), money: true },
  ];
}
