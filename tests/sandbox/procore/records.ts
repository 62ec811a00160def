import type { Origin, Stamped } from "./directory.ts";

export type {
  BaseType,
  Company,
  CostCode,
  Level,
  LineItemType,
  Membership,
  Origin,
  Project,
  Stamped,
  TaxCode,
  Tool,
  ToolLevels,
  User,
  Vendor,
} from "./directory.ts";

/**
 * The financial records the sandbox keeps. Ids and money are strings; dates `YYYY-MM-DD`; instants
 * ISO 8601 UTC.
 */

export type CommitmentKind = "work_order_contract" | "purchase_order_contract";
export const WORK_ORDER_STATUSES = [
  "Draft",
  "Out For Bid",
  "Out For Signature",
  "Approved",
  "Complete",
  "Terminated",
  "Void",
] as const;
export const PURCHASE_ORDER_STATUSES = [
  "Draft",
  "Processing",
  "Submitted",
  "Partially Received",
  "Received",
  "Approved",
  "Closed",
] as const;

export interface LineItem {
  id: string;
  position: number;
  costCodeId: string | null;
  lineItemTypeId: string | null;
  description: string;
  quantity: string;
  uom: string;
  unitCost: string;
  amount: string;
  extendedType: "manual" | "calculated";
  taxCodeId: string | null;
  originId: string | null;
  originData: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Commitment extends Origin, Stamped {
  id: string;
  companyId: string;
  projectId: string;
  kind: CommitmentKind;
  number: string;
  title: string;
  description: string;
  vendorId: string | null;
  status: string;
  executed: boolean;
  private: boolean;
  /** Who may look at it while it is private, besides the tool's admins: user ids. */
  accessorIds: string[];
  accountingMethod: "amount" | "unit";
  retainagePercent: string;
  /**
   * Optional text and date attributes by their Procore names (`contract_date`, `ship_via`,
   * `inclusions`, …).
   */
  extra: Record<string, string | null>;
  lines: LineItem[];
  /** ISO code; null: the company's. */
  currency: string | null;
  /** What one of it is in the project's currency. */
  exchangeRate: number;
  /** Lines that the app's service account does not get to see. */
  hiddenLineIds: string[];
  /** The subcontractor's schedule of values, where there is one. */
  detailLines: DetailLine[];
  createdById: string;
  deletedAt: string | null;
}

export interface BillingPeriod extends Stamped {
  id: string;
  projectId: string;
  startDate: string;
  endDate: string;
  dueDate: string;
  position: number;
  status: "open" | "closed";
}

export const REQUISITION_STATUSES = [
  "draft",
  "under_review",
  "revise_and_resubmit",
  "approved",
  "approved_as_noted",
  "pending_owner_approval",
] as const;
export type RequisitionStatus = (typeof REQUISITION_STATUSES)[number];

/** A line of the schedule that a subcontractor draws up below one line of the contract. */
export interface DetailLine extends LineItem {
  parentId: string;
}

export type RequisitionItemKind = "contract_item" | "contract_detail_item" | "change_order_item";

export interface RequisitionItem {
  id: string;
  kind: RequisitionItemKind;
  /** Line of the contract, of the subcontractor's schedule or of a change order, by kind. */
  lineItemId: string;
  workCompletedThisPeriod: string;
  /** Units done this period, where the contract is counted by units. */
  quantityThisPeriod: string;
  materialsPresentlyStored: string;
  workRetainageThisPeriod: string;
  materialsRetainage: string;
  workRetainageReleased: string;
  subcontractorClaimedAmount: string | null;
  status: "approved" | "rejected" | "no_action";
  comment: string | null;
}

/** A subcontractor invoice. */
export interface Requisition extends Stamped {
  id: string;
  companyId: string;
  projectId: string;
  commitmentId: string;
  number: number;
  invoiceNumber: string;
  periodId: string | null;
  requisitionStart: string;
  requisitionEnd: string;
  billingDate: string;
  dueDate: string | null;
  status: RequisitionStatus;
  final: boolean;
  paymentDate: string | null;
  submittedAt: string | null;
  createdById: string;
  items: RequisitionItem[];
  attachments: Attachment[];
  originId: string | null;
  originData: string | null;
}

/** One column that one person changed on an invoice or on one of its items. */
export interface InvoiceChange {
  id: string;
  requisitionId: string;
  column: string;
  oldValue: string | null;
  newValue: string | null;
  actionById: string;
  createdAt: string;
  refId: string;
  refType: string;
}

export interface Attachment {
  id: string;
  filename: string;
  contentType: string;
  /** Length in bytes of what was uploaded. */
  size: number;
}

export type PaymentMethod = "check" | "credit_card" | "electronic";

/** A row of the Payments Issued tab. */
export interface ContractPayment extends Stamped {
  id: string;
  companyId: string;
  projectId: string;
  contractId: string;
  requisitionId: string | null;
  amount: string;
  date: string | null;
  paymentMethod: PaymentMethod | null;
  checkNumber: string | null;
  invoiceNumber: string | null;
  invoiceDate: string | null;
  paymentNumber: number;
  drawRequestNumber: number | null;
  notes: string | null;
  attachments: Attachment[];
  originId: string | null;
  originData: string | null;
}
