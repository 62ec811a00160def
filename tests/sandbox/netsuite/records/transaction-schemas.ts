import {
  amount,
  choice,
  computed,
  createdDate,
  currency,
  date,
  exchangeRate,
  flag,
  integer,
  number,
  reference,
  subsidiary,
  text,
} from "./fields.ts";
import type { Field, RecordSchema } from "./schema.ts";

export const APPROVAL = { "1": "Pending Approval", "2": "Approved", "3": "Rejected" };
export const ORDER_STATUS = {
  A: "Pending Supervisor Approval",
  B: "Pending Receipt",
  C: "Rejected by Supervisor",
  D: "Partially Received",
  E: "Pending Billing/Partially Received",
  F: "Pending Bill",
  G: "Fully Billed",
  H: "Closed",
  P: "Planned",
};
export const BILL_STATUS = {
  A: "Open",
  B: "Paid In Full",
  C: "Cancelled",
  D: "Pending Approval",
  E: "Rejected",
  F: "Payment In-Transit",
};

export const header: Record<string, Field> = {
  entity: reference("vendor"),
  subsidiary,
  currency,
  exchangeRate,
  tranId: text(45),
  tranDate: date,
  memo: text(4000),
  location: reference("location"),
  department: reference("department"),
  class: reference("classification"),
  approvalStatus: choice(APPROVAL),
  createdDate,
  lastModifiedDate: createdDate,
};

export const coding: Record<string, Field> = {
  line: integer,
  location: reference("location"),
  department: reference("department"),
  class: reference("classification"),
  taxCode: reference("salesTaxItem"),
  isBillable: flag,
};
const itemLine: Record<string, Field> = {
  ...coding,
  item: reference("item"),
  description: text(4000),
  quantity: number,
  rate: number,
  amount,
};
const expenseLine: Record<string, Field> = {
  ...coding,
  account: reference("account"),
  memo: text(4000),
  amount,
};
export const order: Record<string, Field> = {
  orderDoc: { kind: "document", to: "purchaseOrder" },
  orderLine: integer,
};
const billed: Record<string, Field> = {
  isClosed: flag,
  quantityReceived: computed(number),
  quantityBilled: computed(number),
};

export const FILTERABLE = [
  "approvalStatus",
  "createdDate",
  "currency",
  "dueDate",
  "entity",
  "exchangeRate",
  "externalId",
  "id",
  "lastModifiedDate",
  "memo",
  "terms",
  "tranDate",
  "tranId",
];

export const purchaseOrderSchema: RecordSchema = {
  label: "Purchase Order",
  fields: {
    ...header,
    dueDate: date,
    terms: reference("term"),
    otherRefNum: text(45),
    orderStatus: choice(ORDER_STATUS),
    status: computed(choice(ORDER_STATUS)),
    total: computed(amount),
  },
  sublists: {
    item: { keys: ["line"], columns: { ...itemLine, ...billed, expectedReceiptDate: date } },
    expense: { keys: ["line"], columns: { ...expenseLine, isClosed: flag } },
  },
  filterable: [...FILTERABLE, "otherRefNum"],
};

export const vendorBillSchema: RecordSchema = {
  label: "Bill",
  fields: {
    ...header,
    account: reference("account"),
    dueDate: date,
    postingPeriod: reference("accountingPeriod"),
    terms: reference("term"),
    paymentHold: flag,
    userTotal: amount,
    status: computed(choice(BILL_STATUS)),
    total: computed(amount),
    balance: computed(amount),
  },
  sublists: {
    item: { keys: ["line"], columns: { ...itemLine, ...order } },
    expense: { keys: ["line"], columns: { ...expenseLine, ...order } },
  },
  filterable: [...FILTERABLE, "paymentHold", "postingPeriod"],
};
