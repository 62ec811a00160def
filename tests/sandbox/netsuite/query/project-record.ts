import { text, type Account, type NsRecord } from "../account.ts";
import { computedValue } from "../records/computed-value.ts";
import { schemaOf } from "../records/schema-of.ts";
import { subsidiariesOf } from "../rules/vendor.ts";
import { cell, display, type Row, type TableRow } from "./cells.ts";
import { encodeDate, encodeInstant, encodeStamp } from "./instant.ts";
import { linkRows } from "./project-links.ts";
import { transactionRows } from "./project-transaction.ts";

/** All rows that one record has in SuiteQL. */
export function projectRecord(account: Account, record: NsRecord): TableRow[] {
  switch (record.type) {
    case "purchaseOrder":
    case "vendorBill":
    case "vendorPayment":
    case "journalEntry":
    case "vendorCredit":
    case "vendorPrepaymentApplication":
    case "itemReceipt":
    case "vendorPrepayment":
    case "check":
    case "salesOrder":
      return seen(account, record);
    case "customer":
    case "job":
      return [{ table: record.type, row: entityRow(account, record) }];
    case "vendor":
      return [
        {
          table: "vendor",
          row: entityRow(account, record),
        },
        ...relationshipRows(account, record),
      ];
    case "accountingPeriod":
      return [{ table: "accountingperiod", row: listRow(account, record) }];
    case "account":
      return [
        {
          table: "account",
          row: {
            ...listRow(account, record),
            fullname: text(record, "acctName"),
            accountsearchdisplaynamecopy: text(record, "acctName"),
            eliminate: "F",
          },
        },
      ];
    case "item":
      return [
        { table: "item", row: { ...listRow(account, record), fullname: text(record, "itemId") } },
      ];
    case "department":
    case "classification":
    case "location":
      return [
        {
          table: record.type,
          row: { ...listRow(account, record), fullname: text(record, "name") },
        },
      ];
    default:
      return [{ table: record.type.toLowerCase(), row: listRow(account, record) }];
  }
}

function seen(account: Account, record: NsRecord): TableRow[] {
  const { hiddenFromRole, linksToHidden } = account.options;
  if (!hiddenFromRole.some((type) => type === record.type)) {
    return [...transactionRows(account, record), ...linkRows(account, record)];
  }
  return linksToHidden === "shown" ? linkRows(account, record) : [];
}

function entityRow(account: Account, record: NsRecord): Row {
  const row = listRow(account, record);
  return {
    ...row,
    altname: text(record, "companyName"),
    customer: row.parent ?? null,
    customer__df: row.parent__df ?? null,
    datecreated: encodeInstant(new Date(record.created)),
    lastmodifieddate: encodeStamp(account, record.modified),
  };
}

function relationshipRows(account: Account, vendor: NsRecord): TableRow[] {
  return subsidiariesOf(vendor).map((subsidiary) => ({
    table: "vendorsubsidiaryrelationship",
    row: {
      id: `${vendor.id}${subsidiary.padStart(3, "0")}`,
      entity: vendor.id,
      entity__df: display(account, "vendor", vendor.id),
      subsidiary,
      subsidiary__df: display(account, "subsidiary", subsidiary),
      isprimarysub: subsidiary === vendor.fields.subsidiary ? "T" : "F",
    },
  }));
}

/** A list record's columns are its fields in lower case. */
function listRow(account: Account, record: NsRecord): Row {
  const row: Row = { id: record.id, externalid: record.externalId };
  for (const [name, field] of Object.entries(schemaOf(account, record.type).fields)) {
    const column = name.toLowerCase();
    const value = field.computed
      ? computedValue(account, record, name)
      : (record.fields[name] ?? null);
    if (field.kind === "date" && typeof value === "string") {
      row[column] = encodeDate(value, account.options.timeZone);
    } else row[column] = cell(value);
    if (field.kind === "reference" && field.to) {
      row[`${column}__df`] = display(account, field.to, value);
    }
    if (field.kind === "enum" && typeof value === "string") {
      row[`${column}__df`] = field.labels?.[value] ?? value;
    }
  }
  return row;
}
