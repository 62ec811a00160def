import type { AppRegistration } from "./access.ts";
import { calendarOf } from "./seed/calendar.ts";
import { seedChangeOrders } from "./seed/change-orders.ts";
import { seedCommitments } from "./seed/commitments.ts";
import { seedDirectory } from "./seed/directory.ts";
import { seedInvoices } from "./seed/invoices.ts";
import { FIRST_ID, type ProcoreState } from "./state.ts";

export interface Seed {
  app: AppRegistration;
  /** When it is found like this: its dates lie behind. The real clock unless said. */
  now?: Date;
}

/** The same seed gives the same ids and content; only dates move with the clock. */
export function createState(seed: Seed): ProcoreState {
  const state: ProcoreState = {
    origin: "",
    app: structuredClone(seed.app),
    companies: new Map(),
    users: new Map(),
    projects: new Map(),
    vendors: new Map(),
    costCodes: new Map(),
    lineItemTypes: new Map(),
    taxCodes: new Map(),
    billingPeriods: new Map(),
    commitments: new Map(),
    changeOrders: new Map(),
    changeOrderBatches: new Map(),
    requisitions: new Map(),
    invoiceChanges: [],
    payments: new Map(),
    installations: new Map(),
    sessions: new Map(),
    consents: new Set(),
    codes: new Map(),
    grants: new Map(),
    hooks: new Map(),
    triggers: new Map(),
    deliveries: [],
    rateLimits: { perHour: 36_000, perTenSeconds: 2_000, sendRetryAfter: false },
    rateWindows: new Map(),
    webhookOptions: {
      timeoutMs: 5_000,
      baseBackoffMs: 1_000,
      maxBackoffMs: 3_600_000,
      discardAfterMs: 12 * 3_600_000,
      namesSourceApplication: true,
      sendsRequisitions: false,
      sendsChangeOrderPackages: true,
      copies: 1,
      paused: false,
    },
    clockOffsetMs: 0,
    locksApprovedCommitments: false,
    changeOrdersTouchCommitments: false,
    paymentDueIncludesTax: true,
    detailItemsName: "contract_line",
    showsDeletedChangeOrders: false,
    serviceUserId: "",
    files: new Map(),
    send: () => {},
    sequence: FIRST_ID,
  };
  const dated = calendarOf(seed.now ?? new Date());
  seedDirectory(state, dated);
  seedCommitments(state, dated);
  seedInvoices(state, dated);
  seedChangeOrders(state);
  return state;
}
