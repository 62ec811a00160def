import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { useWorld } from "../world/use-world.ts";

const POLL_SECONDS = 300;
const HOURS = 4;

const { world, installed } = useWorld({ pollSeconds: POLL_SECONDS });

/** Moves the company's past back, as if this long had gone by and nothing had happened. */
async function letPass(seconds: number): Promise<void> {
  const { admin: db } = world.database;
  await db.raw("update schedules set due_at = due_at - make_interval(secs => ?)", [seconds]);
  await db.raw("update company_projects set chosen_at = chosen_at - make_interval(secs => ?)", [
    seconds,
  ]);
  await db.raw("update records set seen_at = seen_at - make_interval(secs => ?)", [seconds]);
  await db.raw(
    `update cursors set value = to_char((value::timestamptz - make_interval(secs => ?)) at time zone 'utc',
       'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') where name like '%:asked%'`,
    [seconds],
  );
}

const procoreCalls = () =>
  world.procore
    .calls()
    .filter(({ path }) => path.startsWith("/rest/"))
    .reduce((sum, { count }) => sum + count, 0);

it("asks Procore at most three times an hour about a project in which nothing happens", async () => {
  await letPass(24 * 3_600);
  await world.everyTick();
  await atRest(world);
  // The look of each night is not what an hour costs, and may fall into these.
  const tomorrow = new Date(Date.now() + 24 * 3_600_000);
  await world.database.admin("schedules").where({ task: "hooks" }).update({ due_at: tomorrow });
  const before = procoreCalls();

  for (let passed = 0; passed < HOURS * 3_600; passed += POLL_SECONDS) {
    await letPass(POLL_SECONDS);
    await world.everyTick();
    await atRest(world);
  }

  const calls = procoreCalls() - before;
  const projects = installed.projects.length;
  expect(calls).toBeGreaterThan(0);
  expect(calls / projects / HOURS).toBeLessThanOrEqual(3);
});
