import {
  amount,
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
import type { RecordSchema } from "./schema.ts";
import { coding, FILTERABLE, order } from "./transaction-schemas.ts";

const { isBillable: _isBillable, taxCode: _taxCode, ...coded } = coding;

/** Source: REST API Browser 2026.1, itemReceipt. */
export const itemReceiptSchema: RecordSchema = {
  label: "Item Receipt",
  fields: {
    createdFrom: { kind: "document", to: "purchaseOrder" },
    entity: reference("vendor"),
    subsidiary,
    currency,
    exchangeRate,
    tranId: text(45),
    tranDate: date,
    postingPeriod: reference("accountingPeriod"),
    memo: text(4000),
    location: reference("location"),
    department: reference("department"),
    class: reference("classification"),
    createdDate,
    lastModifiedDate: createdDate,
  },
  sublists: {
    item: {
      keys: ["line"],
      columns: {
        ...coded,
        ...order,
        itemReceive: flag,
        item: reference("item"),
        description: text(4000),
        quantity: number,
        quantityRemaining: computed(number),
        rate: number,
        amount,
      },
    },
    expense: {
      keys: ["line"],
      columns: {
        line: integer,
        ...order,
        markReceived: flag,
        account: reference("account"),
        memo: text(4000),
        amount,
      },
    },
  },
  filterable: FILTERABLE.filter((name) => !["approvalStatus", "dueDate", "terms"].includes(name)),
};
