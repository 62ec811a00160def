import { setTimeout as wait } from "node:timers/promises";
import { openWork } from "../world/open-work.ts";
import type { People } from "./people.ts";
import type { Stage } from "./stage.ts";

/** Long for a busy machine; it takes a few seconds on one that is idle. */
const LONGEST_REST_MS = 400_000;
const STUCK_MS = 60_000;
const LOOK_MS = 250;
const LONG_AGO = "2026-01-01T00:00:00.000Z";
const SAY_MS = 5_000;
/** The ticker's own lock stays; every other one of its kind is a lane. */
const LEADER = 71_460_215;

/**
 * Nothing is broken any more, what was held back comes, time passes, and people do what they could
 * not do before. Resolves with what is still open after all patience.
 */
export async function calmDown(
  stage: Stage,
  people: People,
  { passes, say }: { passes: TimePasses; say(text: string): void },
): Promise<string[]> {
  for (const { faults } of Object.values(stage.systems)) faults.clear();
  for (const process of Object.values(stage.processes)) process.start();
  stage.post.release();
  say("no more trouble");
  await passes(stage);
  const open = await rested(stage, say);
  say(`at rest; ${await people.doPostponed()} deeds stay undone`);
  return open;
}

/** What comes by the clock comes now. */
type TimePasses = (stage: Stage) => Promise<unknown>;

/** Procore tells of no invoice: its list is due. */
export const minutes: TimePasses = async ({ database: { admin } }) => {
  await admin("cursors").whereLike("name", "requisition:%:asked").update({ value: LONG_AGO });
  await admin("schedules").where({ task: "poll" }).update({ due_at: admin.fn.now() });
};

export const night: TimePasses = async ({ database: { admin } }) => {
  await admin("cursors").where({ name: "payments:all" }).update({ value: LONG_AGO });
  await admin("schedules").whereNotNull("every_ms").update({ due_at: admin.fn.now() });
};

/** Gives up when nothing changes for a minute, and at last. */
async function rested(stage: Stage, say: (text: string) => void): Promise<string[]> {
  const begun = performance.now();
  let last = { at: begun, open: "" };
  let said = -Infinity;
  for (;;) {
    const open = await allOpen(stage);
    const now = performance.now();
    if (open.join() !== last.open) last = { at: now, open: open.join() };
    const isOver = now - last.at > STUCK_MS || now - begun > LONGEST_REST_MS;
    if (open.length === 0 || isOver) return open;
    if (now - said > SAY_MS) {
      said = now;
      say(`open: ${open.length}, ${open.slice(0, 5).join(", ")}`);
    }
    await wait(LOOK_MS);
  }
}

async function allOpen(stage: Stage): Promise<string[]> {
  const { admin } = stage.database;
  const { deliveries } = stage.procore.system.live();
  const { rows } = await admin.raw<{ rows: { open: string[] }[] }>(
    `select array(
       select 'due ' || task from schedules where due_at <= now() and every_ms is not null
       union all select 'under way ' || kind || ' ' || number from records where attempting_since is not null
       union all select 'run of ' || kind from runs where status = 'running'
       union all select 'lane ' || classid || '/' || objid from pg_locks
        where locktype = 'advisory' and objsubid = 2 and classid <> ${LEADER}
          and database = (select oid from pg_database where datname = current_database())
       union all select 'to be read back ' || kind || ' ' || number from records where lands_until is not null and not is_deleted
     ) as open`,
  );
  return [
    ...(await openWork(stage)),
    ...(rows[0]?.open ?? []),
    ...deliveries
      .filter(({ status }) => status === "enqueued" || status === "retrying")
      .map(({ id, status }) => `${status} delivery ${id}`),
  ];
}
