import { isTransaction } from "../account.ts";
import type { RecordType } from "../records/schema.ts";

const OF_TRANSACTIONS = [
  "transaction",
  "transactionline",
  "transactionaccountingline",
  "nexttransactionlinelink",
  "previoustransactionlinelink",
];

/** The tables in which a record of this type has rows. */
export function tablesFor(type: RecordType): string[] {
  if (isTransaction(type)) return OF_TRANSACTIONS;
  return type === "vendor" ? ["vendor", "vendorsubsidiaryrelationship"] : [type.toLowerCase()];
}

/** `table.column` for what documents are joined by. */
export function indexed(tables: Map<string, Map<string, unknown>>): string[] {
  const links = ["nexttransactionlinelink", "previoustransactionlinelink"].flatMap((table) => [
    `${table}.previousdoc`,
    `${table}.nextdoc`,
  ]);
  const ids = [...tables].flatMap(([table, columns]) =>
    columns.has("id") && table !== "transactionline" ? `${table}.id` : [],
  );
  return [
    "transactionline.transaction",
    "transactionaccountingline.transaction",
    ...links,
    ...ids,
  ].filter((name) => tables.has(name.split(".")[0] ?? ""));
}
