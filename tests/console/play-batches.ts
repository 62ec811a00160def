import {
  Batch,
  NewestBatch,
  RefusedPage,
  Retention,
  type RetentionCount,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";

export interface PlayedBatches {
  batch: Batch | null;
  refusedItems: RefusedPage["items"];
  /** Of each address that was asked for. */
  exports: URLSearchParams[];
  retention: Retention;
  retentionCount: RetentionCount;
}

export const noBatches = (): PlayedBatches => ({
  batch: null,
  refusedItems: [],
  exports: [],
  retention: { archiveAfterMonths: null, eraseAfterYears: null },
  retentionCount: { toArchive: 0, toErase: 0 },
});

/** Undefined: it is another door's. */
export function answerBatches(
  played: PlayedBatches,
  call: string,
  { query, body }: { query: URLSearchParams; body: unknown },
): Answer | undefined {
  if (call === "GET /activities/export") {
    played.exports.push(query);
    return { status: 200, body: { rows: 1 } };
  }
  if (call === "GET /retention") return { status: 200, body: played.retention };
  if (call === "GET /retention/count") return { status: 200, body: played.retentionCount };
  if (call === "PUT /retention") {
    played.retention = Retention.parse(body);
    return { status: 200, body: played.retention };
  }
  if (call === "GET /batches/newest") {
    return { status: 200, body: NewestBatch.parse({ batch: played.batch }) };
  }
  if (call === "POST /batches") {
    const { action, chosen } = body as {
      action: Batch["action"];
      chosen: { activityIds?: string[]; seen?: number };
    };
    if (played.batch?.endedAt === null) return refusal(409, "conflict", "One is under way.");
    played.batch = aBatch({ action, total: chosen.seen ?? chosen.activityIds!.length });
    return { status: 202, body: Batch.parse(played.batch) };
  }
  if (/^GET \/batches\/\d+\/refused$/.test(call)) {
    const page = { items: played.refusedItems, nextCursor: null };
    return { status: 200, body: RefusedPage.parse(page) };
  }
  if (/^POST \/batches\/\d+\/stop$/.test(call)) {
    Object.assign(played.batch!, { endedAt: now(), problem: "Rosa Delgado stopped it." });
    return { status: 200, body: Batch.parse(played.batch) };
  }
  return undefined;
}

const now = () => new Date().toISOString();

const aBatch = (of: Pick<Batch, "action" | "total">): Batch => ({
  ...of,
  id: "1",
  by: "Rosa Delgado",
  startedAt: now(),
  endedAt: null,
  done: 0,
  underWay: 0,
  waiting: 0,
  refused: 0,
  reasons: [],
  problem: null,
  canStop: true,
});
