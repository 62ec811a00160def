import type { Request } from "express";
import type { Knex } from "knex";
import { audit, type Facts } from "../audit/audit.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import { type Batch, type BatchCounts, openBatch, startBatch } from "../store/batches.ts";
import { chosenByFilter, chosenByIds, countChosen } from "../store/chosen-activities.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { filterFacts, filterOf, tabWords } from "./activity-filter.ts";
import type { BatchRequest } from "./batch-requests.ts";
import { allow } from "./company-request.ts";
import type { BatchAction } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { actWithin, type CompanySight } from "./sight.ts";

export const batchWords: Record<BatchAction, string> = {
  retry: "Retry",
  acknowledge: "Acknowledge",
  archive: "Archive",
  bring_back: "Bring back",
};

/** What is done to activities alone, and to no record. */
const OF_LISTS: readonly BatchAction[] = ["archive", "bring_back"];

/** Notes what it is to do; a job does it, and asks then what the person may do. */
export async function beginBatch(
  parts: ApiParts,
  req: Request,
  { sight, asked }: { sight: CompanySight; asked: BatchRequest },
): Promise<Batch & BatchCounts> {
  await requireSomeRight(parts, req, asked.action);
  const { companyId } = sight;
  const { action } = asked;
  const by = parts.actorOf(req);
  return inCompany(parts.db, companyId, async (scope) => {
    if (!(await connectionInUse(scope, companyId))) {
      throw new ConflictError("Crosstie is not in use here: no ERP is connected.");
    }
    await requireAllThere(scope, sight, asked);
    const items = itemsOf(scope, sight, asked);
    const batch = await startBatch(scope, { companyId, action, by }, items);
    if (!batch) throw await busy(scope, companyId);
    if (batch.total === 0) throw new ConflictError("Nothing matches any more. Look again.");
    await parts.jobs.send("work-batch", { companyId }, { trx: scope });
    await audit(scope, {
      companyId,
      by,
      action: "batch_started",
      subject: { kind: "batch", id: batch.batchId, name: batchWords[action] },
      after: { Activities: batch.total, ...factsOf(asked) },
    });
    return batch;
  });
}

/** Without any there is no use in beginning. */
async function requireSomeRight(parts: ApiParts, req: Request, action: BatchAction): Promise<void> {
  if (OF_LISTS.includes(action)) await allow(parts, req, "changeSettings");
  else await actWithin(parts, req);
}

async function requireAllThere(
  scope: Scope,
  { companyId, within }: CompanySight,
  { chosen }: BatchRequest,
): Promise<void> {
  if ("filter" in chosen) return;
  const { activityIds } = chosen;
  const missing =
    activityIds.length - (await countChosen(scope, { companyId, within, activityIds }));
  if (missing > 0) {
    throw new NotFoundError(
      `${missing} of the chosen activities are not there any more. Refresh the page and choose again.`,
    );
  }
}

function itemsOf(
  scope: Scope,
  { companyId, within }: CompanySight,
  { action, tab, chosen }: BatchRequest,
): Knex.QueryBuilder {
  if (!("filter" in chosen)) {
    const of = { companyId, within, activityIds: chosen.activityIds };
    return chosenByIds(scope, of, { isOfRecord: !OF_LISTS.includes(action) });
  }
  return chosenByFilter(
    scope,
    { filter: filterOf({ companyId, within }, chosen.filter), tab },
    chosen,
  );
}

async function busy(scope: Scope, companyId: string): Promise<ConflictError> {
  const other = await openBatch(scope, companyId);
  const whose = other ? `“${batchWords[other.action]}” of ${other.by.name}` : "Another one";
  return new ConflictError(`${whose} is under way. Wait until it has ended, or stop it.`);
}

const factsOf = ({ tab, chosen: given }: BatchRequest): Facts => ({
  Tab: tabWords[tab],
  Chosen: "filter" in given ? "all that match" : "one by one",
  ...("filter" in given && filterFacts(given.filter)),
});
