import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type RequestHandler, Router } from "express";
import type { Knex } from "knex";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import { companyRows, companyTables } from "../store/company-tables.ts";
import { allow } from "./company-request.ts";
import type { ApiParts } from "./parts.ts";

const PAGE = 100;

/** Each page is a transaction of its own, and is read once the client has taken the one before. */
export function exported(parts: ApiParts): Router {
  const download: RequestHandler = async (req, res) => {
    const { companyId } = await allow(parts, req, "setUp");
    await inCompany(parts.db, companyId, (scope) =>
      audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "exported",
        subject: { kind: "company", id: companyId, name: "Everything" },
      }),
    );
    const day = new Date().toISOString().slice(0, 10);
    res
      .attachment(`crosstie-${companyId}-${day}.ndjson`)
      // after the name, whose ending says nothing to Express
      .type("application/x-ndjson")
      .set("x-content-type-options", "nosniff");
    const lines = Readable.from(linesOf(parts.db, companyId), { highWaterMark: 1 });
    await pipeline(lines, res).catch((error: NodeJS.ErrnoException) => {
      const hasLeft = error.code === "ERR_STREAM_PREMATURE_CLOSE";
      if (!hasLeft) throw error;
    });
  };
  return Router({ mergeParams: true }).get("/", download);
}

/** Cut off, it lacks the last line. */
async function* linesOf(db: Knex, companyId: string): AsyncGenerator<string> {
  let count = 0;
  for (const table of await companyTables(db)) {
    let after: string[] | undefined;
    do {
      const page = await inCompany(db, companyId, (scope) =>
        companyRows(scope, table, { companyId, after, limit: PAGE }),
      );
      count += page.rows.length;
      yield page.rows.map((row) => line({ table: table.name, row })).join("");
      after = page.rows.length === PAGE && table.key.length > 0 ? page.last : undefined;
    } while (after);
  }
  yield line({ rows: count });
}

const line = (of: object): string => `${JSON.stringify(of)}\n`;
