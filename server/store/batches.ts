import type { Knex } from "knex";
import type { AcrossScope, Scope } from "../database/scope.ts";
import type { Actor } from "./audit-log.ts";
import { columns } from "./columns.ts";

export type BatchAction = "retry" | "acknowledge" | "archive" | "bring_back";

/** One act of a person on many activities. */
export interface Batch {
  companyId: string;
  batchId: string;
  action: BatchAction;
  by: Actor;
  startedAt: Date;
  endedAt: Date | null;
  /** Why it ended before all was done. */
  problem: string | null;
}

export interface BatchCounts {
  total: number;
  done: number;
  /** Asked for, and not tried yet. */
  sent: number;
  /** Tried: they wait for something else. */
  waiting: number;
  refused: number;
}

export interface BatchItem {
  place: number;
  recordId: string;
  /** A completed one, or the newest open one of its record. */
  activityId: string;
}

const { fromRow, names } = columns<Batch>({
  companyId: "company_id",
  batchId: "batch_id",
  action: "action",
  by: "by",
  startedAt: "started_at",
  endedAt: "ended_at",
  problem: "problem",
});

type OfBatch = Pick<Batch, "companyId" | "batchId">;

const ofBatch = ({ companyId, batchId }: OfBatch) => ({ company_id: companyId, batch_id: batchId });

/** `items`: with `record_id` and `activity_id`. Undefined: another one is under way. */
export async function startBatch(
  scope: Scope,
  { companyId, action, by }: Pick<Batch, "companyId" | "action" | "by">,
  items: Knex.QueryBuilder,
): Promise<(Batch & BatchCounts) | undefined> {
  await scope("batches")
    .where({ company_id: companyId })
    .where("ended_at", "<", scope.raw("now() - interval '30 days'"))
    .delete();
  const [begun] = await scope("batches")
    .insert({ company_id: companyId, action, by: JSON.stringify(by) })
    .onConflict(scope.raw("(company_id) where ended_at is null"))
    .ignore()
    .returning<{ batch_id: string }[]>("batch_id");
  if (!begun) return undefined;
  await scope.raw(
    `insert into batch_items (company_id, batch_id, place, record_id, activity_id)
     select ?, ?, row_number() over (order by activity_id), record_id, activity_id from (?) as chosen`,
    [companyId, begun.batch_id, items],
  );
  return findBatch(scope, { companyId, batchId: begun.batch_id });
}

export async function openBatch(scope: Scope, companyId: string): Promise<Batch | undefined> {
  const row = await scope("batches")
    .where({ company_id: companyId, ended_at: null })
    .first<object | undefined>(names());
  return row && fromRow(row);
}

export async function findBatch(
  scope: Scope,
  batch: OfBatch,
): Promise<(Batch & BatchCounts) | undefined> {
  const row = await scope("batches").where(ofBatch(batch)).first<object | undefined>(names());
  return row && { ...fromRow(row), ...(await countItems(scope, batch)) };
}

export async function newestBatch(
  scope: Scope,
  companyId: string,
): Promise<(Batch & BatchCounts) | undefined> {
  const row = await scope("batches")
    .where({ company_id: companyId })
    .orderBy("batch_id", "desc")
    .first<{ batch_id: string } | undefined>("batch_id");
  return row && findBatch(scope, { companyId, batchId: row.batch_id });
}

export async function countItems(scope: Scope, batch: OfBatch): Promise<BatchCounts> {
  const [counts] = await scope("batch_items")
    .where(ofBatch(batch))
    .select<BatchCounts[]>(
      scope.raw("count(*)::int as total"),
      scope.raw("count(*) filter (where outcome = 'done')::int as done"),
      scope.raw("count(*) filter (where outcome = 'sent')::int as sent"),
      scope.raw("count(*) filter (where outcome = 'waiting')::int as waiting"),
      scope.raw("count(*) filter (where outcome = 'refused')::int as refused"),
    );
  return counts!;
}

export async function itemsLeft(scope: Scope, batch: OfBatch, limit: number): Promise<BatchItem[]> {
  return scope("batch_items")
    .where(ofBatch(batch))
    .whereNull("outcome")
    .orderBy("place")
    .limit(limit)
    .select<BatchItem[]>(
      "place",
      scope.ref("record_id").as("recordId"),
      scope.ref("activity_id").as("activityId"),
    );
}

/** Returns the places that were still open: another process may have been quicker. */
export async function settleItems(
  scope: Scope,
  batch: OfBatch,
  { places, reason, sentAt }: { places: readonly number[]; reason: string | null; sentAt?: Date },
): Promise<number[]> {
  const outcome = reason !== null ? "refused" : sentAt ? "sent" : "done";
  const rows = await scope("batch_items")
    .where(ofBatch(batch))
    .whereNull("outcome")
    .whereIn("place", places)
    .update({ outcome, reason, sent_at: sentAt ?? null })
    .returning<{ place: number }[]>("place");
  return rows.map(({ place }) => place);
}

/** False: it has ended already. */
export async function endBatch(
  scope: Scope,
  batch: OfBatch,
  problem: string | null,
): Promise<boolean> {
  const ended = await scope("batches")
    .where({ ...ofBatch(batch), ended_at: null })
    .update({ ended_at: scope.fn.now(), problem });
  return ended > 0;
}

export type RefusedItem = Pick<BatchItem, "place" | "activityId"> & {
  outcome: "waiting" | "refused";
  reason: string;
  kind: string;
  procoreId: string;
  number: string;
  title: string;
};

/** In their order, from behind `after` on. */
export async function refusedItems(
  scope: Scope,
  batch: OfBatch,
  { after, limit }: { after: number; limit: number },
): Promise<RefusedItem[]> {
  return scope("batch_items as item")
    .join("records as r", (on) =>
      on.on("r.company_id", "item.company_id").andOn("r.record_id", "item.record_id"),
    )
    .where({
      "item.company_id": batch.companyId,
      "item.batch_id": batch.batchId,
    })
    .whereIn("item.outcome", ["waiting", "refused"])
    .where("item.place", ">", after)
    .orderBy("item.place")
    .limit(limit)
    .select<RefusedItem[]>(
      "item.place",
      "item.outcome",
      "item.reason",
      "r.kind",
      "r.number",
      "r.title",
      scope.ref("item.activity_id").as("activityId"),
      scope.ref("r.procore_id").as("procoreId"),
    );
}

/** Of these companies, those with one that goes on: its job may be lost. */
export async function companiesWithBatches(
  scope: AcrossScope,
  companyIds: string[],
): Promise<string[]> {
  return scope("batches")
    .whereIn("company_id", companyIds)
    .whereNull("ended_at")
    .pluck<string[]>("company_id");
}
