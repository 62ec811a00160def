/**
 * A property as the reference writes it: nearly JSON Schema, with `(nested object)` where an
 * extract was cut.
 */
export interface Noted {
  type?: string;
  format?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Noted>;
  items?: Noted;
  required?: string[] | boolean;
}

export type Schema = Record<string, unknown>;

const ANYTHING: Schema = {};
const NUMERIC: Schema = { type: "string", pattern: "^-?\\d+(\\.\\d+)?$" };

/**
 * What a record must carry wherever the reference lists it: the reference marks hardly any answer's
 * field as required, and these are what a client cannot do without.
 */
const CORE = [
  "id",
  "number",
  "status",
  "amount",
  "grand_total",
  "created_at",
  "updated_at",
  "origin_id",
  "origin_data",
  "event_type",
  "resource_name",
];

/**
 * Names listed are the only ones allowed; core names, and what is marked required, must be there;
 * all but `id` and the marked may be null.
 */
export function toSchema(noted: Noted | undefined): Schema {
  if (!noted || isCut(noted)) return ANYTHING;
  if (noted.properties) {
    return objectOf(noted.properties, Array.isArray(noted.required) ? noted.required : []);
  }
  if (noted.type === "array") return { type: "array", items: toSchema(noted.items) };
  return leaf(noted);
}

/** Whether the reference lost this schema altogether, or only says that it is some object. */
export function isLost(noted: Noted | undefined): boolean {
  if (!noted || (!noted.type && !noted.properties && !noted.enum)) return true;
  if (noted.type === "array") return isLost(noted.items);
  return noted.type === "object" && !noted.properties;
}

function objectOf(properties: Record<string, Noted>, marked: string[]): Schema {
  const never = ["id", ...marked];
  const named = Object.entries(properties).filter(([name]) => !name.includes("%{"));
  return {
    type: "object",
    properties: Object.fromEntries(
      named.map(([name, noted]) => [
        name,
        never.includes(name) ? toSchema(noted) : nullable(toSchema(noted)),
      ]),
    ),
    patternProperties: { "^custom_field_": ANYTHING },
    additionalProperties: false,
    required: requiredOf(properties, marked),
  };
}

/** Only a record of its own, one with an id, is held to the core names. */
function requiredOf(properties: object, marked: string[] = []): string[] {
  return "id" in properties
    ? [...new Set([...marked, ...CORE.filter((name) => name in properties)])]
    : marked;
}

function nullable(schema: Schema): Schema {
  return schema === ANYTHING ? ANYTHING : { anyOf: [schema, { type: "null" }] };
}

function leaf({ type, format, enum: choices }: Noted): Schema {
  if (type === "string" && (format === "float" || format === "decimal")) return NUMERIC;
  const schema: Schema = type ? { type } : {};
  if (format === "date" || format === "date-time" || format === "email") schema.format = format;
  // A choice described in prose ("Any value present in …") is no choice.
  if (choices && !choices.some((choice) => `${choice as string}`.includes(" value "))) {
    schema.enum = choices;
  }
  return schema;
}

function isCut(noted: Noted): boolean {
  return (
    Object.keys(noted).length === 0 ||
    (noted.description === "(nested object)" && !noted.properties)
  );
}

/**
 * The other notation: names with the words int, string, bool, float, date, datetime; used where a
 * schema was lost.
 */
export type Skeleton = string | Skeleton[] | { [name: string]: Skeleton };

export function fromSkeleton(skeleton: Skeleton): Schema {
  if (Array.isArray(skeleton)) {
    return {
      type: "array",
      items: skeleton[0] === undefined ? ANYTHING : fromSkeleton(skeleton[0]),
    };
  }
  if (typeof skeleton === "object") {
    return {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(skeleton).map(([name, inner]) => [
          name,
          name === "id" ? fromSkeleton(inner) : nullable(fromSkeleton(inner)),
        ]),
      ),
      patternProperties: { "^custom_field_": ANYTHING },
      additionalProperties: false,
      required: requiredOf(skeleton),
    };
  }
  switch (skeleton) {
    case "int":
      return { type: "integer" };
    case "bool":
      return { type: "boolean" };
    case "float":
      return { anyOf: [{ type: "number" }, NUMERIC] };
    case "date":
      return { type: "string", format: "date" };
    case "datetime":
      return { type: "string", format: "date-time" };
    default:
      return { type: "string" };
  }
}

/**
 * A payload sample: each of its members must be there and alike; a member that is null in the
 * sample may be anything plain, and those of `metadata` may be null.
 */
export function fromSample(sample: unknown, nullsAllowed = false): Schema {
  if (Array.isArray(sample)) return { type: "array", items: fromSample(sample[0]) };
  if (sample === null) return { type: ["string", "number", "null"] };
  if (typeof sample === "object") {
    const properties = Object.fromEntries(
      Object.entries(sample as Record<string, unknown>).map(([name, inner]) => [
        name,
        fromSample(inner, nullsAllowed || name === "metadata"),
      ]),
    );
    return {
      type: "object",
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    };
  }
  const type = typeof sample === "number" && Number.isInteger(sample) ? "integer" : typeof sample;
  return nullsAllowed ? { type: [type, "null"] } : { type };
}
