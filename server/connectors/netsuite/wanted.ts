import { z } from "zod";
import type { Choice } from "../connection-check.ts";
import type { Wanted } from "../wanted.ts";
import type { Send } from "./client.ts";
import { type CustomField, keyOf } from "./custom-fields.ts";
import { orNone, RECORD_WORDS } from "./offered.ts";
import type { SuiteQl } from "./suiteql.ts";

// NetSuite says only of custom fields that they are mandatory: its metadata has no `required`. What a
// form or a preference makes mandatory shows in what all documents have, where there are enough of
// them; refusals (refusals.ts) tell the rest.

const CLASSIFICATIONS = [
  { column: "department", field: "departmentId", word: "department", list: "Departments" },
  { column: "class", field: "classId", word: "class", list: "Classes" },
  { column: "location", field: "locationId", word: "location", list: "Locations" },
] as const;
const TAX_CODE = { field: "taxCodeId", word: "tax code", list: "Tax Records" } as const;
const COLUMNS = CLASSIFICATIONS.map(({ column }) => column);
/** Fewer documents that all have a value say nothing. */
const FEWEST = 10;
const DAYS_BACK = 180;
const RECORD_OF = { PurchOrd: "purchaseOrder", VendBill: "vendorBill" } as const;

const LineRow = z.object({
  transaction: z.string(),
  type: z.enum(["PurchOrd", "VendBill"]),
  mainline: z.string().nullish(),
  department: z.string().nullish(),
  class: z.string().nullish(),
  location: z.string().nullish(),
});
const TaxedRecord = z.object({
  item: z.object({ items: z.array(z.object({ taxCode: z.unknown() })) }).nullish(),
});
type LineRow = z.output<typeof LineRow>;

interface Seen {
  fields: CustomField[];
  choices: Record<string, Choice[]>;
}

export async function readWanted(
  { send, suiteql }: { send: Send; suiteql: SuiteQl },
  { fields, choices }: Seen,
): Promise<Wanted[]> {
  const [lines, mandatory] = await Promise.all([readLines(suiteql), readMandatory(suiteql)]);
  const documents = [...Map.groupBy(lines, ({ transaction }) => transaction).values()];
  const isYoung = documents.length < FEWEST;
  const isTaxed = !isYoung && choices.taxCodeId?.length && (await haveTaxCodes(send, documents));
  const classified = CLASSIFICATIONS.filter(
    ({ column }) => !isYoung && documents.every((rows) => isIn(rows, column)),
  );
  return [
    ...(isYoung ? untold(documents.length, choices) : []),
    ...classified.map((one) => wantedClass(one, documents.length, choices[one.field] ?? [])),
    ...(isTaxed ? [wantedClass(TAX_CODE, FEWEST, choices.taxCodeId ?? [])] : []),
    ...fields.filter(({ id }) => mandatory.has(id.toLowerCase())).map(wantedField),
  ];
}

/** Once one is chosen, somebody has asked. */
function untold(count: number, choices: Record<string, Choice[]>): Wanted[] {
  const offered = [...CLASSIFICATIONS, TAX_CODE].filter(({ field }) => choices[field]?.length);
  if (offered.length === 0) return [];
  const words = offered.map(({ word }) => word).join(", ");
  return [
    {
      by: offered.map(({ field }) => ({ field })),
      says: `NetSuite tells nobody beforehand whether it insists on one of these: ${words}, or a custom field that only its form makes mandatory. When the connection was last tested, it had ${count === 1 ? "1 purchase order or vendor bill" : `${count} purchase orders and vendor bills`} of six months, too few to judge by. Ask accounting, and choose a default for each that is mandatory; or send one document first, and test the connection again.`,
    },
  ];
}

/** No table has the tax code of a line: the newest documents are read themselves. */
async function haveTaxCodes(send: Send, documents: LineRow[][]): Promise<boolean> {
  const coded = await orNone(
    Promise.all(
      documents.slice(0, FEWEST).map(async ([row]) => {
        const path = `${RECORD_OF[row?.type ?? "VendBill"]}/${row?.transaction}`;
        const { body } = await send({
          method: "GET",
          path: `/services/rest/record/v1/${path}?expandSubResources=true`,
        });
        const lines = TaxedRecord.safeParse(body).data?.item?.items ?? [];
        return lines.length > 0 && lines.every(({ taxCode }) => taxCode);
      }),
    ),
  );
  return coded.length > 0 && coded.every(Boolean);
}

function wantedClass(
  { field, word, list }: (typeof CLASSIFICATIONS)[number] | typeof TAX_CODE,
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
      select l.transaction, t.type, l.mainline${COLUMNS.filter(has)
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
