import type { Author } from "../access.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { payload } from "./payload.ts";
import type { EventType, HookEvent } from "./records.ts";
import { ulid } from "./ulid.ts";

export interface Change {
  companyId: string;
  /** Null: a company-level record. */
  projectId: string | null;
  resourceName: string;
  resourceId: string;
  eventType: EventType;
  by: Author;
  related?: { id: string; name: string }[];
}

/** Queues one delivery for each active hook with a trigger for this change. */
export function announce(state: ProcoreState, change: Change): void {
  if (isUntold(state, change.resourceName)) return;
  const listening = [...state.hooks.values()].filter(
    (hook) =>
      hook.status === "active" &&
      hook.companyId === change.companyId &&
      hook.projectId === change.projectId &&
      [...state.triggers.values()].some(
        (trigger) =>
          trigger.hookId === hook.id &&
          trigger.resourceName === change.resourceName &&
          trigger.eventType === change.eventType,
      ),
  );
  if (listening.length === 0) return;
  const at = now(state);
  const zone = state.companies.get(change.companyId)?.zone;
  const event: HookEvent = {
    id: nextId(state, zone),
    ulid: ulid(at),
    at: at.toISOString().replace("Z", "000Z"),
    companyId: change.companyId,
    projectId: change.projectId,
    userId: change.by.userId,
    resourceName: change.resourceName,
    resourceId: change.resourceId,
    eventType: change.eventType,
    related: change.related ?? [],
    applicationId: change.by.applicationId,
  };
  for (const hook of listening) {
    for (let copy = 0; copy < state.webhookOptions.copies; copy += 1) {
      const body = payload(event, hook.payloadVersion, state.webhookOptions.namesSourceApplication);
      const delivery = {
        id: nextId(state, zone),
        hookId: hook.id,
        event,
        payload: body,
        status: "enqueued" as const,
        enqueuedAt: at.getTime(),
        attempts: [],
      };
      state.deliveries.push(delivery);
      state.send(delivery);
    }
  }
}

/** What Procore may not have a webhook for. */
function isUntold({ webhookOptions }: ProcoreState, resourceName: string): boolean {
  return (
    (resourceName === "Requisitions" && !webhookOptions.sendsRequisitions) ||
    (resourceName === "Change Order Packages" && !webhookOptions.sendsChangeOrderPackages)
  );
}
