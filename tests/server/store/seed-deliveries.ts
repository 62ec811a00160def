import type { TestDatabase } from "../../database.ts";
import { LONG_AGO } from "./seed-people.ts";

export async function seedDeliveries(
  admin: TestDatabase["admin"],
  { companyId, word, userId }: { companyId: string; word: string; userId: string },
): Promise<void> {
  const delivery = {
    company_id: companyId,
    resource_name: "Requisitions",
    resource_id: "501",
    event: "create",
    user_id: userId,
    happened_at: LONG_AGO,
    received_at: LONG_AGO,
    payload: JSON.stringify({ word }),
  };
  await admin("deliveries").insert([
    { ...delivery, delivery_id: `${word}-waits` },
    { ...delivery, delivery_id: `${word}-queued`, queued_at: LONG_AGO },
  ]);
  await admin("set_aside_deliveries").insert({
    company_id: companyId,
    problem: word,
    payload: word,
  });
}
