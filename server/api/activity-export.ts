import { pipeline } from "node:stream/promises";
import { Router } from "express";
import type { Knex } from "knex";
import { audit } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import type { ActivityFilter, ActivityTab } from "../store/activity-filter.ts";
import { awaitedBy } from "../store/awaited.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { exportedActivities } from "../store/exported-activities.ts";
import { activityColumns } from "./activity-columns.ts";
import { filterFacts, filterOf, tabWords } from "./activity-filter.ts";
import { activityOf, type ViewContext } from "./activity-view.ts";
import { read } from "./company-request.ts";
import { ActivityColumn, ActivityTab as Tab } from "./contract.ts";
import { ActivityExport } from "./export-request.ts";
import type { ApiParts } from "./parts.ts";
import { idOf } from "./places.ts";
import { type Cell, tableFormats } from "./write-table.ts";

/** Activities that are read, and held, at once. */
const AT_ONCE = 500;

export function activityExport(parts: ApiParts): Router {
  return Router({ mergeParams: true }).get("/", async (req, res) => {
    const companyId = idOf(req, "companyId");
    const sight = await parts.seeActivities(parts.userOf(req), companyId);
    const { tab, format, columns, zone, ...asked } = read(ActivityExport, req.query, "the address");
    const filter = filterOf({ companyId, within: sight.within }, asked);
    const names = ActivityColumn.options.filter((name) => columns?.includes(name) ?? true);
    const connection = await inCompany(parts.db, companyId, async (scope) => {
      const found = await findConnection(scope, companyId);
      await audit(scope, {
        companyId,
        by: parts.actorOf(req),
        action: "activities_exported",
        subject: { kind: "activities", id: tab ?? "all", name: tab ? tabWords[tab] : "All tabs" },
        after: { Format: format, Columns: headersOf(names), ...filterFacts(asked) },
      });
      return found;
    });
    const day = new Date().toISOString().slice(0, 10);
    const { mediaType, write } = tableFormats[format];
    res.attachment(`crosstie-activities-${tab ?? "all"}-${day}.${format}`).type(mediaType);
    const table = write({
      columns: names.map((name) => activityColumns[name]),
      rows: rowsOf(
        parts.db,
        { procoreWeb: parts.procoreWeb, connection, permissions: sight.permissions },
        { filter, tabs: tab ? [tab] : Tab.options, names },
      ),
      zone,
    });
    await pipeline([...table, res]).catch((error: NodeJS.ErrnoException) => {
      // whoever hangs up has cancelled it
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    });
  });
}

interface Exported {
  filter: ActivityFilter;
  tabs: readonly ActivityTab[];
  names: ActivityColumn[];
}

/** A transaction for each page: whoever reads slowly must not hold one. */
async function* rowsOf(
  db: Knex,
  context: ViewContext,
  { filter, tabs, names }: Exported,
): AsyncGenerator<Cell[]> {
  const { companyId } = filter;
  for (let before: string | undefined; ;) {
    const { rows, awaited } = await inCompany(db, companyId, async (scope) => {
      const page = await exportedActivities(scope, { filter, tabs }, { before, limit: AT_ONCE });
      const recordIds = page.map(({ recordId }) => recordId);
      return { rows: page, awaited: await awaitedBy(scope, { companyId, recordIds }) };
    });
    for (const row of rows) {
      const activity = activityOf({ ...context, awaited }, row);
      yield names.map((name) => activityColumns[name].cell(activity, row));
    }
    const last = rows[AT_ONCE - 1];
    if (!last) return;
    before = last.activityId;
  }
}

const headersOf = (names: ActivityColumn[]) => names.map((name) => activityColumns[name].header);
