import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import {
  fromSkeleton,
  isLost,
  toSchema,
  type Noted,
  type Schema,
  type Skeleton,
} from "./json-schema.ts";

interface NotedEndpoint {
  method: string;
  path: string;
  requestBody?: { schema?: Noted };
  responses: Record<string, { schema?: Noted }>;
}

/** The reference's folder, or undefined where there is none. */
export const REFERENCE: string | undefined = process.env.PROCORE_REFERENCE;

export interface Reference {
  /** `GET /rest/v1.0/vendors/{}`: parameter names are left out. */
  has(key: string): boolean;
  /** What this status of that endpoint answers; undefined where nothing is known about it. */
  response(key: string, status: number): Schema | undefined;
  request(key: string): Noted | undefined;
  sample(version: "v2" | "v3" | "v4"): unknown;
}

const opened = new Map<string, Reference>();

/** The reference in a folder, read once. */
export function openReference(folder: string): Reference {
  const reference = opened.get(folder) ?? readReference(folder);
  opened.set(folder, reference);
  return reference;
}

function readReference(folder: string): Reference {
  const endpoints = new Map<string, NotedEndpoint>();
  for (const name of readdirSync(join(folder, "endpoints"))) {
    if (!name.endsWith(".json") || name === "SUPPLEMENT.json") continue;
    const endpoint = read(join(folder, "endpoints", name)) as NotedEndpoint;
    endpoints.set(keyOf(endpoint.method, endpoint.path), endpoint);
  }
  const { endpoints: supplement } = read(join(folder, "endpoints", "SUPPLEMENT.json")) as {
    endpoints: Record<string, { response?: Skeleton }>;
  };
  const skeletons = new Map(
    Object.entries(supplement).map(([key, { response }]) => [nameless(key), response]),
  );
  return {
    has: (key) => endpoints.has(nameless(key)),
    response(key, status) {
      const noted = endpoints.get(nameless(key))?.responses[`${status}`]?.schema;
      const skeleton = skeletons.get(nameless(key));
      if (!isLost(noted)) return toSchema(noted);
      return skeleton ? fromSkeleton(skeleton) : undefined;
    },
    request: (key) => endpoints.get(nameless(key))?.requestBody?.schema,
    sample: (version) => read(join(folder, "webhook-payloads", `${version}.json`)),
  };
}

/** One for all: each new one would compile the schema of schemas again. */
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
ajv.addFormat("date-time", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);
ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);

/** What is wrong with a value, one line each; empty when nothing is. A schema is compiled once. */
export function faultsOf(schema: Schema, value: unknown): string[] {
  // Ajv keeps what it compiled by the schema's object.
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  );
}

export function keyOf(method: string, path: string): string {
  return nameless(`${method} ${path}`);
}

/** Parameter names are left out: each side has its own. */
export function nameless(key: string): string {
  return key.replace(/\{[^}]+\}/g, "{}");
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
