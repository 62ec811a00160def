import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Choice } from "../connection-check.ts";
import { type CustomField, keyOf } from "./custom-fields.ts";
import type { Query, SuiteQl } from "./suiteql.ts";

const Row = z.object({
  id: z.string(),
  name: z.string().nullish(),
  fullname: z.string().nullish(),
});
const EntityRow = z.object({
  id: z.string(),
  entityid: z.string().nullish(),
  companyname: z.string().nullish(),
});

export async function readCodingChoices(
  suiteql: SuiteQl,
  fields: CustomField[],
): Promise<Record<string, Choice[]>> {
  const [departmentId, classId, locationId, taxCodeId, projects, customers] = await Promise.all([
    readList(suiteql, "department"),
    readList(suiteql, "classification"),
    readList(suiteql, "location"),
    readTaxCodes(suiteql),
    readNewest(suiteql, "job"),
    readNewest(suiteql, "customer"),
  ]);
  const known = new Set(projects.map(({ id }) => id));
  const others = customers
    .filter(({ id }) => !known.has(id))
    .map(({ id, name }) => ({ id, name: `${name} · customer` }));
  return {
    departmentId,
    classId,
    locationId,
    taxCodeId,
    costCodeColumn: codeColumns(fields),
    customerIdsByProject: [...projects, ...others],
    customValues: fields.slice(0, MOST_FIELDS).map((field) => ({
      id: keyOf(field),
      name: `${field.label} · ${RECORD_WORDS[field.record]}`,
    })),
  };
}

export const RECORD_WORDS = {
  purchaseOrder: "purchase orders",
  vendorBill: "vendor bills",
  vendorCredit: "vendor credits",
  vendor: "vendors",
};
const MOST_FIELDS = 1000;

/** Some accounts or roles have no such list: that must keep nobody from connecting. */
export async function orNone<One>(reading: Promise<One[]>): Promise<One[]> {
  return reading.catch((error: unknown) => {
    if (error instanceof RemoteError && !error.retryable) return [];
    throw error;
  });
}

function readList(
  suiteql: SuiteQl,
  table: "department" | "classification" | "location",
): Promise<Choice[]> {
  const query: Query<z.output<typeof Row>> = {
    row: Row,
    optional: ["fullname"],
    sql: (has) =>
      `select l.id, l.name${has("fullname") ? ", l.fullname" : ""} from ${table} l where l.isinactive = 'F' order by l.id`,
  };
  return orNone(suiteql.all(query)).then((rows) =>
    byName(rows.map(({ id, name, fullname }) => ({ id, name: fullname || name || id }))),
  );
}

function readTaxCodes(suiteql: SuiteQl): Promise<Choice[]> {
  const rows = suiteql.all({
    row: z.object({ id: z.string(), itemid: z.string().nullish() }),
    sql: () => "select c.id, c.itemid from salestaxitem c where c.isinactive = 'F' order by c.id",
  });
  return orNone(rows).then((found) =>
    byName(found.map(({ id, itemid }) => ({ id, name: itemid || id }))),
  );
}

/** One page: projects that are built now were entered last. */
async function readNewest(suiteql: SuiteQl, table: "job" | "customer"): Promise<Choice[]> {
  const page = suiteql.page({
    row: EntityRow,
    sql: () =>
      `select e.id, e.entityid, e.companyname from ${table} e where e.isinactive = 'F' order by e.id desc`,
  });
  const rows = await orNone(page.then(({ rows: found }) => found));
  return byName(
    rows.map(({ id, entityid, companyname }) => {
      const name = [...new Set([entityid, companyname])].filter(Boolean).join(" · ");
      return { id, name: name || id };
    }),
  );
}

function codeColumns(fields: CustomField[]): Choice[] {
  const texts = fields.filter(({ id, kind }) => kind === "text" && id.startsWith("custcol"));
  const onBills = new Set(
    texts.filter(({ record }) => record === "vendorBill").map(({ id }) => id),
  );
  return texts
    .filter(({ record, id }) => record === "purchaseOrder" && onBills.has(id))
    .map(({ id, label }) => ({ id, name: label === id ? id : `${label} (${id})` }));
}

const byName = (choices: Choice[]) =>
  choices.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
