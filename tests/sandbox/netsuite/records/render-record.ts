import type { Account, Line, NsRecord, Value } from "../account.ts";
import { invalidParameter } from "../refusal.ts";
import { computedColumn, computedValue } from "./computed-value.ts";
import { refName } from "./ref-name.ts";
import { schemaOf } from "./schema-of.ts";
import type { Field, Sublist } from "./schema.ts";

export interface Rendering {
  /** `https://host/services/rest/record/v1` of the request, so that links lead back to it. */
  base: string;
  expand?: boolean;
  fields?: string[];
  simpleEnums?: boolean;
}

export const hrefOf = (base: string, { type, id }: Pick<NsRecord, "type" | "id">) =>
  `${base}/${type}/${id}`;

export function renderRecord(
  account: Account,
  record: NsRecord,
  rendering: Rendering,
): Record<string, unknown> {
  const { fields, sublists } = schemaOf(account, record.type);
  const wanted = rendering.fields?.map((name) => name.toLowerCase());
  const known = [
    "id",
    "externalid",
    "refname",
    "links",
    ...Object.keys(fields).map((name) => name.toLowerCase()),
  ];
  const missing = wanted?.find((name) => !known.includes(name));
  if (missing) {
    throw invalidParameter(`Invalid field '${missing}' in the query parameter fields.`, "fields");
  }
  const isWanted = (name: string) => !wanted || wanted.includes(name.toLowerCase());
  const rendered: Record<string, unknown> = {
    links: [{ rel: "self", href: hrefOf(rendering.base, record) }],
    id: record.id,
  };
  if (record.externalId && isWanted("externalId")) rendered.externalId = record.externalId;
  if (isWanted("refName")) rendered.refName = refName(record);
  for (const [name, field] of Object.entries(fields)) {
    const value =
      field.computed || name === "orderStatus"
        ? computedValue(account, record, name)
        : (record.fields[name] ?? null);
    if (isWanted(name) && value !== null) {
      rendered[name] = renderValue(account, field, value, rendering);
    }
  }
  if (wanted) return rendered;
  for (const [name, sublist] of Object.entries(sublists)) {
    rendered[name] = renderSublist(account, record, [name, sublist], rendering);
  }
  return rendered;
}

interface RenderedSublist {
  links: Link[];
  items?: { links: Link[]; [column: string]: unknown }[];
  [count: string]: unknown;
}
interface Link {
  rel: string;
  href: string;
}

export function renderSublist(
  account: Account,
  record: NsRecord,
  [name, sublist]: [string, Sublist],
  rendering: Rendering,
): RenderedSublist {
  const href = `${hrefOf(rendering.base, record)}/${name}`;
  const links = [{ rel: "self", href }];
  if (!rendering.expand) return { links };
  const items = (record.lines[name] ?? []).map((line) => ({
    links: [
      {
        rel: "self",
        href: `${href}/${sublist.keys[0] === "doc" ? `doc=${String(line.fields.doc)}` : line.line}`,
      },
    ],
    ...renderLine(account, record, [line, sublist], rendering),
  }));
  return {
    links,
    items,
    totalResults: items.length,
    count: items.length,
    hasMore: false,
    offset: 0,
  };
}

function renderLine(
  account: Account,
  record: NsRecord,
  [line, { columns, keys }]: [Line, Sublist],
  rendering: Rendering,
): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(columns)) {
    if (name === "line") rendered.line = keys[0] === "doc" ? 0 : line.line;
    else if (name === "internalId") rendered.internalId = line.line;
    else {
      const value = field.computed
        ? computedColumn(account, record, line, name)
        : (line.fields[name] ?? null);
      if (value !== null) rendered[name] = renderValue(account, field, value, rendering);
    }
  }
  return rendered;
}

function renderValue(
  account: Account,
  field: Field,
  value: Value,
  { base, simpleEnums }: Rendering,
): unknown {
  if (typeof value !== "string") return value;
  switch (field.kind) {
    case "amount":
    case "number":
    case "integer":
      return Number(value);
    case "datetime":
      return `${value.slice(0, 19)}Z`;
    case "enum":
      return simpleEnums ? value : { id: value, refName: field.labels?.[value] ?? value };
    case "reference":
    case "document": {
      const targets = field.to ? [field.to, ...(field.or ?? [])] : [];
      const found = targets.map((type) => account.get(type, value)).find((one) => one);
      const type = found?.type ?? field.to;
      return {
        links: type ? [{ rel: "self", href: hrefOf(base, { type, id: value }) }] : [],
        id: value,
        refName: found ? refName(found) : value,
      };
    }
    default:
      return value;
  }
}
