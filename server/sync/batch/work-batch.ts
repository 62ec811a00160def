import { audit } from "../../audit/audit.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { CredentialsRefusedError } from "../../errors.ts";
import type { Task } from "../../jobs/tasks.ts";
import {
  type Batch,
  type BatchAction,
  countItems,
  endBatch,
  itemsLeft,
  openBatch,
} from "../../store/batches.ts";
import { connectionInUse } from "../../store/connections-in-use.ts";
import type { SyncParts } from "../parts.ts";
import { acknowledgeItems } from "./acknowledge-items.ts";
import { archiveItems, bringBackItems } from "./archive-items.ts";
import { followSent } from "./follow-sent.ts";
import { retryItems } from "./retry-items.ts";
import type { Turn } from "./turn.ts";

type Act = (parts: SyncParts, turn: Turn) => Promise<void>;

const acts: Record<BatchAction, { act: Act; atOnce: number }> = {
  retry: { act: retryItems, atOnce: 25 },
  acknowledge: { act: acknowledgeItems, atOnce: 200 },
  archive: { act: archiveItems, atOnce: 500 },
  bring_back: { act: bringBackItems, atOnce: 500 },
};

/** Then it makes room for other companies, and goes on in a job of its own. */
const LONGEST_MS = 30_000;

export function workBatch(parts: SyncParts): Task<"work-batch"> {
  return async ({ companyId }, { signal, isLastTry }) => {
    const until = Date.now() + LONGEST_MS;
    while (Date.now() < until) {
      signal.throwIfAborted();
      const batch = await inCompany(parts.db, companyId, (scope) => openBatch(scope, companyId));
      if (!batch) return;
      await followSent(parts, batch);
      const next = await inCompany(parts.db, companyId, (scope) => nextOf(scope, companyId));
      if (next === "has ended") return;
      if (next === "is followed") return lookAgain(parts, companyId);
      const turn = { ...next, signal, isLastTry };
      await acts[next.batch.action].act(parts, turn).catch(async (error: unknown) => {
        // It acts in the name of a person who has signed out.
        if (!(error instanceof CredentialsRefusedError)) throw error;
        await inCompany(parts.db, companyId, (scope) => end(scope, next.batch, SIGNED_OUT));
      });
    }
    await parts.jobs.send("work-batch", { companyId });
  };
}

/** What was sent is under way: the job makes room meanwhile. */
const lookAgain = ({ jobs, durations }: SyncParts, companyId: string): Promise<void> =>
  jobs.send(
    "work-batch",
    { companyId },
    { startAfter: new Date(Date.now() + durations.sendAgainMs) },
  );

const SIGNED_OUT =
  "Whoever asked for it signed out before it was done. Sign in and do the rest again.";
const NOT_IN_USE = "Crosstie is not in use here any more.";

async function nextOf(
  scope: Scope,
  companyId: string,
): Promise<Pick<Turn, "batch" | "items"> | "is followed" | "has ended"> {
  const batch = await openBatch(scope, companyId);
  if (!batch) return "has ended";
  const isInUse = (await connectionInUse(scope, companyId)) !== undefined;
  const items = isInUse ? await itemsLeft(scope, batch, acts[batch.action].atOnce) : [];
  if (items.length > 0) return { batch, items };
  if (isInUse && (await countItems(scope, batch)).sent > 0) return "is followed";
  await end(scope, batch, isInUse ? null : NOT_IN_USE);
  return "has ended";
}

async function end(scope: Scope, batch: Batch, problem: string | null): Promise<void> {
  if (!(await endBatch(scope, batch, problem))) return;
  const { total, done, sent, waiting, refused } = await countItems(scope, batch);
  const { companyId, batchId, action, by } = batch;
  await audit(scope, {
    companyId,
    by,
    action: "batch_ended",
    subject: { kind: "batch", id: batchId, name: action },
    after: {
      Done: done,
      Refused: refused,
      ...(waiting > 0 && { Waiting: waiting }),
      ...(sent > 0 && { "Under way": sent }),
      ...(problem && { "Not done": total - done - sent - waiting - refused, Reason: problem }),
    },
  });
}
