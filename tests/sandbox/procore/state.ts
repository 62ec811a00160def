import type {
  AppRegistration,
  AuthorizationCode,
  Grant,
  Installation,
  RateLimits,
  RateWindow,
  Session,
} from "./access.ts";
import type { ChangeOrder, ChangeOrderBatch } from "./change-orders.ts";
import type {
  BillingPeriod,
  Commitment,
  Company,
  ContractPayment,
  CostCode,
  InvoiceChange,
  LineItemType,
  Project,
  Requisition,
  TaxCode,
  User,
  Vendor,
} from "./records.ts";
import type { Delivery, Hook, Trigger, WebhookOptions } from "./webhooks/records.ts";

/**
 * All that this Procore knows. Records are kept by id; nothing else holds state, so a reset is a
 * new one of these.
 */
export interface ProcoreState {
  /** Own base URL, known once served. */
  origin: string;
  app: AppRegistration;
  companies: Map<string, Company>;
  users: Map<string, User>;
  projects: Map<string, Project>;
  vendors: Map<string, Vendor>;
  costCodes: Map<string, CostCode>;
  lineItemTypes: Map<string, LineItemType>;
  taxCodes: Map<string, TaxCode>;
  billingPeriods: Map<string, BillingPeriod>;
  /** Subcontracts and purchase orders; deleted ones stay, with `deletedAt`. */
  commitments: Map<string, Commitment>;
  /** Change orders of commitments; deleted ones stay, with `deletedAt`. */
  changeOrders: Map<string, ChangeOrder>;
  changeOrderBatches: Map<string, ChangeOrderBatch>;
  requisitions: Map<string, Requisition>;
  /** What was changed on invoices, in order. */
  invoiceChanges: InvoiceChange[];
  payments: Map<string, ContractPayment>;
  installations: Map<string, Installation>;
  sessions: Map<string, Session>;
  /** `userId clientId` of those who allowed the app. */
  consents: Set<string>;
  codes: Map<string, AuthorizationCode>;
  /** By access token. */
  grants: Map<string, Grant>;
  hooks: Map<string, Hook>;
  triggers: Map<string, Trigger>;
  deliveries: Delivery[];
  rateLimits: RateLimits;
  /** Calls counted per client id. */
  rateWindows: Map<string, { hour: RateWindow; spike: RateWindow }>;
  webhookOptions: WebhookOptions;
  /** Moved by the `advance_clock` act. */
  clockOffsetMs: number;
  /**
   * Whether an approved, synced commitment refuses a new vendor, changed lines and deletion (a
   * company's choice in Procore).
   */
  locksApprovedCommitments: boolean;
  /**
   * Whether a change order moves `updated_at` of its contract and tells of the contract too; Procore
   * documents neither.
   */
  changeOrdersTouchCommitments: boolean;
  /** Whether an invoice's payment due has its tax in it; Procore documents neither. */
  paymentDueIncludesTax: boolean;
  /** Which line a v1.1 invoice names for an item of a subcontractor's schedule. */
  detailItemsName: "contract_line" | "detail_line";
  /** Whether contracts go on embedding packages that were deleted: they have a `deleted_at` there. */
  showsDeletedChangeOrders: boolean;
  /** Directory user the app's service account acts as, in each company that installed it. */
  serviceUserId: string;
  /** Bytes of uploaded files by attachment id. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Hands a delivery to whatever sends it. */
  send(delivery: Delivery): void;
  sequence: bigint;
}

/**
 * Each region numbers from its own base: us02 from 2^49, far past 32 bits; uk01 from 2^53 + 1, past
 * what a double tells apart.
 */
export const FIRST_ID = 2n ** 49n;
const REGION_OFFSET: Record<string, bigint> = { us02: 0n, uk01: 2n ** 53n + 1n - FIRST_ID };

export function nextId(state: ProcoreState, zone = "us02"): string {
  state.sequence += 1n;
  return (state.sequence + (REGION_OFFSET[zone] ?? 0n)).toString();
}

/** The sandbox's clock; `advance_clock` moves it. */
export function now(state: ProcoreState): Date {
  return new Date(Date.now() + state.clockOffsetMs);
}
