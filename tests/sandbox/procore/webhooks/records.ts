export type EventType = "create" | "update" | "delete";
export type PayloadVersion = "v2.0" | "v3.0" | "v4.0";

export interface Hook {
  id: string;
  companyId: string;
  /** Null: a hook on the company. */
  projectId: string | null;
  payloadVersion: PayloadVersion;
  namespace: string;
  destinationUrl: string;
  authorization: string | null;
  status: "active" | "disabled";
  ownedByUserId: string;
  createdAt: string;
  updatedAt: string;
}

export interface Trigger {
  id: string;
  hookId: string;
  resourceName: string;
  eventType: EventType;
  userId: string;
}

/** Something that happened to a record, before it is cut into a payload version. */
export interface HookEvent {
  id: string;
  ulid: string;
  at: string;
  companyId: string;
  projectId: string | null;
  userId: string;
  resourceName: string;
  resourceId: string;
  eventType: EventType;
  related: { id: string; name: string }[];
  /** Client id of the app that made the change; null for a person in the screens. */
  applicationId: string | null;
}

export interface Attempt {
  startedAt: string;
  completedAt: string;
  status: number | null;
  headers: Record<string, string>;
  body: string;
  error: string | null;
}

export type DeliveryStatus = "enqueued" | "retrying" | "delivered" | "discarded";

export interface Delivery {
  id: string;
  hookId: string;
  event: HookEvent;
  payload: Record<string, unknown>;
  status: DeliveryStatus;
  enqueuedAt: number;
  attempts: Attempt[];
}

export interface WebhookOptions {
  /** How long a destination may take to answer. */
  timeoutMs: number;
  /** First wait after a failure; doubles up to `maxBackoffMs`. */
  baseBackoffMs: number;
  maxBackoffMs: number;
  discardAfterMs: number;
  /**
   * Whether `metadata.source_application_id` names the app behind an API write; Procore often
   * leaves it null.
   */
  namesSourceApplication: boolean;
  /** Whether subcontractor invoices send a `Requisitions` event, which Procore's own list lacks. */
  sendsRequisitions: boolean;
  /**
   * Whether commitment change orders send `Change Order Packages` events: it is not documented
   * which name those of the newer endpoints go by.
   */
  sendsChangeOrderPackages: boolean;
  /** Deliver each event this many times (Procore promises at least once). */
  copies: number;
  paused: boolean;
}
