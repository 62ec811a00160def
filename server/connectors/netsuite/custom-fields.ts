import { z } from "zod";
import type { Send } from "./client.ts";

export const CODED_RECORDS = ["purchaseOrder", "vendorBill", "vendorCredit", "vendor"] as const;
export type CodedRecord = (typeof CODED_RECORDS)[number];

const KINDS = ["text", "number", "flag", "list"] as const;
type Kind = (typeof KINDS)[number];

export interface CustomField {
  record: CodedRecord;
  id: string;
  label: string;
  kind: Kind;
}

/** The key of its value in the settings: all that a write needs to know. */
export const keyOf = ({ record, id, kind }: Omit<CustomField, "label">) =>
  `${record}.${id}.${kind}`;

export function fieldOfKey(key: string): Omit<CustomField, "label"> | undefined {
  const [written, id = "", said] = key.split(".");
  const record = CODED_RECORDS.find((one) => one === written);
  const kind = KINDS.find((one) => one === said);
  return record && kind && /^cust\w+$/.test(id) ? { record, id, kind } : undefined;
}

const Node = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  readOnly: z.boolean().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});
type Node = z.output<typeof Node>;

const OpenApi = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Source: NetSuite help, "Working with OpenAPI Metadata", which does not say what is mandatory. */
export async function readCustomFields(
  send: Send,
  hidden: readonly string[],
): Promise<CustomField[]> {
  const seen = CODED_RECORDS.filter((record) => !hidden.includes(record));
  const { body } = await send({
    method: "GET",
    path: `/services/rest/record/v1/metadata-catalog?select=${seen.join(",")}`,
    headers: { accept: "application/swagger+json" },
  });
  const read = OpenApi.safeParse(body);
  if (!read.success) return [];
  const at = reader(read.data.components.schemas);
  return seen.flatMap((record) => {
    const own = at(read.data.components.schemas[record]);
    const line = at(at(at(own.properties?.item).properties?.items).items);
    return [...fieldsIn(record, own, at), ...fieldsIn(record, line, at)];
  });
}

function reader(schemas: Record<string, unknown>): (place: unknown) => Node {
  return (place) => {
    const node = Node.safeParse(place).data ?? {};
    const name = node.$ref?.split("/").at(-1);
    if (name === undefined) return node;
    return { ...Node.safeParse(schemas[name]).data, ...node };
  };
}

function fieldsIn(
  record: CodedRecord,
  { properties = {} }: Node,
  at: (place: unknown) => Node,
): CustomField[] {
  return Object.entries(properties).flatMap(([id, place]) => {
    const node = at(place);
    const kind = kindOf(node);
    if (!/^cust(body|col|entity)/.test(id) || node.readOnly || !kind) return [];
    return [{ record, id, label: node.title || id, kind }];
  });
}

/** Undefined: the field takes no single value, such as a multiple select. */
function kindOf({ type, properties }: Node): Kind | undefined {
  if (type === "string") return "text";
  if (type === "boolean") return "flag";
  if (type === "number" || type === "integer") return "number";
  return properties?.id && !properties.items ? "list" : undefined;
}
