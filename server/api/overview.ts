import { Decimal } from "decimal.js";
import { Router } from "express";
import { inCompany, type Scope } from "../database/scope.ts";
import { kindOf, sentKinds } from "../kinds/index.ts";
import { readActivities } from "../store/activity-rows.ts";
import { awaitedBy } from "../store/awaited.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { countByDay, type InFlight, moneyInFlight, oldestWaits } from "../store/overview.ts";
import { type OpenProblem, openProblems } from "../store/problems.ts";
import { countGrid } from "../store/record-grid.ts";
import { read } from "./company-request.ts";
import { Overview, type Problem } from "./contract.ts";
import { dayStarts } from "./day-starts.ts";
import { healthOf } from "./health-view.ts";
import type { ApiParts } from "./parts.ts";
import { problemsView } from "./problem-view.ts";
import { OverviewQuery } from "./requests.ts";
import { type CompanySight, sightOf } from "./sight.ts";

const DAYS = 30;
const MOST_LISTED = 5;

export function overview(parts: ApiParts): Router {
  return Router({ mergeParams: true }).get("/", async (req, res) => {
    const seen = await sightOf(parts, req);
    const { zone } = read(OverviewQuery, req.query);
    const view = await inCompany(parts.db, seen.companyId, (scope) =>
      overviewOf(scope, seen, zone),
    );
    res.json(Overview.parse(view));
  });
}

async function overviewOf(scope: Scope, seen: CompanySight, zone: string): Promise<Overview> {
  const { companyId, within } = seen;
  const of = { companyId, within };
  const connection = await findConnection(scope, companyId);
  const open = await openProblems(scope, { ...of, kinds: sentKinds() });
  const first = open.slice(0, MOST_LISTED);
  const money = await moneyInFlight(scope, of);
  const records = await countGrid(scope, { ...of, kinds: sentKinds() });
  const { health, runs, hasActivities } = await healthOf(scope, companyId, connection);
  return {
    isWhole: within === undefined,
    hasActivities,
    needs: needsOf(open),
    problems: await problemsView(scope, { ...seen, connection }, first),
    inFlight: { pending: flightOf(money, "pending"), failed: flightOf(money, "failed") },
    differing: records.desynchronized ?? 0,
    notIntegrated: records.not_integrated ?? 0,
    days: await daysOf(scope, of, zone),
    oldest: await oldestOf(scope, of),
    health: within ? null : health,
    runs: within ? [] : runs,
  };
}

const MOVES = ["accounting", "project", "admin", "crosstie"] as const;

function needsOf(problems: OpenProblem[]): Overview["needs"] {
  const byMove = Map.groupBy(problems, ({ whoseMove }) => whoseMove);
  return MOVES.flatMap((whoseMove) => {
    const theirs = byMove.get(whoseMove) ?? [];
    if (theirs.length === 0) return [];
    const records = theirs.reduce((sum, one) => sum + one.failed + one.retrying + one.waiting, 0);
    const worth = summed(theirs.flatMap((one) => one.worth));
    return [{ whoseMove, problems: theirs.length, records, worth }];
  });
}

/** An amount of which Procore names no currency is in dollars. */
function summed(amounts: OpenProblem["worth"]): Problem["worth"] {
  const sums = new Map<string, Decimal>();
  for (const { amount, currency: named } of amounts) {
    const currency = named ?? "USD";
    sums.set(currency, (sums.get(currency) ?? new Decimal(0)).plus(amount));
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: sum.toFixed(2) }));
}

function flightOf(money: InFlight[], tab: InFlight["tab"]): Overview["inFlight"]["pending"] {
  const here = money.filter((one) => one.tab === tab);
  const amounts = here.flatMap(({ currency, amount }) =>
    amount === null || new Decimal(amount).isZero() ? [] : [{ currency, amount }],
  );
  return { records: here.reduce((sum, one) => sum + one.records, 0), worth: summed(amounts) };
}

async function daysOf(
  scope: Scope,
  of: Pick<CompanySight, "companyId" | "within">,
  zone: string,
): Promise<Overview["days"]> {
  const now = new Date();
  const starts = dayStarts(zone, { now, count: DAYS });
  const counts = await countByDay(
    scope,
    of,
    starts.map(({ start }) => start),
  );
  const byPlace = new Map(counts.map(({ place, ...count }) => [place, count]));
  return starts.map(({ date, start }, place) => ({
    date,
    since: start.toISOString(),
    until: (starts[place + 1]?.start ?? new Date(start.getTime() + 25 * 3_600_000)).toISOString(),
    ...(byPlace.get(place) ?? { synced: 0, failed: 0, pending: 0 }),
  }));
}

async function oldestOf(
  scope: Scope,
  of: Pick<CompanySight, "companyId" | "within">,
): Promise<Overview["oldest"]> {
  const { companyId } = of;
  const waits = await oldestWaits(scope, of, MOST_LISTED);
  const rows = await readActivities(scope, companyId, (query) =>
    query.whereIn(
      "a.activity_id",
      waits.map(({ activityId }) => activityId),
    ),
  );
  const recordIds = rows.map(({ recordId }) => recordId);
  const awaited = await awaitedBy(scope, { companyId, recordIds });
  return waits.flatMap(({ activityId, since }) => {
    const row = rows.find((one) => one.activityId === activityId);
    if (!row) return [];
    const { record } = row;
    return [
      {
        activityId,
        title: kindOf(record).listed(record),
        resourceWord: kindOf(record).words.type,
        projectName: record.projectName,
        since: since.toISOString(),
        waiting: causeOfWait({ ...record, untold: null }, awaited.get(row.recordId)),
      },
    ];
  });
}
