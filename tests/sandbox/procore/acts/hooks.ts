import { notFound } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import type { Delivery, Hook, WebhookOptions } from "../webhooks/records.ts";

/** Sends a delivery once more, under its old id and ulid. */
export function redeliver(state: ProcoreState, { deliveryId }: { deliveryId: string }): Delivery {
  const delivery = state.deliveries.find(
    ({ id, event }) => id === deliveryId || event.ulid === deliveryId,
  );
  if (!delivery) throw notFound();
  delivery.status = "enqueued";
  state.send(delivery);
  return delivery;
}

export function setWebhookOptions(
  state: ProcoreState,
  options: Partial<WebhookOptions>,
): WebhookOptions {
  Object.assign(state.webhookOptions, options);
  return state.webhookOptions;
}

/** Somebody deleted the hook behind the app's back. Without an id: every hook. */
export function dropHook(state: ProcoreState, { hookId }: { hookId?: string }): Hook[] {
  const dropped = [...state.hooks.values()].filter(
    ({ id }) => hookId === undefined || id === hookId,
  );
  if (hookId !== undefined && dropped.length === 0) throw notFound();
  for (const { id } of dropped) removeHook(state, id);
  return dropped;
}

export function removeHook(state: ProcoreState, hookId: string): void {
  state.hooks.delete(hookId);
  for (const trigger of state.triggers.values()) {
    if (trigger.hookId === hookId) state.triggers.delete(trigger.id);
  }
}
