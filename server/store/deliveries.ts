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

/** Procore's id of whoever changed a record last, as far as it has said. */
export async function lastChangedBy(
  scope: Scope,
  of: { companyId: string; resourceId: string },
): Promise<string | undefined> {
  const row = await scope("deliveries")
    .where({ company_id: of.companyId, resource_id: of.resourceId })
    .orderBy("happened_at", "desc")
    .first<{ user_id: string | null } | undefined>("user_id");
  return row?.user_id ?? undefined;
}

/**
 * Has Procore said that this record is new since we listen? `resourceNames` as Procore writes them.
 */
export async function isCreationTold(
  scope: Scope,
  of: { companyId: string; resourceNames: string[]; resourceId: string },
): Promise<boolean> {
  const row = await scope("deliveries")
    .where({ company_id: of.companyId, resource_id: of.resourceId, event: "create" })
    .whereIn("resource_name", of.resourceNames)
    .first("delivery_id");
  return row !== undefined;
}
