import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

export interface Delivery {
  companyId: string;
  /** ULID, or Procore's event id in old payloads; unique within the company. */
  deliveryId: string;
  resourceName: string;
  resourceId: string;
  projectId: string | null;
  /** `create`, `update`, `delete`; v4 may have others. */
  event: string;
  userId: string | null;
  /** Client id of the app behind the change; often null, and always in v4. */
  sourceApplicationId: string | null;
  sourceUserId: string | null;
  /** Named besides the record that changed, e.g. a line item's contract; payload v3 only. */
  related: { id: string; name: string }[];
  /** ISO 8601. */
  happenedAt: string;
}

export interface ReceivedDelivery {
  delivery: Delivery;
  payload: string;
}

export function asJson(received: ReceivedDelivery[]): string {
  return JSON.stringify(received.map((one) => ({ ...one.delivery, payload: one.payload })));
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

export interface Told {
  /** False for a record from before its project was chosen, also where Procore has told of it. */
  isCreation: boolean;
  /** The newest since the last read; undefined: there is none. */
  change: ToldChange | undefined;
}

export interface ToldChange {
  /** Procore's user id; undefined: Procore does not say. */
  userId: string | undefined;
  isDeletion: boolean;
  at: Date;
}

export interface AskedOf {
  companyId: string;
  resourceId: string;
  resources: ResourceNames;
  /** As the record was read; absent: it is about to be read. */
  changedAt?: Date | undefined;
  /** Ids of its parts, for deliveries that name a part alone. */
  partIds?: string[] | undefined;
}

export interface ResourceNames {
  whole: string[];
  /** Lines and the like: their deliveries name the record as a related one. */
  parts: string[];
}

/** A delivery may say that a change happened this much later than it did. */
const TOLD_WITHIN = "15 seconds";

/** For a query with a row of `records`, or none. Ids are unique only within a resource. */
export function toldColumns(scope: Scope, of: AskedOf): Knex.Raw[] {
  const { companyId, resources, resourceId, changedAt, partIds = [] } = of;
  const { whole, parts } = resources;
  const owners = whole.map((name) => JSON.stringify([{ id: resourceId, name }]));
  const ofParts = `
    union all
    select user_id, false, date_trunc('milliseconds', happened_at) from deliveries
     where company_id = ? and resource_name = any(?)
       and (resource_id = any(?)
         or related <> '[]' and (${owners.map(() => "related @> ?::jsonb").join(" or ")}))`;
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
        ...(parts.length > 0 ? [companyId, parts, partIds, ...owners] : []),
        changedAt ?? null,
      ],
    ),
    scope.raw(
      `exists (select from deliveries where company_id = ? and resource_id = ?
         and event = 'create' and resource_name = any(?)
         and happened_at > coalesce(records.heard_until, '-infinity')) as told_creation`,
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
