import { Router } from "express";
import { inCompany, type Scope } from "../database/scope.ts";
import { NotAllowedError } from "../errors.ts";
import { allKinds } from "../kinds/index.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { countGrid, eventsOfRecord, listGrid } from "../store/record-grid.ts";
import { failureOf } from "./activity-view.ts";
import { read } from "./company-request.ts";
import { Comparison, RecordDetails, RecordGrid, RecordStatus } from "./contract.ts";
import { lastComparison } from "./last-comparison.ts";
import type { ApiParts } from "./parts.ts";
import { contextOf, filterOf, findRow, isWithin } from "./record-context.ts";
import { gridRecord, nameOfConnection, NOT_THEIRS } from "./record-view.ts";
import { RecordQuery, Resolution } from "./requests.ts";
import { actWithin, type CompanySight, sightOf } from "./sight.ts";
import { synchronize } from "./synchronize.ts";

const EVENTS_SHOWN = 10;
const NONE = Object.fromEntries(RecordStatus.options.map((status) => [status, 0]));

/** The Integration page. */
export function records(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const sight = await sightOf(parts, req);
    const { cursor, limit, ...asked } = read(RecordQuery, req.query);
    const filter = filterOf(sight, asked);
    const grid = await inCompany(db, sight.companyId, async (scope) => {
      const rows = await listGrid(scope, filter, { before: cursor, limit });
      const context = await contextOf(scope, sight, rows);
      const isOfDifferences = asked.status === "desynchronized";
      const counted = await countGrid(scope, filter);
      return {
        items: rows.map((row) => gridRecord(context, row)),
        nextCursor: rows.length === limit ? rows.at(-1)?.record.recordId : null,
        counts: {
          ...NONE,
          ...counted,
          all: Object.values(counted).reduce((sum, count) => sum + count, 0),
        },
        compared: isOfDifferences ? await comparedOf(scope, sight) : null,
        types: allKinds().map(({ name: id, words }) => ({ id, name: words.type })),
        connections: [...context.connections].map(([id, connection]) => ({
          id,
          name: nameOfConnection(connection),
          isInUse: connection.isInUse,
        })),
      };
    });
    res.json(RecordGrid.parse(grid));
  });

  async function comparedOf(scope: Scope, { companyId, within }: CompanySight) {
    const connection = await findConnection(scope, companyId);
    if (!connection) return null;
    const { comparedAt, shown, differing } = await lastComparison(scope, connection, within);
    return {
      at: comparedAt?.toISOString() ?? null,
      reconciledAt: (shown?.finishedAt ?? shown?.startedAt)?.toISOString() ?? null,
      differing,
    };
  }

  router.get("/:recordId", async (req, res) => {
    const sight = await sightOf(parts, req);
    const { permissions } = sight;
    const details = await inCompany(db, sight.companyId, async (scope) => {
      const row = await findRow(scope, req, sight);
      const { record } = row;
      const context = await contextOf(scope, sight, [row]);
      const connection = context.connections.get(record.connectionId);
      const events = await eventsOfRecord(scope, record, EVENTS_SHOWN);
      return {
        ...gridRecord(context, row),
        failure: failureOf({ connection, permissions }, record.failure, record),
        seenAt: record.seenAt.toISOString(),
        events: events.map(({ detectedAt, changedBy, requestedBy, ...event }) => ({
          ...event,
          at: detectedAt.toISOString(),
          by: requestedBy ?? changedBy,
        })),
      };
    });
    res.json(RecordDetails.parse(details));
  });

  router.get("/:recordId/comparison", async (req, res) => {
    const sight = await sightOf(parts, req);
    const { record } = await inCompany(db, sight.companyId, (scope) => findRow(scope, req, sight));
    res.json(Comparison.parse(await parts.actions.compare(record)));
  });

  router.post("/:recordId/resolve", async (req, res) => {
    const sight = await sightOf(parts, req);
    const { record } = await inCompany(db, sight.companyId, (scope) => findRow(scope, req, sight));
    if (!isWithin(await actWithin(parts, req), record)) throw new NotAllowedError(NOT_THEIRS);
    const choice = read(Resolution, req.body);
    await parts.actions.resolve(record, { ...choice, by: parts.actorOf(req) });
    res.status(202).json({});
  });

  router.post("/synchronize", synchronize(parts));

  return router;
}
