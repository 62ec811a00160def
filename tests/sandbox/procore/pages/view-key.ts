import type { Commitment } from "../records.ts";

/**
 * Procore docs, "Side Panel View Keys": sub-tabs of a record share its key, so an app cannot tell
 * them apart.
 */
export type ViewKey =
  | `commitments.${"work_order_contracts" | "purchase_order_contracts"}.${"detail" | "edit" | "new"}`
  | "commitments.contracts.list"
  | `commitments.requisitions.${"new" | "detail"}`;

export function commitmentView(commitment: Commitment, view: "detail" | "edit" | "new"): ViewKey {
  return `commitments.${commitment.kind === "work_order_contract" ? "work_order_contracts" : "purchase_order_contracts"}.${view}`;
}
