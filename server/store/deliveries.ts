import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

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
  /**
   * Records that Procore names beside the one that changed, e.g. a line item's contract; payload v3
   * only.
   */
  related: { id: string; name: string }[];
  /** ISO 8601. */
  happenedAt: string;
}

/** A delivery with its body as it came. */
export interface ReceivedDelivery {
  delivery: Delivery;
  payload: string;
}

export function asJson(received: ReceivedDelivery[]): string {
  return storable(
    JSON.stringify(received.map((one) => ({ ...one.delivery, payload: one.payload }))),
  );
}

/** PostgreSQL keeps no U+0000 and no half of a surrogate pair, which JSON carries as escapes. */
function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  const escaped = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;
  return json.replace(escaped, (found) => (found === "\\\\" ? found : "\\ufffd"));
}

export const { fromRow, names: deliveryColumns } = columns<Delivery>({
  companyId: "company_id",
  deliveryId: "delivery_id",
  resourceName: "resource_name",
  resourceId: "resource_id",
  projectId: "project_id",
  event: "event",
  userId: "user_id",
  sourceApplicationId: "source_application_id",
  sourceUserId: "source_user_id",
  related: "related",
  happenedAt: "happened_at",
});

/** What Procore has said of a record. */
export interface Told {
  /** Is it new? */
  isCreation: boolean;
  /** The newest of what deliveries say since it was read last. Undefined: they say nothing. */
  change: ToldChange | undefined;
}

export interface ToldChange {
  /** Procore's id of whoever changed it; undefined where it does not say. */
  userId: string | undefined;
  isDeletion: boolean;
  at: Date;
}

export interface AskedOf {
  companyId: string;
  resourceId: string;
  resources: ResourceNames;
  /** When it last changed, as it was read. Left out: it is about to be read. */
  changedAt?: Date | undefined;
}

/** As Procore writes them. */
export interface ResourceNames {
  /** What the record itself is called in deliveries. */
  whole: string[];
  /** Its lines and the like: their deliveries name the record as a related one. */
  parts: string[];
}

/** So long after a change its delivery may say that it happened. */
const TOLD_WITHIN = "15 seconds";

/**
 * What was told of a resource, as columns of any query that has its row of `records`, or none;
 * `readTold` reads them. Other kinds have resources of the same id, and what was told until
 * `heard_until` is of changes that have been read.
 */
export function toldColumns(scope: Scope, of: AskedOf): Knex.Raw[] {
  const { companyId, resources, resourceId, changedAt } = of;
  const { whole, parts } = resources;
  const owners = whole.map((name) => JSON.stringify([{ id: resourceId, name }]));
  const ofParts = `
    union all
    select user_id, false, date_trunc('milliseconds', happened_at) from deliveries
     where company_id = ? and resource_name = any(?) and related <> '[]'
       and (${owners.map(() => "related @> ?::jsonb").join(" or ")})`;
  return [
    scope.raw(
      `(select json_build_object('userId', by, 'isDeletion', is_deletion, 'at', at)
         from (
           select user_id as by, event = 'delete' as is_deletion,
                  date_trunc('milliseconds', happened_at) as at
             from deliveries
            where company_id = ? and resource_id = ? and resource_name = any(?)
           ${parts.length > 0 ? ofParts : ""}) as said
        where at > coalesce(records.heard_until, records.seen_at - interval '1 microsecond', '-infinity')
          and at <= coalesce(?::timestamptz + interval '${TOLD_WITHIN}', 'infinity')
        order by at desc limit 1) as told_change`,
      [
        companyId,
        resourceId,
        whole,
        ...(parts.length > 0 ? [companyId, parts, ...owners] : []),
        changedAt ?? null,
      ],
    ),
    scope.raw(
      `exists (select from deliveries where company_id = ? and resource_id = ?
         and event = 'create' and resource_name = any(?)) as told_creation`,
      [companyId, resourceId, whole],
    ),
  ];
}

export function readTold(row: object): Told {
  const { told_change: change, told_creation: isCreation } = row as {
    told_change: { userId: string | null; isDeletion: boolean; at: string } | null;
    told_creation: boolean;
  };
  return {
    isCreation,
    change: change
      ? { ...change, userId: change.userId ?? undefined, at: new Date(change.at) }
      : undefined,
  };
}
