import { z } from "zod";
import { HIDEABLE, type Options, type SWITCHES } from "../options.ts";
import { PAYMENT_STATES, type PaymentState } from "../rules/payment-state.ts";
import { found } from "./found.ts";
import { SETUP_ARGUMENTS, SETUP_SWITCHED } from "./setup-schemas.ts";
import { VENDOR_ARGUMENTS } from "./vendor-schemas.ts";

const text = z.string().optional();
const flag = z.boolean().optional();
const LONGEST_MS = 600_000;

const part = { billId: text, tranId: text, amount: text, discount: text };
/** Lines of an order, all of what is open when none is named. */
const taken = z
  .array(z.strictObject({ line: z.union([z.string(), z.number()]), quantity: text, amount: text }))
  .min(1)
  .optional();
const applied = z.strictObject({ ...found("billId"), amount: text });

const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const SWITCHED: { [Name in (typeof SWITCHES)[number]]: z.ZodType<Options[Name]> } = {
  ...SETUP_SWITCHED,
  tokenSeconds: z.number().int().positive(),
  concurrency: z.number().int().positive(),
  concurrencyStatus: z.union([z.literal(429), z.literal(400)]),
  latencyMs: z.number().min(0).max(LONGEST_MS),
  timeZone: z.string().refine(isTimeZone, "is not a time zone, such as America/New_York"),
  stamps: z.enum(["seconds", "minutes"]),
  oneWorld: z.boolean(),
  multiCurrency: z.boolean(),
  approvalRouting: z.boolean(),
  reversingJournals: z.boolean(),
  refuseDuplicateBillNumbers: z.boolean(),
  badReferenceCode: z.enum(["INVALID_KEY_OR_REF", "INVALID_CONTENT"]),
  purchaseOrderLines: z.enum(["keyed", "appended"]),
  createdByPut: z.union([z.literal(204), z.literal(201)]),
  nullColumns: z.enum(["absent", "null"]),
  applicationBumps: z.enum(["either", "bill", "payment", "both"]),
  hiddenFromRole: z.array(z.enum(HIDEABLE)),
  linksToHidden: z.enum(["shown", "hidden"]),
  unpostedLinks: z.enum(["amount", "zero"]),
  advancedReceiving: z.boolean(),
  billInAdvanceOfReceipt: z.boolean(),
  overageOnReceipts: z.boolean(),
  fullLine: z.enum(["linked", "untied", "refused"]),
  billedByAmount: z.enum(["partQuantity", "oneLump"]),
  absentSublist: z.enum(["kept", "emptied"]),
  workflowAddsLine: z
    .strictObject({
      to: z.enum(["purchaseOrder", "vendorBill"]),
      account: z.string(),
      amount: z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/, "is no amount, such as 35.00"),
      memo: z.string().min(1),
    })
    .nullable(),
  mandatory: z.array(
    z.string().regex(/^(department|class|location|taxCode|cust(body|col|entity)[a-z0-9_]+)$/),
  ),
  classificationsOn: z.enum(["both", "body", "lines"]),
  unapprovedBills: z.enum(["counted", "uncounted"]),
  customFields: z.array(
    z.string().regex(/^cust(body|col|entity)[a-z0-9_]+$/, "is not the script id of a field"),
  ),
};

/** What each act takes beside `do`; anything else is a slip of whoever wrote it. */
export const ARGUMENTS = {
  ...SETUP_ARGUMENTS,
  ...VENDOR_ARGUMENTS,
  edit_purchase_order: z.strictObject({
    ...found("purchaseOrderId"),
    changes: z.record(z.string(), z.unknown()).optional(),
    replace: z.array(z.string()).optional(),
  }),
  edit_bill: z.strictObject({
    ...found("billId"),
    changes: z.record(z.string(), z.unknown()).optional(),
    replace: z.array(z.string()).optional(),
  }),
  delete_purchase_order: z.strictObject(found("purchaseOrderId")),
  close_purchase_order: z.strictObject({ ...found("purchaseOrderId"), closed: flag }),
  close_purchase_order_line: z.strictObject({
    ...found("purchaseOrderId"),
    line: z.union([z.string(), z.number()]),
    closed: flag,
  }),
  receive_purchase_order: z.strictObject({ ...found("purchaseOrderId"), lines: taken, memo: text }),
  bill_purchase_order: z.strictObject({ ...found("purchaseOrderId"), lines: taken, number: text }),
  set_external_id: z.strictObject({
    type: z.enum(["vendor", "purchaseOrder", "vendorBill", "vendorPayment", "itemReceipt"]),
    id: z.string(),
    externalId: z.string().min(1).nullable(),
  }),
  approve_purchase_order: z.strictObject({ ...found("purchaseOrderId"), reject: flag }),
  create_bill: z.strictObject({ ...found("vendorId"), number: text, amount: text }),
  approve_bill: z.strictObject({ ...found("billId"), reject: flag }),
  hold_bill: z.strictObject({ ...found("billId"), hold: flag }),
  delete_bill: z.strictObject(found("billId")),
  delete_credit: z.strictObject(found("creditId")),
  pay_bill: z.strictObject({
    ...part,
    bills: z.array(z.strictObject(part)).min(1).optional(),
    method: text,
    checkNumber: text,
    toBePrinted: flag,
    date: text,
    memo: text,
  }),
  edit_payment: z.strictObject({
    ...found("paymentId"),
    changes: z.record(z.string(), z.unknown()).optional(),
    replace: z.array(z.string()).optional(),
  }),
  apply_credit: applied.extend({ creditId: text }),
  apply_prepayment: applied,
  apply_journal: applied,
  set_payment_status: z.strictObject({
    ...found("paymentId"),
    status: z.enum(Object.keys(PAYMENT_STATES) as [PaymentState, ...PaymentState[]]),
  }),
  print_check: z.strictObject({ ...found("paymentId"), checkNumber: text }),
  void_payment: z.strictObject({ ...found("paymentId"), reversingJournals: flag }),
  unapply_payment: z.strictObject(found("paymentId")),
  delete_payment: z.strictObject(found("paymentId")),
  close_period: z.strictObject({ name: text }),
  open_period: z.strictObject({ name: text }),
  expire_tokens: z.strictObject({}),
  set_latency: z.strictObject({ ms: z.number().min(0).max(LONGEST_MS) }),
  set_options: z.strictObject(SWITCHED).partial(),
  change_under_save: z.strictObject({
    status: z.union([z.literal(400), z.literal(409)]).optional(),
    code: text,
  }),
};
