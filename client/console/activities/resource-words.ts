import type { ResourceKind } from "../../../server/api/contract.ts";

export const resourceWords: Record<ResourceKind, string> = {
  vendor: "Vendor",
  commitment: "Commitment",
  requisition: "Requisition",
};
