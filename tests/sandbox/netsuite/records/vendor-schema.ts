import { amount, computed, createdDate, currency, flag, reference, subsidiary, text } from "./fields.ts";
import type { RecordSchema } from "./schema.ts";

export const vendorSchema: RecordSchema = {
  label: "Vendor",
  fields: {
    entityId: text(83),
    companyName: text(83),
    isPerson: flag,
    firstName: text(32),
    lastName: text(32),
    legalName: text(83),
    email: text(254),
    phone: text(32),
    url: text(100),
    comments: text(4000),
    accountNumber: text(60),
    taxIdNum: text(20),
    terms: reference("term"),
    currency,
    subsidiary,
    isInactive: flag,
    isJobResourceVend: flag,
    is1099Eligible: flag,
    expenseAccount: reference("account"),
    payablesAccount: reference("account"),
    printOnCheckAs: text(83),
    defaultVendorPaymentAccount: reference("account"),
    balance: computed(amount),
    creditLimit: amount,
    dateCreated: createdDate,
    lastModifiedDate: createdDate,
  },
  sublists: {
    addressBook: {
      keys: ["internalId"],
      columns: { internalId: { kind: "integer" }, label: text(150), defaultBilling: flag, defaultShipping: flag, addressBookAddress: { kind: "address" } },
    },
    currencyList: { keys: ["currency"], columns: { currency, balance: computed(amount) } },
  },
  filterable: [
    "accountNumber", "comments", "companyName", "creditLimit", "currency", "dateCreated", "email", "entityId", "externalId", "firstName", "id", "isInactive",
    "isPerson", "lastModifiedDate", "lastName", "legalName", "phone", "terms",
  ],
};
