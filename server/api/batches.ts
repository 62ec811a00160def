import { type Request, Router } from "express";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { ConflictError, NotAllowedError, NotFoundError } from "../errors.ts";
import { kindOf } from "../kinds/index.ts";
import {
  type Batch as StoredBatch,
  type BatchCounts,
  endBatch,
  findBatch,
  newestBatch,
  refusedItems,
} from "../store/batches.ts";
import { commonReasons, type ReasonCount } from "../store/sent-items.ts";
import { may } from "./access.ts";
import { BatchRequest, RefusedQuery } from "./batch-requests.ts";
import { read } from "./company-request.ts";
import { Batch, NewestBatch, RefusedPage } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { actWithin, type CompanySight, sightOf } from "./sight.ts";
import { batchWords, beginBatch } from "./start-batch.ts";

const REASONS_SHOWN = 3;

export function batches(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  async function find(req: Request) {
    const sight = await sightOf(parts, req);
    const of = { companyId: sight.companyId, batchId: idOf(req, "batchId") };
    const batch = await inCompany(db, of.companyId, (scope) => findBatch(scope, of));
    if (!batch || !isSeen(req, sight, batch)) throw new NotFoundError("There is no such batch.");
    return { sight, batch };
  }

  /** Whoever sees a part of the company sees their own: others' name records elsewhere. */
  const isSeen = (req: Request, { within }: CompanySight, batch: StoredBatch) =>
    within === undefined || isOwn(req, batch);
  const isOwn = (req: Request, { by }: StoredBatch) => by.userId === parts.userOf(req).userId;
  const canStop = (req: Request, { permissions }: CompanySight, batch: StoredBatch) =>
    batch.endedAt === null && (isOwn(req, batch) || may.changeSettings(permissions));
  async function view(req: Request, sight: CompanySight, batch: StoredBatch & BatchCounts) {
    const reasons = await inCompany(db, sight.companyId, (scope) =>
      commonReasons(scope, batch, REASONS_SHOWN),
    );
    return batchView({ ...batch, reasons }, canStop(req, sight, batch));
  }

  router.post("/", async (req, res) => {
    const sight = await sightOf(parts, req);
    const batch = await beginBatch(parts, req, { sight, asked: read(BatchRequest, req.body) });
    res.status(202).json(Batch.parse(await view(req, sight, batch)));
  });

  router.get("/newest", async (req, res) => {
    const sight = await sightOf(parts, req);
    const batch = await inCompany(db, sight.companyId, (scope) =>
      newestBatch(scope, sight.companyId),
    );
    const shown = batch && isSeen(req, sight, batch) ? await view(req, sight, batch) : null;
    res.json(NewestBatch.parse({ batch: shown }));
  });

  router.get("/:batchId/refused", async (req, res) => {
    const { batch } = await find(req);
    const { cursor, limit } = read(RefusedQuery, req.query, "the address");
    const rows = await inCompany(db, batch.companyId, (scope) =>
      refusedItems(scope, batch, { after: cursor, limit }),
    );
    const items = rows.map((row) => ({
      activityId: row.activityId,
      procoreId: row.procoreId,
      resourceWord: kindOf(row).words.type,
      title: kindOf(row).listed(row),
      reason: row.reason,
      isWaiting: row.outcome === "waiting",
    }));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    res.json(RefusedPage.parse({ items, nextCursor: last ? String(last.place) : null }));
  });

  router.post("/:batchId/stop", async (req, res) => {
    await actWithin(parts, req);
    const { sight, batch } = await find(req);
    const { companyId, batchId, action } = batch;
    if (batch.endedAt !== null) throw new ConflictError("It has ended already.");
    if (!canStop(req, sight, batch)) {
      throw new NotAllowedError(
        `${batch.by.name} has begun it: they can stop it, or an admin of the company’s ERP Integrations tool.`,
      );
    }
    const by = parts.actorOf(req);
    const stopped = await inCompany(db, companyId, async (scope) => {
      if (!(await endBatch(scope, batch, `${by.name} stopped it.`))) return false;
      const subject = { kind: "batch", id: batchId, name: batchWords[action] };
      await audit(scope, { companyId, by, action: "batch_stopped", subject });
      return true;
    });
    if (!stopped) throw new ConflictError("It has ended already.");
    const after = await inCompany(db, companyId, (scope) => findBatch(scope, batch));
    res.json(Batch.parse(await view(req, sight, after!)));
  });

  return router;
}

function batchView(
  batch: StoredBatch & BatchCounts & { reasons: ReasonCount[] },
  canStop: boolean,
): Batch {
  const { batchId: id, action, by, total, done, sent, waiting, refused, reasons, problem } = batch;
  return {
    id,
    action,
    by: by.name,
    startedAt: batch.startedAt.toISOString(),
    endedAt: batch.endedAt?.toISOString() ?? null,
    total,
    done,
    underWay: sent,
    waiting,
    refused,
    reasons,
    problem,
    canStop,
  };
}
