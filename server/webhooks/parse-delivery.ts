import { z } from "zod";
import type { Delivery } from "../store/deliveries.ts";
import { canonicalId } from "../wire/id.ts";
import { parseJson } from "../wire/json.ts";

const id = z
  .union([z.string().regex(/^\d{1,19}$/), z.number().int().nonnegative()])
  .transform((value) => canonicalId(String(value)));
const optionalId = id.nullish().transform((value) => value ?? null);
const word = z.string().min(1).max(200);
/** PostgreSQL has no year 0 and no offset of 16 hours or more. */
const timestamp = z.iso
  .datetime({ offset: true })
  .refine((text) => !text.startsWith("0000") && !/[+-](1[6-9]|2\d):/.test(text));

/** Procore does not document these fully: what does not fit counts as none. */
const related = z
  .array(
    z.object({
      id: z.union([z.string(), z.number()]).transform((value) => canonicalId(String(value))),
      name: z.string(),
    }),
  )
  .max(50)
  .catch([]);

/** Payloads v2 and v3; only v3 has `related_resources`. Procore docs: Webhooks, payload formats. */
const Named = z
  .object({
    id,
    ulid: word.nullish(),
    timestamp,
    metadata: z
      .object({ source_application_id: z.string().max(200).nullish(), source_user_id: optionalId })
      .nullish(),
    user_id: optionalId,
    company_id: id,
    project_id: optionalId,
    event_type: word,
    resource_name: word,
    resource_id: id,
    related_resources: related,
  })
  .transform((payload): Delivery => ({
    companyId: payload.company_id,
    deliveryId: payload.ulid ?? payload.id,
    resourceName: payload.resource_name,
    resourceId: payload.resource_id,
    projectId: payload.project_id,
    event: payload.event_type.toLowerCase(),
    userId: payload.user_id,
    sourceApplicationId: payload.metadata?.source_application_id ?? null,
    sourceUserId: payload.metadata?.source_user_id ?? null,
    related: payload.related_resources,
    happenedAt: payload.timestamp,
  }));

/** Payload v4: its id is a ULID, it has no metadata, and Procore may add reasons. */
const Typed = z
  .object({
    id: word,
    timestamp,
    reason: word,
    user_id: optionalId,
    company_id: id,
    project_id: optionalId,
    resource_type: word,
    resource_id: id,
  })
  .transform((payload): Delivery => ({
    companyId: payload.company_id,
    deliveryId: payload.id,
    resourceName: payload.resource_type,
    resourceId: payload.resource_id,
    projectId: payload.project_id,
    event: payload.reason.toLowerCase(),
    userId: payload.user_id,
    sourceApplicationId: null,
    sourceUserId: null,
    related: [],
    happenedAt: payload.timestamp,
  }));

const BYTE_ORDER_MARK = "\ufeff";

export type Parsed = { delivery: Delivery } | { problem: string };

/** The first one, wherever it stands: it costs little, and says whose secret to ask for. */
export function companyIn(body: string): string | undefined {
  const found = /"company_id"\s{0,9}:\s{0,9}"?(\d{1,19})(?!\d)/.exec(body)?.[1];
  return found && canonicalId(found);
}

/** Older hooks have secrets that do not say it. */
export function companyOf(authorization: string): string | undefined {
  const found = /^Bearer (\d{1,19})\.[\w-]{43}$/.exec(authorization)?.[1];
  return found && canonicalId(found);
}

/** Reads any payload version. The problem names what is wrong and never quotes the body. */
export function parseDelivery(body: string): Parsed {
  let payload: unknown;
  try {
    payload = parseJson(body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body);
  } catch {
    return { problem: "the body is not JSON" };
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return { problem: "the body is not a JSON object" };
  }
  const read = ("reason" in payload ? Typed : Named).safeParse(payload);
  if (read.success) return { delivery: read.data };
  const members = new Set(read.error.issues.map((issue) => issue.path.join(".")));
  return { problem: `no payload version we know: check ${[...members].slice(0, 5).join(", ")}` };
}
