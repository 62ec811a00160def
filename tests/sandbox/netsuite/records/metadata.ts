import type { Account } from "../account.ts";
import { invalidMethod, invalidParameter, noSuchRecord } from "../refusal.ts";
import { isHidden, refuseHidden } from "../rules/role.ts";
import { recordType, recordTypes, schemaOf } from "./schema-of.ts";
import type { Field, RecordType, Sublist } from "./schema.ts";

const SWAGGER = "application/swagger+json";
const JSON_SCHEMA = "application/schema+json";

/**
 * `metadata-catalog[/{type}]`, `?select=`: what records there are, in the form that Accept asks
 * for. Source: NetSuite help, "Working with OpenAPI Metadata" (section_1545126526).
 */
export function metadata(
  account: Account,
  request: Request,
  { base, rest: [written, beyond] }: { base: string; rest: string[] },
): Response {
  const url = new URL(request.url);
  if (request.method !== "GET") throw invalidMethod(request.method, url.pathname);
  const type = written === undefined ? undefined : recordType(account, written);
  if (beyond !== undefined || (written !== undefined && !type)) throw noSuchRecord();
  const types = type ? [type] : selected(account, url.searchParams.get("select"));
  const accept = request.headers.get("accept") ?? "";
  if (accept.includes(SWAGGER)) return answer(openApi(account, types, base), SWAGGER);
  if (accept.includes(JSON_SCHEMA)) {
    return answer(type ? jsonSchema(account, type) : schemas(account, types), JSON_SCHEMA);
  }
  const items = types.map((one) => entry(one, base));
  return answer(type ? items[0] : { items, links: [] }, "application/json");
}

const answer = (body: unknown, type: string) =>
  Response.json(body, { headers: { "content-type": type } });

/** Unconfirmed: one that the role may not see is refused, as where it is asked for itself. */
function selected(account: Account, select: string | null): RecordType[] {
  if (!select) return recordTypes(account).filter((type) => !isHidden(account, type));
  return select.split(",").map((name) => {
    const found = recordType(account, name.trim());
    if (!found) throw invalidParameter(`Record type '${name.trim()}' does not exist.`, "select");
    refuseHidden(account, found);
    return found;
  });
}

function entry(name: RecordType, base: string) {
  const href = `${base}/metadata-catalog/${name}`;
  return {
    name,
    links: [
      { rel: "canonical", href, mediaType: "application/json" },
      { rel: "describes", href: `${base}/${name}` },
      { rel: "describedby", href, mediaType: SWAGGER },
      { rel: "describedby", href, mediaType: JSON_SCHEMA },
    ],
  };
}

function schemas(account: Account, types: RecordType[]) {
  return Object.fromEntries(types.map((type) => [type, jsonSchema(account, type)]));
}

/** Sublists stand by themselves. Source: github uptick/pynetsuite, netsuite-oas.json. */
function definitions(account: Account, types: RecordType[]) {
  const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const all = types.flatMap((type): [string, unknown][] => {
    const schema = jsonSchema(account, type);
    const lists = Object.keys(schemaOf(account, type).sublists).flatMap((list) => {
      const { properties } = schema.properties[list] as ReturnType<typeof listShape>;
      Object.assign(schema.properties, { [list]: named(`${type}-${list}Collection`) });
      const items = { type: "array", items: named(`${type}-${list}Element`) };
      return [
        [`${type}-${list}Collection`, { type: "object", properties: { items } }],
        [`${type}-${list}Element`, properties.items.items],
      ] as [string, unknown][];
    });
    return [[type, schema], ...lists];
  });
  return Object.fromEntries(all);
}

interface Schema {
  properties: Record<string, unknown>;
  [name: string]: unknown;
}

function jsonSchema(account: Account, type: RecordType): Schema {
  const { label, fields, sublists, filterable } = schemaOf(account, type);
  const own = { id: { type: "string" }, externalId: { type: "string" } };
  const properties = Object.entries(fields).map(([name, field]) => [
    name,
    { ...shapeOf(field), "x-ns-filterable": filterable.includes(name) },
  ]);
  const lists = Object.entries(sublists).map(([name, sublist]) => [name, listShape(sublist)]);
  return {
    type: "object",
    title: label,
    "x-ns-filterable": filterable,
    properties: { ...own, ...Object.fromEntries([...properties, ...lists]) },
  };
}

function listShape({ keys, columns }: Sublist) {
  const properties = Object.entries(columns).map(([name, column]) => [
    name,
    { ...shapeOf(column), "x-ns-sublistkey": keys.includes(name) },
  ]);
  const items = { type: "object", properties: Object.fromEntries(properties) };
  return { type: "object", properties: { items: { type: "array", items } } };
}

/** Of no field it is said that it is mandatory: `nullable` is true of all, and nothing is `required`. */
function shapeOf({ kind, labels, computed, customLabel }: Field): Record<string, unknown> {
  const reads = {
    nullable: true,
    ...(computed && { readOnly: true }),
    ...(customLabel !== undefined && { title: customLabel, "x-ns-custom-field": true }),
  };
  if (kind === "amount" || kind === "number") return { type: "number", format: "double", ...reads };
  if (kind === "integer") return { type: "integer", format: "int64", ...reads };
  if (kind === "flag") return { type: "boolean", ...reads };
  if (kind === "date") return { type: "string", format: "date", ...reads };
  if (kind === "datetime") return { type: "string", format: "date-time", ...reads };
  if (kind === "text") return { type: "string", ...reads };
  const id = { type: "string", ...(labels && { enum: Object.keys(labels) }) };
  return { type: "object", properties: { id, refName: { type: "string" } }, ...reads };
}

function openApi(account: Account, types: RecordType[], base: string) {
  const paths = types.flatMap((type) => [
    [`/${type}`, Object.fromEntries(["get", "post"].map((verb) => [verb, operation(type)]))],
    [
      `/${type}/{id}`,
      Object.fromEntries(["get", "patch", "put", "delete"].map((verb) => [verb, operation(type)])),
    ],
  ]);
  return {
    openapi: "3.0.1",
    info: { title: "NetSuite REST Record API", version: "v1" },
    servers: [{ url: base }],
    paths: Object.fromEntries(paths),
    components: { schemas: definitions(account, types) },
  };
}

function operation(type: RecordType) {
  return {
    tags: [type],
    responses: {
      default: {
        description: "Record or error.",
        content: {
          "application/vnd.oracle.resource+json; type=singular": {
            schema: { $ref: `#/components/schemas/${type}` },
          },
        },
      },
    },
  };
}
