import { text, type Account, type NsRecord } from "../account.ts";
import { refName } from "../records/ref-name.ts";
import type { RecordType } from "../records/schema.ts";
import { decimal, total } from "../rules/amounts.ts";
import { statusLabel, statusOf } from "../rules/status.ts";
import { Html, html } from "./html.ts";
import type { Column } from "./layout.ts";

export const PATHS: Partial<Record<RecordType, string>> = {
  purchaseOrder: "/app/accounting/transactions/purchord.nl",
  itemReceipt: "/app/accounting/transactions/itemrcpt.nl",
  vendorBill: "/app/accounting/transactions/vendbill.nl",
  vendorPayment: "/app/accounting/transactions/vendpymt.nl",
  journalEntry: "/app/accounting/transactions/journal.nl",
  vendor: "/app/common/entity/vendor.nl",
};

export function link(record: NsRecord | undefined, label?: string): Html | string {
  if (!record) return "";
  const path = PATHS[record.type];
  const name = label || refName(record);
  return path ? html`<a href="${path}?id=${record.id}">${name}</a>` : name;
}

export function money(amount: string): string {
  const [whole = "", cents = "00"] = decimal(amount).abs().toFixed(2).split(".");
  return `${decimal(amount).isNegative() ? "-" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

export function badge(account: Account, record: NsRecord): Html {
  const status = statusOf(account, record);
  return html`<span class="badge${status === "V" ? " void" : ""}">${statusLabel(record, status)}</span>`;
}

/** Columns that all lists of transactions begin with. */
export function transactionColumns(
  account: Account,
  number: (record: NsRecord) => string,
): Column<NsRecord>[] {
  return [
    { head: "Date", cell: (record) => text(record, "tranDate") },
    { head: "Number", cell: (record) => link(record, number(record)) },
    { head: "Vendor", cell: (record) => link(account.get("vendor", text(record, "entity"))) },
    { head: "Status", cell: (record) => badge(account, record) },
    { head: "Amount", cell: (record) => money(total(record).toFixed(2)), money: true },
  ];
}

export const paymentNumber = (payment: NsRecord) =>
  text(payment, "tranId") || text(payment, "transactionNumber");
