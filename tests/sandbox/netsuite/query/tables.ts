import type { Options } from "../options.ts";
import { lacksWorkbook } from "../rules/role.ts";

export type ColumnKind = "i" | "n" | "t" | "d";
export interface Column {
  /** i: id, n: number, t: text, d: date or date-time. */
  kind: ColumnKind;
  /** BUILTIN.DF gives a display value that differs from the column's own. */
  display: boolean;
}

/**
 * `name kind`, with a star where BUILTIN.DF has something else to show. Column names: NetSuite's
 * SuiteQL tables.
 */
const TABLES: Record<string, string> = {
  transaction:
    "id i, type t*, recordtype t, abbrevtype t, tranid t, transactionnumber t, externalid t, trandate d, duedate d, closedate d, createddate d, lastmodifieddate d, " +
    "entity i*, subsidiary i*, currency i*, exchangerate n, foreigntotal n, foreignamountpaid n, foreignamountunpaid n, status t*, approvalstatus i*, billingstatus t, " +
    "posting t, postingperiod i*, paymenthold t, memo t, otherrefnum t, account i*, employee i*, void t, voided t, isreversal t, reversal i, reversaldate d, tobeprinted t",
  transactionline:
    "transaction i, id i, uniquekey i, linesequencenumber i, mainline t, taxline t, item i*, itemtype t, account i*, expenseaccount i*, accountinglinetype t, foreignamount n, netamount n, " +
    "foreignamountpaid n, foreignamountunpaid n, quantity n, quantitybilled n, quantityshiprecv n, rate n, memo t, entity i*, department i*, class i*, location i*, subsidiary i*, createdfrom i, isclosed t, " +
    "isbillable t, paymentmethod i*, linelastmodifieddate d, donotdisplayline t",
  nexttransactionlinelink:
    "previousdoc i, previousline i, previoustype t, nextdoc i, nextline i, nexttype t, linktype t, foreignamount n",
  previoustransactionlinelink:
    "previousdoc i, previousline i, previoustype t, nextdoc i, nextline i, nexttype t, linktype t, foreignamount n",
  vendor:
    "id i, entityid t, companyname t, altname t, legalname t, isperson t, firstname t, lastname t, isinactive t, email t, phone t, terms i*, currency i*, subsidiary i*, taxidnum t, " +
    "is1099eligible t, payablesaccount i*, expenseaccount i*, accountnumber t, printoncheckas t, balance n, externalid t, datecreated d, lastmodifieddate d",
  customer:
    "id i, entityid t, companyname t, altname t, isperson t, firstname t, lastname t, isinactive t, email t, phone t, terms i*, currency i*, parent i*, externalid t, datecreated d, lastmodifieddate d",
  job: "id i, entityid t, companyname t, altname t, customer i*, parent i*, isinactive t, entitystatus i*, jobbillingtype i*, startdate d, enddate d, projectedenddate d, externalid t, datecreated d, lastmodifieddate d",
  account:
    "id i, acctnumber t, acctname t, fullname t, accountsearchdisplaynamecopy t, accttype t*, parent i, issummary t, isinactive t, eliminate t, externalid t",
  accountingperiod:
    "id i, periodname t, startdate d, enddate d, isposting t, isadjust t, isyear t, isquarter t, closed t, alllocked t, aplocked t, arlocked t, closedondate d",
  subsidiary: "id i, name t, currency i*, country t, isinactive t, iselimination t, externalid t",
  item: "id i, itemid t, fullname t, displayname t, itemtype t, expenseaccount i*, isfulfillable t, isinactive t, externalid t",
  location: "id i, name t, fullname t, subsidiary i*, isinactive t, externalid t",
  department: "id i, name t, fullname t, subsidiary i*, isinactive t, externalid t",
  classification: "id i, name t, fullname t, isinactive t, externalid t",
  salestaxitem: "id i, itemid t, description t, isinactive t",
  term: "id i, name t, daysuntilnetdue i, isinactive t",
  currency: "id i, symbol t, name t, exchangerate n, isinactive t",
  // Nobody and nothing is in these here; the tables of hotgluexyz/target-netsuite-v2.
  employee:
    "id i, entityid t, firstname t, lastname t, email t, subsidiary i*, isinactive t, externalid t",
  vendorcategory: "id i, name t, isinactive t, externalid t",
  customercategory: "id i, name t, isinactive t, externalid t",
  transactionaccountingline:
    "transaction i, transactionline i, accountingbook i, account i*, debit n, credit n, amount n, posting t",
  vendorsubsidiaryrelationship: "id i, entity i*, subsidiary i*, isprimarysub t",
  customfield: "internalid i, name t, scriptid t, fieldtype t, fieldvaluetype t, ismandatory t",
  dual: "dummy t",
  deletedrecord: "recordid i, recordtype t, name t, deleteddate d",
};

/** `account` is no column of these in live accounts. */
export const ACCOUNT_GONE_FROM = ["transaction", "transactionline"];

const featuresOff = ({ oneWorld, multiCurrency }: Options) => [
  ...(oneWorld ? [] : ["subsidiary", "vendorsubsidiaryrelationship"]),
  ...(multiCurrency ? [] : ["currency", "exchangerate"]),
];

export const isTable = (name: string) => Object.hasOwn(TABLES, name);

/**
 * Tables that are there and not for this role, or whose feature is off: SuiteQL finds no such
 * record, where it calls one that never was an invalid search type. Source: the corrections to the
 * reference, from live accounts.
 */
export function closedTables(options: Options): Set<string> {
  const off = options.offTables === "not_found" ? featuresOff(options).filter(isTable) : [];
  return new Set([...outOfReach(options), ...off]);
}

function outOfReach(options: Options): string[] {
  if (!lacksWorkbook(options)) return options.hiddenTables;
  return Object.keys(TABLES).filter((table) => table !== "dual");
}

/**
 * The tables of this account: a feature that is off takes its table and its columns along, a role
 * the tables that it may not see.
 */
export function tablesOf(options: Options): Map<string, Map<string, Column>> {
  const { accountColumns, customFields } = options;
  const off = featuresOff(options);
  const hidden = outOfReach(options);
  const tables = new Map<string, Map<string, Column>>();
  for (const [table, columns] of Object.entries(TABLES)) {
    if (off.includes(table) || hidden.includes(table)) continue;
    const parsed = columns.split(", ").map((column): [string, Column] => {
      const [name = "", kind = "t"] = column.split(" ");
      return [name, { kind: kind[0] as ColumnKind, display: kind.endsWith("*") }];
    });
    tables.set(table, new Map(parsed.filter(([name]) => !off.includes(name))));
    if (accountColumns !== "shown" && ACCOUNT_GONE_FROM.includes(table)) {
      tables.get(table)?.delete("account");
    }
  }
  for (const [prefix, table] of [
    ["custbody", "transaction"],
    ["custcol", "transactionline"],
    ["custentity", "vendor"],
  ] as const) {
    for (const id of customFields.filter((one) => one.startsWith(prefix))) {
      tables.get(table)?.set(id, { kind: "t", display: false });
    }
  }
  return tables;
}

/** Every name of a date column in any table. */
export function dateColumns(tables: Map<string, Map<string, Column>>): Set<string> {
  return new Set(
    [...tables.values()].flatMap((columns) =>
      [...columns].filter(([, { kind }]) => kind === "d").map(([name]) => name),
    ),
  );
}

/**
 * Column names that BUILTIN.DF shows differently in at least one table; all tables that have the
 * name get the hidden column.
 */
export function displayColumns(tables: Map<string, Map<string, Column>>): Set<string> {
  return new Set(
    [...tables.values()].flatMap((columns) =>
      [...columns].filter(([, { display }]) => display).map(([name]) => name),
    ),
  );
}
