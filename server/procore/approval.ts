import type { Commitment } from "./commitments.ts";
import type { Requisition } from "./requisitions.ts";

/**
 * Statuses in which a commitment is a promise to pay; in any other it may still change its mind.
 */
const APPROVED: Record<Commitment["kind"], string[]> = {
  subcontract: ["Approved", "Complete"],
  purchase_order: ["Approved", "Partially Received", "Received", "Closed"],
};

const APPROVED_REQUISITION = ["approved", "approved_as_noted"];

export function isApprovedCommitment({
  kind,
  status,
}: Pick<Commitment, "kind" | "status">): boolean {
  return APPROVED[kind].includes(status);
}

export function isApprovedRequisition({ status }: Pick<Requisition, "status">): boolean {
  return APPROVED_REQUISITION.includes(status);
}
