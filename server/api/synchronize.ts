import type { RequestHandler } from "express";
import type { Actor } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { AppError, NotFoundError, NotSetUpError } from "../errors.ts";
import { labelOf } from "../kinds/index.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { listGrid } from "../store/record-grid.ts";
import type { SyncRecord } from "../store/records.ts";
import { read } from "./company-request.ts";
import { Synchronized } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { connectionsById, isWithin } from "./record-context.ts";
import { asksOf, NOT_THEIRS } from "./record-view.ts";
import { SynchronizeRequest } from "./requests.ts";
import { NOT_IN_USE } from "./see-commitment.ts";
import { actWithin, sightOf } from "./sight.ts";

/** One that may not go holds up none of the others. */
export function synchronize(parts: ApiParts): RequestHandler {
  return async (req, res) => {
    const { companyId, within } = await sightOf(parts, req);
    const theirs = await actWithin(parts, req);
    const { how, recordIds } = read(SynchronizeRequest, req.body);
    const { found, connections } = await inCompany(parts.db, companyId, async (scope) => {
      if (!(await connectionInUse(scope, companyId))) throw new NotSetUpError(NOT_IN_USE);
      return {
        found: await listGrid(scope, { companyId, within, recordIds }, { limit: recordIds.length }),
        connections: await connectionsById(scope, companyId),
      };
    });
    if (found.length === 0) throw new NotFoundError("This company has no such records.");
    const records = found.map(({ record }) => record);
    const done: Synchronized = { asked: [], refused: [] };
    for (const record of records) {
      const isInUse = connections.get(record.connectionId)?.isInUse ?? false;
      const { asks, whyNot } = asksOf(record, { waiting: record.waiting, isInUse });
      const refusal =
        (isWithin(theirs, record) ? undefined : NOT_THEIRS) ??
        (asks === how ? undefined : (whyNot ?? HAS_CHANGED)) ??
        (await push(parts, record, { how, by: parts.actorOf(req) }));
      if (refusal === undefined) done.asked.push(record.recordId);
      else done.refused.push({ id: record.recordId, name: labelOf(record), message: refusal });
    }
    res.status(202).json(Synchronized.parse(done));
  };
}

const HAS_CHANGED = "Its status has changed since: look at it again.";

/** In words why it does not go. Undefined: it goes. */
async function push(
  { actions }: ApiParts,
  record: SyncRecord,
  { how, by }: { how: "synchronize" | "force"; by: Actor },
): Promise<string | undefined> {
  try {
    await actions.pushRecord(record, by, how === "force" ? "retry_requested" : "sync_requested");
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
