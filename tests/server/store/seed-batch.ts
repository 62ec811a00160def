import { anActor } from "../../an-actor.ts";
import type { TestDatabase } from "../../database.ts";

/** One that goes on, with an item that is still to be done and one that was refused. */
export async function seedBatch(
  admin: TestDatabase["admin"],
  of: { companyId: string; recordId: string; activityId: string; word: string },
): Promise<{ batchId: string }> {
  const [batch] = await admin("batches")
    .insert({
      company_id: of.companyId,
      action: "retry",
      by: JSON.stringify({ ...anActor, name: of.word }),
    })
    .returning<{ batch_id: string }[]>("batch_id");
  const item = {
    company_id: of.companyId,
    batch_id: batch!.batch_id,
    record_id: of.recordId,
    activity_id: of.activityId,
  };
  await admin("batch_items").insert([
    { ...item, place: 1 },
    { ...item, place: 2, outcome: "refused", reason: of.word },
  ]);
  return { batchId: batch!.batch_id };
}
