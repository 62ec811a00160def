import type { Scope } from "../database/scope.ts";
import type { Batch, BatchItem } from "./batches.ts";
import { joinedRecord, type SyncRecord } from "./records.ts";

type OfBatch = Pick<Batch, "companyId" | "batchId">;

/** An item of a batch whose record was asked for. */
export type SentItem = Pick<BatchItem, "place"> & { sentAt: Date; record: SyncRecord };

const { names: recordNames, fromRow: recordFrom } = joinedRecord;

/** In their order, from behind `after` on, without those that are in line and not sent for long. */
export async function sentItems(
  scope: Scope,
  { companyId, batchId }: OfBatch,
  { after, limit, longAgo }: { after: number; limit: number; longAgo: Date },
): Promise<SentItem[]> {
  const rows = await scope("batch_items as item")
    .join("records", (on) =>
      on.on("records.company_id", "item.company_id").andOn("records.record_id", "item.record_id"),
    )
    .where({ "item.company_id": companyId, "item.batch_id": batchId, "item.outcome": "sent" })
    .where("item.place", ">", after)
    .whereRaw(
      `not (records.status = 'pending' and records.waiting is null and records.waiting_for is null
        and item.sent_at > ?)`,
      [longAgo],
    )
    .orderBy("item.place")
    .limit(limit)
    .select<{ place: number; sentAt: Date }[]>(
      "item.place",
      scope.ref("item.sent_at").as("sentAt"),
      ...recordNames,
    );
  return rows.map((row) => ({
    place: row.place,
    sentAt: row.sentAt,
    record: recordFrom(row)!,
  }));
}

export interface Tried {
  place: number;
  outcome: "done" | "waiting" | "refused";
  reason: string | null;
}

export async function settleTried(
  scope: Scope,
  { companyId, batchId }: OfBatch,
  tried: Tried[],
): Promise<void> {
  await scope.raw(
    `update batch_items item set outcome = now.outcome, reason = now.reason
       from jsonb_to_recordset(?::jsonb) as now (place int, outcome text, reason text)
      where item.company_id = ? and item.batch_id = ? and item.place = now.place and item.outcome = 'sent'`,
    [JSON.stringify(tried), companyId, batchId],
  );
}

export interface ReasonCount {
  reason: string;
  count: number;
}

/** Why most of what did not work did not. */
export async function commonReasons(
  scope: Scope,
  { companyId, batchId }: OfBatch,
  limit: number,
): Promise<ReasonCount[]> {
  return scope("batch_items")
    .where({ company_id: companyId, batch_id: batchId, outcome: "refused" })
    .groupBy("reason")
    .orderByRaw("count(*) desc, reason")
    .limit(limit)
    .select<ReasonCount[]>("reason", scope.raw("count(*)::int as count"));
}
