import type { Knex } from "knex";
import { bringUpToDate } from "../../server/bring-up-to-date.ts";
import { connect } from "../../server/database/open-database.ts";
import { createLog } from "../../server/log.ts";
import { type Bench, rounded, say } from "./bench.ts";
import { startDatabase } from "./database.ts";
import { type Ask, openDoor, through, withoutDoor } from "./pages/door.ts";
import { COMPANIES, LARGEST, seedActivities } from "./pages/seed.ts";
import type { Stops } from "./stops.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const PER_PAGE = 50;
const DEEP = 500;
const WARM_UP = 20;
const TIMES = 100;

/** What the door adds to its own statements, in the company that has half of all activities. */
export const activitiesPage: Bench = async (stops) => {
  const { connectionString, ownerConnectionString } = await startDatabase(stops);
  const open = (url: string) =>
    stops.start(
      async () => connect(url),
      (pool) => pool.destroy(),
    );
  const [db, admin] = [await open(connectionString), await open(ownerConnectionString)];
  const log = createLog("error", { write: (line) => void process.stderr.write(line) });
  await bringUpToDate({ migrationUrl: ownerConnectionString, db, log });
  const root = `${await openDoor(stops, db)}/companies/${LARGEST}/activities`;
  const pages: Record<string, { ratio: number; p95: number; bare: number }>[] = [];
  for (const [index, size] of SIZES.entries()) {
    say(`${size} activities`);
    await seedActivities(admin, { from: SIZES[index - 1] ?? 0, to: size });
    const measured: (typeof pages)[number] = {};
    for (const [page, query] of Object.entries(await queries(admin))) {
      measured[page] = await measure(stops, { db, connectionString, url: `${root}?${query}` });
      say(`${page}: ${JSON.stringify(measured[page])}`);
    }
    pages.push(measured);
  }
  const ratios = pages.flatMap((one) => Object.values(one).map(({ ratio }) => ratio));
  return {
    ratio: Math.max(...ratios),
    aim: 1.5,
    isAtMost: true,
    what: `p95 of a page of activities through the API ÷ p95 of the same bare SQL, the worst of ${ratios.length}`,
    companies: COMPANIES,
    activities: SIZES,
    pages,
  };
};

async function queries(admin: Knex): Promise<Record<string, string>> {
  const { rows } = await admin.raw<{ rows: { activity_id: string }[] }>(
    `select activity_id from (
       select activity_id from activities
        where company_id = ? and status in ('synced', 'not_applicable')
        order by activity_id desc limit ${PER_PAGE * (DEEP - 1)}) as before
      order by activity_id limit 1`,
    [LARGEST],
  );
  const completed = `tab=completed&limit=${PER_PAGE}`;
  return {
    first: completed,
    failed: `tab=failed&limit=${PER_PAGE}`,
    filtered: `${completed}&project=4&impact=50000&q=work%2077`,
    page500: `${completed}&cursor=${rows[0]?.activity_id}`,
  };
}

async function measure(
  stops: Stops,
  { db, connectionString, url }: { db: Knex; connectionString: string; url: string },
): Promise<{ ratio: number; p95: number; bare: number }> {
  const ask = through(url);
  const bareAsk = await withoutDoor(stops, { db, connectionString, ask });
  const [whole, bare] = [new Array<number>(), new Array<number>()];
  for (let time = -WARM_UP; time < TIMES; time += 1) {
    const [one, other] = [await timed(ask), await timed(bareAsk)];
    if (time < 0) continue;
    whole.push(one);
    bare.push(other);
  }
  return {
    ratio: rounded(p95(whole) / p95(bare)),
    p95: rounded(p95(whole)),
    bare: rounded(p95(bare)),
  };
}

async function timed(ask: Ask): Promise<number> {
  const begun = performance.now();
  await ask();
  return performance.now() - begun;
}

function p95(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
