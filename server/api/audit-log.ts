import { pipeline } from "node:stream/promises";
import { Router } from "express";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { type AuditFilter, listAuditEntries, peopleInAuditLog } from "../store/audit-log.ts";
import { filterFacts } from "./activity-filter.ts";
import { entryView, writerOf } from "./audit-view.ts";
import { allow, read } from "./company-request.ts";
import { type AuditEntry, AuditPage } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { AuditExport, AuditQuery } from "./requests.ts";

/** Entries that are read, and held, at once. */
const EXPORTED_AT_ONCE = 500;

export function auditLog(parts: ApiParts): Router {
  const { db } = parts;
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const { companyId } = await allow(parts, req, "seeAuditLog");
    const { cursor, limit, ...asked } = read(AuditQuery, req.query);
    const filter = filterOf(companyId, asked);
    const page = await inCompany(db, companyId, async (scope): Promise<AuditPage> => {
      const rows = await listAuditEntries(scope, filter, { before: cursor, limit });
      return {
        items: rows.map(entryView),
        nextCursor: rows.length === limit ? (rows.at(-1)?.sequence ?? null) : null,
        people: await peopleInAuditLog(scope, companyId),
      };
    });
    res.json(AuditPage.parse(page));
  });

  router.get("/export", async (req, res) => {
    const { companyId } = await allow(parts, req, "seeAuditLog");
    const { format, ...asked } = read(AuditExport, req.query);
    const filter = filterOf(companyId, asked);
    await inCompany(db, companyId, (scope) =>
      audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "audit_log_exported",
        subject: { kind: "audit_log", id: companyId, name: "Audit log" },
        after: { Format: format, ...filterFacts(asked) },
      }),
    );
    const day = new Date().toISOString().slice(0, 10);
    res.attachment(`crosstie-audit-log-${companyId}-${day}.${format}`);
    res.type(format === "csv" ? "text/csv" : "application/x-ndjson");
    await pipeline(allEntries(db, filter), writerOf(format), res).catch(
      (error: NodeJS.ErrnoException) => {
        // whoever hangs up has cancelled it
        if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
      },
    );
  });

  return router;
}

/** Oldest first. A transaction for each page: whoever reads slowly must not hold one. */
async function* allEntries(db: ApiParts["db"], filter: AuditFilter): AsyncGenerator<AuditEntry> {
  for (let after = "0"; ;) {
    const rows = await inCompany(db, filter.companyId, (scope) =>
      listAuditEntries(scope, filter, { after, limit: EXPORTED_AT_ONCE }),
    );
    yield* rows.map(entryView);
    const last = rows[EXPORTED_AT_ONCE - 1];
    if (!last) return;
    after = last.sequence;
  }
}

type Asked = Omit<ReturnType<typeof AuditExport.parse>, "format">;

function filterOf(companyId: string, { by, action, since, until }: Asked): AuditFilter {
  const isPerson = by !== undefined && /^\d/.test(by);
  return {
    companyId,
    ...(by && (isPerson ? { userId: by } : { actor: by as AuditFilter["actor"] })),
    action,
    since: since ? new Date(since) : undefined,
    until: until ? new Date(until) : undefined,
  };
}
