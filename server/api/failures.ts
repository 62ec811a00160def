import { Router } from "express";
import { type Act, audit } from "../audit/audit.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import { ConflictError } from "../errors.ts";
import { kindOf, labelOf, sentKinds } from "../kinds/index.ts";
import { type ActivityRow, readActivities } from "../store/activity-rows.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import {
  type Acknowledged,
  acknowledgeFailures,
  type FailedRecord as StoredFailed,
  failedRecords,
} from "../store/failed-records.ts";
import { countProblems } from "../store/problems.ts";
import { read } from "./company-request.ts";
import { Bell, type FailedRecord } from "./contract.ts";
import type { ApiParts } from "./parts.ts";
import { WhichFailures } from "./requests.ts";
import { actWithin, type CompanySight, mayAct, sightOf } from "./sight.ts";

const MOST_IN_BELL = 10;

/** The bell: what failed, and what of that nobody has taken note of. */
export function failures(parts: ApiParts): Router {
  const router = Router({ mergeParams: true });

  router.get("/", async (req, res) => {
    const seen = await sightOf(parts, req);
    const bell = await inCompany(parts.db, seen.companyId, (scope) => bellOf(scope, seen));
    res.json(Bell.parse(bell));
  });

  router.post("/acknowledge", async (req, res) => {
    const seen = await sightOf(parts, req);
    const within = await actWithin(parts, req);
    const asked = read(WhichFailures, req.body);
    const by = parts.actorOf(req);
    const { companyId } = seen;
    const which = "until" in asked ? { until: new Date(asked.until) } : asked;
    const bell = await inCompany(parts.db, companyId, async (scope) => {
      if (!(await connectionInUse(scope, companyId))) {
        throw new ConflictError("Crosstie is not installed here any more, so nothing rings.");
      }
      const taken = await acknowledgeFailures(scope, { companyId, within, ...which }, by);
      const after = await bellOf(scope, seen);
      if (taken.length > 0) await auditTaken(scope, { companyId, by }, taken);
      return after;
    });
    res.json(Bell.parse(bell));
  });

  return router;
}

async function auditTaken(
  scope: Scope,
  act: Pick<Act, "companyId" | "by">,
  taken: Acknowledged[],
): Promise<void> {
  const [one] = taken.length === 1 ? taken : [];
  const subject = one
    ? { kind: one.kind, id: one.procoreId, name: labelOf(one) }
    : { kind: "failures", id: act.companyId, name: `${taken.length} failures` };
  const after = { Records: taken.map(labelOf) };
  await audit(scope, { ...act, action: "failures_acknowledged", subject, after });
}

async function bellOf(scope: Scope, seen: CompanySight): Promise<Bell> {
  const { companyId, within } = seen;
  const of = { companyId, within };
  const { unacknowledged, newest } = await failedRecords(scope, of, MOST_IN_BELL);
  const ids = newest.map(({ activityId }) => activityId);
  const rows = await readActivities(scope, companyId, (query) =>
    query.whereIn("a.activity_id", ids),
  );
  const byId = new Map(rows.map((row) => [row.activityId, row]));
  return {
    unacknowledged,
    canAcknowledge: mayAct(seen),
    problems: await countProblems(scope, { ...of, kinds: sentKinds() }),
    newest: newest.flatMap((failed) => {
      const row = byId.get(failed.activityId);
      return row ? [failedView(failed, row)] : [];
    }),
  };
}

function failedView(failed: StoredFailed, { record, failure }: ActivityRow): FailedRecord {
  return {
    ...failed,
    resourceWord: kindOf(record).words.type,
    procoreId: record.procoreId,
    title: kindOf(record).listed(record),
    projectName: record.projectName,
    currency: record.currency ?? "USD",
    failedAt: failed.failedAt.toISOString(),
    error: failure?.said ?? failure?.title ?? "",
  };
}
