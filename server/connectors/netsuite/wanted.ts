import { z } from "zod";
import type { Choice } from "../connection-check.ts";
import type { Wanted } from "../wanted.ts";
import { type CustomField, keyOf } from "./custom-fields.ts";
import { orNone, RECORD_WORDS } from "./offered.ts";
import type { SuiteQl } from "./suiteql.ts";

// NetSuite says only of custom fields that they are mandatory. What a form or a preference makes
// mandatory shows in what all documents have; refusals (refusals.ts) tell the rest.

const CLASSIFICATIONS = [
  { column: "department", field: "departmentId", word: "department", list: "Departments" },
  { column: "class", field: "classId", word: "class", list: "Classes" },
  { column: "location", field: "locationId", word: "location", list: "Locations" },
] as const;
const COLUMNS = CLASSIFICATIONS.map(({ column }) => column);
/** Fewer documents that all have a value say nothing. */
const FEWEST = 10;
const DAYS_BACK = 180;

const LineRow = z.object({
  transaction: z.string(),
  mainline: z.string().nullish(),
  department: z.string().nullish(),
  class: z.string().nullish(),
  location: z.string().nullish(),
});
type LineRow = z.output<typeof LineRow>;

export async function readWanted(
  suiteql: SuiteQl,
  { fields, choices }: { fields: CustomField[]; choices: Record<string, Choice[]> },
): Promise<Wanted[]> {
  const [lines, mandatory] = await Promise.all([readLines(suiteql), readMandatory(suiteql)]);
  const documents = [...Map.groupBy(lines, ({ transaction }) => transaction).values()];
  const classified = CLASSIFICATIONS.filter(
    ({ column }) => documents.length >= FEWEST && documents.every((rows) => isIn(rows, column)),
  );
  return [
    ...classified.map((one) => wantedClass(one, documents.length, choices[one.field] ?? [])),
    ...fields.filter(({ id }) => mandatory.has(id.toLowerCase())).map(wantedField),
  ];
}

function wantedClass(
  { field, word, list }: (typeof CLASSIFICATIONS)[number],
  count: number,
  offered: Choice[],
): Wanted {
  const first =
    offered.length > 0
      ? ""
      : `give the integration's role the permission Lists > ${list}, test the connection again, and `;
  return {
    by: [{ field }],
    says: `All of the newest ${count} purchase orders and vendor bills in NetSuite have a ${word}: it may be mandatory there. So ${first}choose a Default ${word}, and for projects that differ a ${word} of their own.`,
  };
}

function isIn(rows: LineRow[], column: (typeof COLUMNS)[number]): boolean {
  const { body = [], lines = [] } = Object.groupBy(rows, ({ mainline }) =>
    mainline === "T" ? "body" : "lines",
  );
  return body.some((row) => row[column]) || (lines.length > 0 && lines.every((row) => row[column]));
}

function wantedField(field: CustomField): Wanted {
  const column = field.id.startsWith("custcol");
  return {
    by: [
      { field: "customValues", holder: keyOf(field) },
      ...(column ? [{ field: "costCodeColumn", value: field.id }] : []),
    ],
    says: `“${field.label}” is mandatory on ${RECORD_WORDS[field.record]} in NetSuite. Unless NetSuite fills it in by itself, give it a value under Value of a custom field.`,
  };
}

async function readLines(suiteql: SuiteQl): Promise<LineRow[]> {
  const since = new Date(Date.now() - DAYS_BACK * 86_400_000).toISOString().slice(0, 10);
  const page = suiteql.page({
    row: LineRow,
    optional: [...COLUMNS],
    params: [since],
    sql: (has) => `
      select l.transaction, l.mainline${COLUMNS.filter(has)
        .map((column) => `, l.${column}`)
        .join("")}
      from transaction t join transactionline l on l.transaction = t.id
      where t.type in ('PurchOrd', 'VendBill') and t.trandate >= to_date(?, 'YYYY-MM-DD') and l.taxline = 'F'
      order by t.id desc, l.id`,
  });
  return orNone(page.then(({ rows }) => rows));
}

async function readMandatory(suiteql: SuiteQl): Promise<Set<string>> {
  const rows = await orNone(
    suiteql.all({
      row: z.object({ scriptid: z.string() }),
      sql: () =>
        "select f.scriptid from customfield f where f.ismandatory = 'T' and f.fieldtype in ('BODY', 'COLUMN', 'ENTITY') order by f.scriptid",
    }),
  );
  return new Set(rows.map(({ scriptid }) => scriptid.toLowerCase()));
}
