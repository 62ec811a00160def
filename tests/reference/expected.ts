import { toSchema, type Schema } from "./json-schema.ts";
import { keyOf, type Reference } from "./reference.ts";

/** Endpoints whose answer the reference does not describe, and why nothing of it can be held. */
export const UNDESCRIBED: { keys: RegExp; reason: string }[] = [
  { keys: /^DELETE /, reason: "a removal: no body is noted" },
  { keys: /\/triggers\/bulk$/, reason: "only its statuses are noted" },
  { keys: /\/bulk_item_update$/, reason: "only its status is noted" },
];

export interface Asked {
  /** As `keyOf` writes it. */
  key: string;
  status: number;
  query: URLSearchParams;
}

/** Lists whose schema was lost, and whose floor in the supplement is that of one row. */
const NOTED_BY_ROW = new Set(
  ["commitment_change_orders", "commitment_change_order_batches"].map(
    (name) => `GET /rest/v1.0/projects/{}/${name}`,
  ),
);

const made = new WeakMap<Reference, Map<string, Schema | undefined>>();

/**
 * What an answer has to look like; undefined where nothing is known of it. Made once for each
 * endpoint, status and view.
 */
export function expectedOf(reference: Reference, asked: Asked): Schema | undefined {
  const schemas = made.get(reference) ?? new Map<string, Schema | undefined>();
  made.set(reference, schemas);
  const name = nameOf(asked);
  if (!schemas.has(name)) schemas.set(name, schemaOf(reference, asked));
  return schemas.get(name);
}

export function nameOf({ key, status, query }: Asked): string {
  return [key, status, query.get("view") ?? query.get("serializer_view")].filter(Boolean).join(" ");
}

function schemaOf(reference: Reference, { key, status, query }: Asked): Schema | undefined {
  if (key === keyOf("GET", V2_CONTRACTS)) return v2Contract(reference, { isList: true });
  if (key.endsWith(`${V2_CONTRACTS}/{}`)) return v2Contract(reference, { isList: false });
  if (key === "GET /rest/v1.3/companies/{}/me") {
    return reference.response("GET /rest/v1.0/companies/{}/me", status);
  }
  const noted = reference.response(key, status);
  if (key === "GET /rest/v1.1/projects" && query.get("view") === "ids") return only(noted, ["id"]);
  if (key === "GET /rest/v1.1/projects" && query.get("view") === "compact") {
    return only(noted, ["id", "name"]);
  }
  if (key === "GET /rest/v1.0/projects" && query.get("serializer_view") === "compact") {
    return only(noted, ["id", "name", "display_name"]);
  }
  if (
    key === "GET /rest/v1.1/requisitions" &&
    ["items", "extended"].includes(query.get("view") ?? "")
  ) {
    return withItems(reference);
  }
  if (key === "GET /rest/v1.0/webhooks/resources") return named(noted);
  if (NOTED_BY_ROW.has(key)) return { type: "array", items: noted };
  return noted;
}

/** The view of a list that has these of its members and no others. */
function only(list: Schema | undefined, names: string[]): Schema {
  const { properties } = rowOf(list);
  return {
    type: "array",
    items: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, properties[name] ?? {}])),
      required: names,
      additionalProperties: false,
    },
  };
}

/** The list's own schema lost what an item is; one invoice's kept it. */
function withItems(reference: Reference): Schema {
  const one = reference.response("GET /rest/v1.1/requisitions/{}", 200) as { required: string[] };
  return { type: "array", items: { ...one, required: [...one.required, "items"] } };
}

/**
 * The reference lost the one field that makes this list useful, and says so: the resource's name.
 */
function named(list: Schema | undefined): Schema {
  const row = rowOf(list);
  return {
    type: "array",
    items: { ...row, properties: { ...row.properties, name: { type: "string" } } },
  };
}

function rowOf(list: Schema | undefined) {
  return (list as { items: { properties: Record<string, Schema> } }).items;
}

const V2_CONTRACTS = "/rest/v2.0/companies/{}/projects/{}/commitment_contracts";

/**
 * The v2 contract's answer is not noted anywhere: its request's attributes, and what every record
 * has.
 */
function v2Contract(reference: Reference, { isList }: { isList: boolean }): Schema {
  const { properties = {} } = reference.request(keyOf("POST", V2_CONTRACTS)) ?? {};
  const text = { type: "string" };
  const instant = { type: "string", format: "date-time" };
  const contract = {
    type: "object",
    properties: {
      ...properties,
      id: text,
      grand_total: { type: "string", format: "decimal" },
      created_at: instant,
      updated_at: instant,
      deleted_at: instant,
    },
    required: ["id", "grand_total", "created_at", "updated_at"],
  };
  return toSchema({
    type: "object",
    required: ["data"],
    properties: { data: isList ? { type: "array", items: contract } : contract },
  });
}
