import type { Account } from "../account.ts";
import { labelOf } from "../rules/mandatory.ts";
import { customerSchema, jobSchema } from "./entity-schemas.ts";
import { itemReceiptSchema } from "./item-receipt-schema.ts";
import { listSchemas } from "./list-schemas.ts";
import {
  checkSchema,
  salesOrderSchema,
  vendorCreditSchema,
  vendorPrepaymentSchema,
} from "./other-transaction-schemas.ts";
import { appliedSchema, journalEntrySchema, vendorPaymentSchema } from "./payment-schemas.ts";
import type { Field, RecordSchema, RecordType, Sublist } from "./schema.ts";
import { purchaseOrderSchema, vendorBillSchema } from "./transaction-schemas.ts";
import { vendorSchema } from "./vendor-schema.ts";

const SCHEMAS: Record<RecordType, RecordSchema> = {
  vendor: vendorSchema,
  purchaseOrder: purchaseOrderSchema,
  vendorBill: vendorBillSchema,
  vendorPayment: vendorPaymentSchema,
  journalEntry: journalEntrySchema,
  vendorCredit: vendorCreditSchema,
  vendorPrepayment: vendorPrepaymentSchema,
  check: checkSchema,
  customer: customerSchema,
  job: jobSchema,
  salesOrder: salesOrderSchema,
  vendorPrepaymentApplication: appliedSchema("Vendor Prepayment Application"),
  itemReceipt: itemReceiptSchema,
  ...listSchemas,
};

const CUSTOM_PREFIX: Partial<Record<RecordType, string>> = {
  vendor: "custentity",
  purchaseOrder: "custbody",
  vendorBill: "custbody",
  vendorPayment: "custbody",
  itemReceipt: "custbody",
  vendorCredit: "custbody",
  salesOrder: "custbody",
  customer: "custentity",
  job: "custentity",
};

/**
 * Whom a line is for: a customer or a project. Source: the reference, 2.4, "customer (takes customer
 * or project)"; Procore's own connector writes it on every line.
 */
const LINE_CUSTOMER: Field = { kind: "reference", to: "customer", or: ["job"] };

/**
 * The record as this account has it: features switched off take their fields with them, its own
 * custom fields come in.
 */
export function schemaOf(account: Account, type: RecordType): RecordSchema {
  const schema = SCHEMAS[type];
  const { customFields, purchaseOrderLines } = account.options;
  const custom = (prefix: string | undefined): Record<string, Field> =>
    Object.fromEntries(
      customFields
        .filter((id) => prefix && id.startsWith(prefix))
        .map((id) => [id, customField(account, id)]),
    );
  const bare = type === "purchaseOrder" && purchaseOrderLines === "appended";
  const sublists = Object.entries(schema.sublists).map(
    ([name, { keys, columns }]): [string, Sublist] => [
      name,
      {
        keys: bare ? [] : keys,
        columns: {
          ...present(account, columns),
          ...(name === "item" || name === "expense"
            ? { customer: LINE_CUSTOMER, ...custom("custcol") }
            : {}),
        },
      },
    ],
  );
  return {
    ...schema,
    fields: { ...present(account, schema.fields), ...custom(CUSTOM_PREFIX[type]) },
    sublists: Object.fromEntries(sublists),
  };
}

function customField({ options }: Account, id: string): Field {
  const labels = options.customLists[id];
  const customLabel = labelOf(id);
  return labels ? { kind: "enum", labels, customLabel } : { kind: "text", max: 300, customLabel };
}

export function recordTypes(account: Account): RecordType[] {
  return (Object.keys(SCHEMAS) as RecordType[]).filter((type) => recordType(account, type));
}

/** Record types are written in any case. */
export function recordType(account: Account, written: string): RecordType | undefined {
  const found = (Object.keys(SCHEMAS) as RecordType[]).find(
    (type) => type.toLowerCase() === written.toLowerCase(),
  );
  if (found === "subsidiary" && !account.options.oneWorld) return undefined;
  if (found === "itemReceipt" && !account.options.advancedReceiving) return undefined;
  if (found === "currency" && !account.options.multiCurrency) return undefined;
  return found;
}

function present(account: Account, fields: Record<string, Field>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, { feature }]) => !feature || account.options[feature]),
  );
}
