import type { Knex } from "knex";

/** A webhook delivery of any payload version, in our words. */
export interface Delivery {
  companyId: string;
  /** ULID, or Procore's event id where an old payload has none; unique within the company. */
  deliveryId: string;
  resourceName: string;
  resourceId: string;
  projectId: string | null;
  /** `create`, `update`, `delete`; v4 may have others. */
  event: string;
  userId: string | null;
  /** Client id of the app behind the change; Procore often leaves it null, and v4 has none. */
  sourceApplicationId: string | null;
  sourceUserId: string | null;
  /** ISO 8601. */
  happenedAt: string;
}

/** A delivery with its body as it came: JSON text. */
export interface ReceivedDelivery {
  delivery: Delivery;
  payload: string;
}

interface Row {
  company_id: string;
  delivery_id: string;
  resource_name: string;
  resource_id: string;
  project_id: string | null;
  event: string;
  user_id: string | null;
  source_application_id: string | null;
  source_user_id: string | null;
  happened_at: Date;
  payload: unknown;
}

/**
 * Keeps many deliveries with one statement; those that are there already change nothing. Durable
 * when it resolves.
 */
export async function recordDeliveries(db: Knex, received: ReceivedDelivery[]): Promise<void> {
  // the bodies are JSON already: put together as text, nothing is parsed and written anew
  const rows = received.map(
    ({ delivery, payload }) => `${JSON.stringify(delivery).slice(0, -1)},"payload":${payload}}`,
  );
  await db.raw(
    `insert into deliveries (company_id, delivery_id, resource_name, resource_id, project_id, event, user_id,
       source_application_id, source_user_id, happened_at, payload)
     select "companyId", "deliveryId", "resourceName", "resourceId", "projectId", event, "userId",
       "sourceApplicationId", "sourceUserId", "happenedAt", payload
     from json_to_recordset(?::json) as received ("companyId" text, "deliveryId" text, "resourceName" text, "resourceId" text,
       "projectId" text, event text, "userId" text, "sourceApplicationId" text, "sourceUserId" text, "happenedAt" timestamptz, payload jsonb)
     on conflict (company_id, delivery_id) do nothing`,
    [storable(`[${rows.join(",")}]`)],
  );
}

/**
 * PostgreSQL keeps no U+0000 and no half of a surrogate pair in jsonb; JSON text may carry both as
 * escapes.
 */
function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  const pairOrOdd = /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}|\\u0000/gi;
  return json.replace(pairOrOdd, (found) => (found.length > 6 ? found : "\\ufffd"));
}

export interface WaitingDelivery extends Delivery {
  /**
   * Records that Procore names beside the one that changed, e.g. a line item's contract; payload v3
   * only.
   */
  related: { id: string; name: string }[];
}

/**
 * Takes deliveries that wait, oldest first; another process that asks meanwhile gets others. They
 * stay taken until the transaction ends.
 */
export async function claimWaitingDeliveries(
  trx: Knex.Transaction,
  limit: number,
): Promise<WaitingDelivery[]> {
  const { rows } = await trx.raw<{ rows: (Row & { related: { id: string; name: string }[] })[] }>(
    // ids are taken out as text: as JSON numbers the driver would round the large ones
    `select d.*, coalesce((select json_agg(json_build_object('id', related ->> 'id', 'name', related ->> 'name'))
       from jsonb_array_elements(case jsonb_typeof(d.payload -> 'related_resources') when 'array' then d.payload -> 'related_resources' else '[]' end) as related), '[]') as related
     from deliveries d where queued_at is null order by received_at limit ? for update skip locked`,
    [limit],
  );
  return rows.map((row) => ({ ...fromRow(row), related: row.related }));
}

export async function markQueued(trx: Knex.Transaction, deliveries: Delivery[]): Promise<void> {
  const keys = deliveries.map(({ companyId, deliveryId }) => ({ companyId, deliveryId }));
  await trx.raw(
    `update deliveries set queued_at = now() from json_to_recordset(?::json) as done ("companyId" text, "deliveryId" text)
      where company_id = done."companyId" and delivery_id = done."deliveryId"`,
    [JSON.stringify(keys)],
  );
}

/** The newest thing Procore said about a record: who changed it last, and through which app. */
export async function newestDeliveryOf(
  db: Knex,
  of: { companyId: string; resourceId: string },
): Promise<Delivery | undefined> {
  const row = await db<Row>("deliveries")
    .where({ company_id: of.companyId, resource_id: of.resourceId })
    .orderBy("happened_at", "desc")
    .first();
  return row && fromRow(row);
}

/**
 * Has Procore said that this record is new since we listen? `resourceNames` as Procore writes them.
 */
export async function isCreationTold(
  db: Knex,
  of: { companyId: string; resourceNames: string[]; resourceId: string },
): Promise<boolean> {
  const row = await db<Row>("deliveries")
    .where({ company_id: of.companyId, resource_id: of.resourceId, event: "create" })
    .whereIn("resource_name", of.resourceNames)
    .first();
  return row !== undefined;
}

/** Forgets deliveries received before this instant whose work was queued. */
export async function dropOldDeliveries(db: Knex, before: Date): Promise<void> {
  await db("deliveries").where("received_at", "<", before).whereNotNull("queued_at").delete();
}

function fromRow(row: Row): Delivery {
  return {
    companyId: row.company_id,
    deliveryId: row.delivery_id,
    resourceName: row.resource_name,
    resourceId: row.resource_id,
    projectId: row.project_id,
    event: row.event,
    userId: row.user_id,
    sourceApplicationId: row.source_application_id,
    sourceUserId: row.source_user_id,
    happenedAt: row.happened_at.toISOString(),
  };
}
