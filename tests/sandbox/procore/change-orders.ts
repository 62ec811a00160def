import type { LineItem, Origin, Stamped } from "./records.ts";

export const CHANGE_ORDER_STATUSES = [
  "draft",
  "pricing",
  "not_pricing",
  "pending",
  "revised",
  "proceeding",
  "not_proceeding",
  "pending_billable",
  "no_charge",
  "approved",
  "rejected",
  "void",
] as const;
export type ChangeOrderStatus = (typeof CHANGE_ORDER_STATUSES)[number];

export interface ChangeOrderLine extends LineItem {
  /** The contract's line that it adds to, where somebody said so. */
  commitmentLineItemId: string | null;
  primeLineItemId: string | null;
}

/** A commitment change order, as Procore keeps it in a project with one tier of them. */
export interface ChangeOrder extends Origin, Stamped {
  id: string;
  /** The same change order by its older name: contracts embed it and webhooks tell of it so. */
  packageId: string;
  companyId: string;
  projectId: string;
  contractId: string;
  batchId: string | null;
  number: string;
  title: string;
  description: string;
  status: ChangeOrderStatus;
  revision: number;
  executed: boolean;
  private: boolean;
  paid: boolean;
  fieldChange: boolean;
  signatureRequired: boolean;
  reference: string | null;
  scheduleImpactAmount: number | null;
  /** `due_date`, `invoiced_date`, `paid_date`, `signed_change_order_received_date`. */
  dates: Record<string, string | null>;
  lines: ChangeOrderLine[];
  createdById: string;
  reviewedById: string | null;
  reviewedAt: string | null;
  deletedAt: string | null;
}

/** Change orders that are decided together. */
export interface ChangeOrderBatch extends Stamped {
  id: string;
  companyId: string;
  projectId: string;
  contractId: string;
  number: string;
  title: string;
  description: string;
  status: ChangeOrderStatus;
  revision: number;
  executed: boolean;
  private: boolean;
  signatureRequired: boolean;
  scheduleImpactAmount: number | null;
  /** As those of a change order, and `revised_substantial_completion_date`. */
  dates: Record<string, string | null>;
  createdById: string;
}
