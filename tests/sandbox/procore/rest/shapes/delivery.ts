import { payload } from "../../webhooks/payload.ts";
import type { Delivery, DeliveryStatus } from "../../webhooks/records.ts";
import { wireId } from "../wire.ts";

const OUTCOME: Record<DeliveryStatus, "ok" | "retried" | "failed" | "discarded"> = {
  delivered: "ok",
  retrying: "retried",
  enqueued: "failed",
  discarded: "discarded",
};

/**
 * One row per delivery with its latest try; whatever the hook's version, the event is shown as v2.
 */
export function deliveryV1(delivery: Delivery) {
  const last = delivery.attempts.at(-1);
  return {
    event_id: wireId(delivery.event.id),
    event: payload(delivery.event, "v2.0", true),
    outcome: OUTCOME[delivery.status],
    started_at: last?.startedAt ?? null,
    completed_at: last?.completedAt ?? null,
    response_status: last?.status ?? null,
    response_headers: last?.headers ?? {},
    response_body: last?.body ?? null,
    response_error: last?.error ?? null,
  };
}

export function deliveryV2(delivery: Delivery) {
  return {
    id: delivery.id,
    status: delivery.status,
    payload: payload(delivery.event, "v2.0", true),
    delivery_attempts: delivery.attempts.map(({ startedAt, completedAt, status, error }) => ({
      started_at: startedAt,
      completed_at: completedAt,
      response_status: status,
      response_error: error,
    })),
  };
}
