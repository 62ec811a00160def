import {
  amount,
  choice,
  computed,
  currency,
  exchangeRate,
  flag,
  number,
  reference,
  subsidiary,
  text,
} from "./fields.ts";
import { vendorPaymentSchema } from "./payment-schemas.ts";
import type { Field, RecordSchema } from "./schema.ts";
import {
  FILTERABLE,
  header,
  purchaseOrderSchema,
  vendorBillSchema,
} from "./transaction-schemas.ts";

export const CREDIT_STATUS = { A: "Open", B: "Fully Applied" };
export const SALES_ORDER_STATUS = { A: "Pending Approval", B: "Pending Fulfillment" };
export const CHECK_STATUS = { V: "Voided", Z: "Undefined" };
export const PREPAYMENT_STATUS = { A: "Pending Approval", B: "Paid" };

const { postingPeriod, account } = vendorBillSchema.fields as Record<string, Field>;
const posted = { postingPeriod: postingPeriod as Field, account: account as Field };
const { item, expense } = vendorBillSchema.sublists;
const total = computed(amount);

/** What a vendor owes us, by lines, and the bills it is applied to. Source: the reference, 2.4. */
export const vendorCreditSchema: RecordSchema = {
  label: "Vendor Credit",
  fields: {
    ...header,
    ...posted,
    status: computed(choice(CREDIT_STATUS)),
    total,
    applied: total,
    unApplied: total,
  },
  sublists: { item: item!, expense: expense!, apply: vendorPaymentSchema.sublists.apply! },
  filterable: FILTERABLE,
};

export const vendorPrepaymentSchema: RecordSchema = {
  label: "Vendor Prepayment",
  fields: {
    ...header,
    ...posted,
    prepaymentAccount: reference("account"),
    payment: amount,
    purchaseOrder: reference("purchaseOrder"),
    transactionNumber: computed(text()),
    status: computed(choice(PREPAYMENT_STATUS)),
    total,
  },
  sublists: {},
  filterable: FILTERABLE,
};

/** Lists of checks are refused (405): airbytehq/airbyte issue 69274. */
export const checkSchema: RecordSchema = {
  label: "Check",
  notListed: true,
  fields: {
    ...header,
    ...posted,
    entity: { ...reference("vendor"), or: ["customer", "job"] },
    toBePrinted: flag,
    status: computed(choice(CHECK_STATUS)),
    total,
  },
  sublists: { item: item!, expense: expense! },
  filterable: [],
};

export const salesOrderSchema: RecordSchema = {
  label: "Sales Order",
  fields: {
    ...header,
    entity: reference("customer"),
    job: reference("job"),
    subsidiary,
    currency,
    exchangeRate,
    otherRefNum: text(45),
    terms: reference("term"),
    orderStatus: choice(SALES_ORDER_STATUS),
    status: computed(choice(SALES_ORDER_STATUS)),
    total,
  },
  sublists: {
    item: {
      keys: ["line"],
      columns: { ...purchaseOrderSchema.sublists.item!.columns, quantityBilled: computed(number) },
    },
  },
  filterable: [...FILTERABLE, "otherRefNum"],
};
