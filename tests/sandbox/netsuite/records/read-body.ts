import type { Account, Value } from "../account.ts";
import { invalidContent, Refusal } from "../refusal.ts";
import { readValue } from "./read-value.ts";
import { schemaOf } from "./schema-of.ts";
import type { Field, RecordType, Sublist } from "./schema.ts";

export type NameValidation = "Error" | "Warning" | "Ignore";

export interface Changes {
  externalId?: string | null;
  fields: Record<string, Value>;
  /** `null` empties the sublist. */
  lines: Record<string, { line: string | null; fields: Record<string, Value> }[] | null>;
  /** Paths of names this record does not have. */
  unknown: string[];
}

/**
 * A request body, checked field by field. Names are read in any case; unknown ones are refused or
 * dropped as the header wants.
 */
export function readBody(
  account: Account,
  type: RecordType,
  body: unknown,
  names: NameValidation,
): Changes {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalidContent("Invalid content in the request body. A JSON object is expected.");
  }
  const schema = schemaOf(account, type);
  const changes: Changes = { fields: {}, lines: {}, unknown: [] };
  for (const [written, sent] of Object.entries(body)) {
    const field = nameIn(schema.fields, written);
    const sublist = nameIn(schema.sublists, written);
    if (written.toLowerCase() === "externalid") changes.externalId = readExternalId(sent);
    else if (field) {
      takeValue(account, changes.fields, [field, schema.fields[field] as Field], {
        sent,
        path: written,
      });
    } else if (sublist) {
      changes.lines[sublist] = readLines(account, schema.sublists[sublist] as Sublist, {
        sent,
        path: written,
        unknown: changes.unknown,
      });
    } else if (!IGNORED.has(written.toLowerCase())) changes.unknown.push(written);
  }
  if (names === "Error" && changes.unknown.length > 0) throw unknownNames(type, changes.unknown);
  return changes;
}

const IGNORED = new Set(["id", "links", "refname", "customform"]);

const nameIn = (known: object, written: string) =>
  Object.keys(known).find((name) => name.toLowerCase() === written.toLowerCase());

function takeValue(
  account: Account,
  into: Record<string, Value>,
  [name, field]: [string, Field],
  { sent, path }: { sent: unknown; path: string },
): void {
  if (!field.computed) into[name] = readValue(account, field, sent, path);
}

interface SentLines {
  sent: unknown;
  path: string;
  unknown: string[];
}

function readLines(
  account: Account,
  { columns }: Sublist,
  { sent, path, unknown }: SentLines,
): Changes["lines"][string] {
  if (sent === null) return null;
  const items = Array.isArray(sent) ? sent : (sent as { items?: unknown }).items;
  if (items === null) return null;
  if (!Array.isArray(items)) {
    throw invalidContent(
      `Invalid value for the resource or sub-resource field '${path}'. Provide a valid value.`,
      path,
    );
  }
  return items.map((item: unknown, index) => {
    const at = `${path}.items[${index}]`;
    if (typeof item !== "object" || item === null) {
      throw invalidContent(
        `Invalid value for the resource or sub-resource field '${path}'. Provide a valid value.`,
        at,
      );
    }
    const fields: Record<string, Value> = {};
    for (const [written, value] of Object.entries(item)) {
      const name = nameIn(columns, written);
      if (name) {
        takeValue(account, fields, [name, columns[name] as Field], {
          sent: value,
          path: `${at}.${written}`,
        });
      } else if (!IGNORED.has(written.toLowerCase())) unknown.push(`${at}.${written}`);
    }
    const { line, internalId, ...rest } = fields;
    return { line: (line ?? internalId ?? null) as string | null, fields: rest };
  });
}

function readExternalId(sent: unknown): string | null {
  if (sent === null) return null;
  if (typeof sent !== "string" || sent === "") {
    throw invalidContent(
      "Invalid value for the resource or sub-resource field 'externalId'. Provide a valid value.",
      "externalId",
    );
  }
  return sent;
}

function unknownNames(type: RecordType, paths: string[]): Refusal {
  return new Refusal(
    400,
    paths.map((path) => ({
      detail: `Error while accessing a resource. Unknown field '${path.split(".").at(-1)}' in the resource or sub-resource '${type}'.`,
      code: "INVALID_CONTENT",
      path,
    })),
  );
}
