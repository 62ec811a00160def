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

/** What Procore has said of a record since we listen. */
export interface Told {
  /** Procore's id of whoever changed it last, as far as it said. */
  userId: string | undefined;
  /** Is it new? */
  isCreation: boolean;
}

export interface AskedOf {
  companyId: string;
  /** As Procore writes them: whose `create` event says that the record is new. */
  resourceNames: string[];
  resourceId: string;
}

/** What was told of a resource, as columns of any query; `readTold` reads them. */
export function toldColumns(scope: Scope, of: AskedOf): Knex.Raw[] {
  const { companyId, resourceNames, resourceId } = of;
  return [
    scope.raw(
      `(select user_id from deliveries where company_id = ? and resource_id = ?
         order by happened_at desc limit 1) as told_by`,
      [companyId, resourceId],
    ),
    scope.raw(
      `exists (select from deliveries where company_id = ? and resource_id = ?
         and event = 'create' and resource_name = any(?)) as told_creation`,
      [companyId, resourceId, resourceNames],
    ),
  ];
}

export function readTold(row: object): Told {
  const { told_by, told_creation } = row as { told_by: string | null; told_creation: boolean };
  return { userId: told_by ?? undefined, isCreation: told_creation };
}
