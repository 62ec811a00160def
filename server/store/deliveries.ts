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

/** A delivery with its body as it came: JSON text. */
export interface ReceivedDelivery {
  delivery: Delivery;
  payload: string;
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

/** `resourceNames` as Procore writes them: whose `create` event says that the record is new. */
export async function toldOf(
  scope: Scope,
  of: { companyId: string; resourceNames: string[]; resourceId: string },
): Promise<Told> {
  const row = await scope("deliveries")
    .where({ company_id: of.companyId, resource_id: of.resourceId })
    .first<{ user_id: string | null; is_creation: boolean | null }>(
      scope.raw("(array_agg(user_id order by happened_at desc))[1] as user_id"),
      scope.raw("bool_or(event = 'create' and resource_name = any(?)) as is_creation", [
        of.resourceNames,
      ]),
    );
  return { userId: row.user_id ?? undefined, isCreation: row.is_creation ?? false };
}
