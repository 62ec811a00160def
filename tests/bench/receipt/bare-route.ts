import express, { type Express } from "express";
import type { Knex } from "knex";
import type { PayloadV3 } from "../../fixtures/procore/webhooks/v3.ts";

/**
 * The least that keeps a delivery: parse the body, insert its row, answer. No secret, no checks, no
 * repeat taken into account.
 */
export function bareRoute(db: Knex): Express {
  return express().post("/webhooks/procore", express.json(), async (req, res) => {
    const body = req.body as PayloadV3;
    await db("deliveries").insert({
      company_id: String(body.company_id),
      delivery_id: body.ulid,
      resource_name: body.resource_name,
      resource_id: String(body.resource_id),
      project_id: String(body.project_id),
      event: body.event_type,
      user_id: String(body.user_id),
      source_application_id: body.metadata.source_application_id,
      source_user_id: String(body.metadata.source_user_id),
      happened_at: body.timestamp,
      payload: JSON.stringify(body),
    });
    res.status(204).end();
  });
}
