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
      const next = await inCompany(parts.db, companyId, (scope) => nextOf(scope, companyId));
      if (!next) return;
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

const SIGNED_OUT =
  "Whoever asked for it signed out before it was done. Sign in and do the rest again.";
const NOT_IN_USE = "Crosstie is not in use here any more.";

/** Undefined: there is nothing left to do. */
async function nextOf(
  scope: Scope,
  companyId: string,
): Promise<Pick<Turn, "batch" | "items"> | undefined> {
  const batch = await openBatch(scope, companyId);
  if (!batch) return undefined;
  const isInUse = (await connectionInUse(scope, companyId)) !== undefined;
  const items = isInUse ? await itemsLeft(scope, batch, acts[batch.action].atOnce) : [];
  if (items.length > 0) return { batch, items };
  await end(scope, batch, isInUse ? null : NOT_IN_USE);
  return undefined;
}

async function end(scope: Scope, batch: Batch, problem: string | null): Promise<void> {
  if (!(await endBatch(scope, batch, problem))) return;
  const { total, done, refused } = await countItems(scope, batch);
  const { companyId, batchId, action, by } = batch;
  await audit(scope, {
    companyId,
    by,
    action: "batch_ended",
    subject: { kind: "batch", id: batchId, name: action },
    after: {
      Done: done,
      Refused: refused,
      ...(problem && { "Not done": total - done - refused, Reason: problem }),
    },
  });
}
