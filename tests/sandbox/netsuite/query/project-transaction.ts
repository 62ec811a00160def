import { Decimal } from "decimal.js";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { APPROVAL } from "../records/transaction-schemas.ts";
import { due, itemized, paid, sum, total } from "../rules/amounts.ts";
import { countOf } from "../rules/order-count.ts";
import { statusLabel, statusOf } from "../rules/status.ts";
import { cell, customCells, display, displayEntity, type Row, type TableRow } from "./cells.ts";
import { encodeDate, encodeInstant, encodeStamp } from "./instant.ts";
import { accountingRows } from "./project-accounting.ts";

const KINDS = {
  purchaseOrder: { type: "PurchOrd", label: "Purchase Order", abbreviation: "PURCHORD" },
  vendorBill: { type: "VendBill", label: "Bill", abbreviation: "BILL" },
  vendorPayment: { type: "VendPymt", label: "Bill Payment", abbreviation: "BILLPMT" },
  journalEntry: { type: "Journal", label: "Journal", abbreviation: "GENJRNL" },
  vendorCredit: { type: "VendCred", label: "Bill Credit", abbreviation: "BILLCRED" },
  vendorPrepaymentApplication: {
    type: "VPrepApp",
    label: "Vendor Prepayment Application",
    abbreviation: "VPREPAPP",
  },
  itemReceipt: { type: "ItemRcpt", label: "Item Receipt", abbreviation: "ITEMRCPT" },
  vendorPrepayment: { type: "VPrep", label: "Vendor Prepayment", abbreviation: "VPREP" },
  check: { type: "Check", label: "Check", abbreviation: "CHK" },
  salesOrder: { type: "SalesOrd", label: "Sales Order", abbreviation: "SALESORD" },
};
/** They post nothing. */
const ORDERS = ["purchaseOrder", "salesOrder"];
type Kind = keyof typeof KINDS;
/** What SuiteQL calls this kind of transaction. */
export const kindOf = (record: NsRecord) => KINDS[record.type as Kind];

export function transactionRows(account: Account, record: NsRecord): TableRow[] {
  const head = header(account, record);
  const rows = lines(account, record);
  return [
    { table: "transaction", row: head },
    ...rows.map((row) => ({ table: "transactionline", row })),
    ...accountingRows(head, record.type === "vendorPayment" ? paidLines(account, record) : rows),
  ];
}

/** In the ledger a payment is one sum from the bank to what is owed, whatever it is applied to. */
function paidLines(account: Account, record: NsRecord): Row[] {
  const [main] = lines(account, record);
  const fields = { account: record.fields.apAcct ?? null, amount: total(record).toFixed(2) };
  return [main as Row, lineRow(account, record, { line: 1, fields })];
}

function header(account: Account, record: NsRecord): Row {
  const { type, label, abbreviation } = kindOf(record);
  const { timeZone } = account.options;
  const { fields } = record;
  const status = statusOf(account, record);
  const isVoided = fields.voided === true;
  const day = (field: string) =>
    text(record, field) ? encodeDate(text(record, field), timeZone) : null;
  return {
    ...customCells(account, record),
    ...amounts(account, record),
    id: record.id,
    type,
    type__df: label,
    recordtype: record.type.toLowerCase(),
    abbrevtype: abbreviation,
    tranid: cell(fields.tranId),
    transactionnumber: cell(fields.transactionNumber) ?? `${abbreviation}${record.id}`,
    externalid: record.externalId,
    trandate: day("tranDate"),
    duedate: day("dueDate"),
    createddate: encodeInstant(new Date(record.created)),
    lastmodifieddate: encodeStamp(account, record.modified),
    entity: cell(fields.entity),
    entity__df: displayEntity(account, fields.entity),
    subsidiary: cell(fields.subsidiary),
    subsidiary__df: display(account, "subsidiary", fields.subsidiary),
    currency: cell(fields.currency),
    currency__df: display(account, "currency", fields.currency),
    exchangerate: cell(fields.exchangeRate),
    status,
    status__df: `${label} : ${statusLabel(record, status)}`,
    approvalstatus: cell(fields.approvalStatus),
    approvalstatus__df: APPROVAL[text(record, "approvalStatus") as keyof typeof APPROVAL] ?? null,
    posting:
      !ORDERS.includes(record.type) &&
      fields.approvalStatus !== "1" &&
      fields.approvalStatus !== "3"
        ? "T"
        : "F",
    postingperiod: cell(fields.postingPeriod),
    postingperiod__df: display(account, "accountingPeriod", fields.postingPeriod),
    paymenthold: record.type === "vendorBill" ? cell(fields.paymentHold) : null,
    memo: cell(fields.memo),
    otherrefnum: cell(fields.otherRefNum),
    account: cell(fields.account),
    account__df: display(account, "account", fields.account),
    void: isVoided ? "T" : "F",
    voided: isVoided ? "T" : "F",
    isreversal: (record.lines.line ?? []).some((line) => line.fields.doc) ? "T" : "F",
    tobeprinted: cell(fields.toBePrinted),
  };
}

/** Money going out has a negative total. What is paid and unpaid is told of bills alone. */
function amounts(account: Account, record: NsRecord): Row {
  if (record.lines.apply && record.type !== "journalEntry") {
    return { foreigntotal: total(record).neg().toFixed(2) };
  }
  if (record.type === "journalEntry") {
    return {
      foreigntotal: sum((record.lines.line ?? []).map((line) => text(line, "debit"))).toFixed(2),
    };
  }
  if (record.type !== "vendorBill") {
    const amount = total(record);
    return { foreigntotal: (record.type === "check" ? amount.neg() : amount).toFixed(2) };
  }
  return {
    foreigntotal: total(record).toFixed(2),
    foreignamountpaid: paid(account, record).toFixed(2),
    foreignamountunpaid: due(account, record).toFixed(2),
  };
}

function lines(account: Account, record: NsRecord): Row[] {
  const main = lineRow(account, record, {
    line: 0,
    fields: mainFields(record),
  });
  const first: Row = { ...main, mainline: "T", foreignamount: total(record).neg().toFixed(2) };
  if (record.type === "journalEntry") {
    return (record.lines.line ?? []).map((line) => journalLine(account, record, line));
  }
  if (record.type === "vendorPrepayment") {
    const { prepaymentAccount = null, total: amount = null } = record.fields;
    return [
      first,
      lineRow(account, record, { line: 1, fields: { account: prepaymentAccount, amount } }),
    ];
  }
  if (record.lines.apply && itemized(record).length === 0) {
    const applied = (record.lines.apply ?? []).map((line, index) =>
      lineRow(account, record, {
        line: index + 1,
        fields: { account: record.fields.apAcct ?? null, amount: line.fields.amount ?? null },
      }),
    );
    return [first, ...applied];
  }
  return [first, ...itemized(record).map((line) => lineRow(account, record, line))];
}

function mainFields({ fields }: NsRecord): Line["fields"] {
  const { account = null, memo = null, department = null, location = null } = fields;
  return { account, memo, department, location, class: fields.class ?? null };
}

function journalLine(account: Account, record: NsRecord, line: Line): Row {
  const amount = new Decimal(text(line, "debit") || 0).minus(text(line, "credit") || 0);
  return {
    ...lineRow(account, record, line),
    foreignamount: amount.toFixed(2),
    netamount: amount.toFixed(2),
  };
}

function lineRow(account: Account, record: NsRecord, line: Line): Row {
  const { fields } = line;
  const item = fields.item ? account.get("item", text(line, "item")) : undefined;
  const ledger = item ? item.fields.expenseAccount : fields.account;
  const of = (type: NsRecord["type"], name: string): Row => ({
    [name]: cell(fields[name]),
    [`${name}__df`]: display(account, type, fields[name]),
  });
  return {
    ...customCells(account, line),
    ...of("item", "item"),
    ...of("department", "department"),
    ...of("classification", "class"),
    ...of("location", "location"),
    transaction: record.id,
    id: String(line.line),
    uniquekey: `${record.id}${String(line.line).padStart(4, "0")}`,
    linesequencenumber: String(line.line),
    mainline: "F",
    taxline: "F",
    itemtype: item ? text(item, "itemType") : null,
    account: cell(ledger),
    account__df: display(account, "account", ledger),
    expenseaccount: cell(ledger),
    expenseaccount__df: display(account, "account", ledger),
    foreignamount: cell(fields.amount),
    netamount: cell(fields.amount),
    quantity: cell(fields.quantity),
    rate: cell(fields.rate),
    ...counted(account, record, line),
    memo: cell(fields.description ?? fields.memo),
    entity: cell(fields.customer ?? fields.entity ?? record.fields.entity),
    entity__df: displayEntity(account, fields.customer ?? fields.entity ?? record.fields.entity),
    subsidiary: cell(record.fields.subsidiary),
    subsidiary__df: display(account, "subsidiary", record.fields.subsidiary),
    createdfrom: cell(fields.orderDoc),
    isclosed: cell(fields.isClosed ?? false),
    isbillable: cell(fields.isBillable ?? false),
    donotdisplayline: "F",
    linelastmodifieddate: encodeStamp(account, record.modified),
  };
}

/** How much of an order's item was billed and received; nothing on the lines of anything else. */
function counted(account: Account, record: NsRecord, line: Line): Row {
  if (record.type !== "purchaseOrder" || !line.fields.item) return {};
  const { billed, shownAsReceived } = countOf(account, record, line);
  return { quantitybilled: billed.toFixed(), quantityshiprecv: shownAsReceived.toFixed() };
}
