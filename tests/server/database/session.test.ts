import { pino } from "pino";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { assertHears } from "../../../server/database/check-session.ts";
import { openSession, type Session } from "../../../server/database/session.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { halfOpenProxy } from "../../half-open-proxy.ts";

const log = pino({ level: "silent" });
const SPACE = 7;

let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await testDatabase();
  session = await database.openSession();
});
afterAll(() => database.drop());

const notify = (channel: string, payload = "") =>
  database.db.raw("select pg_notify(?, ?)", [channel, payload]);
const endSessions = () =>
  database.admin.raw(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'crosstie session'",
  );

function hearer() {
  const heard = { notices: [] as string[], gaps: 0 };
  const hearing = {
    onNotice: (payload: string) => void heard.notices.push(payload),
    onGap: () => void (heard.gaps += 1),
  };
  return { heard, hearing };
}

it("hears what another connection says on its channels, until it is told to stop", async () => {
  const [one, other] = [hearer(), hearer()];
  const end = await session.listen("one", one.hearing);
  await session.listen("one", other.hearing);
  await notify("one", "first");
  await expect.poll(() => one.heard.notices).toEqual(["first"]);

  await end();
  await notify("one", "second");

  await expect.poll(() => other.heard.notices).toEqual(["first", "second"]);
  expect(one.heard).toEqual({ notices: ["first"], gaps: 0 });
});

it("goes on after a notice that its reader cannot bear", async () => {
  const { heard, hearing } = hearer();
  await session.listen("hard", {
    onNotice(payload) {
      JSON.parse(payload);
      hearing.onNotice(payload);
    },
    onGap: hearing.onGap,
  });

  await notify("hard", "no JSON");
  await notify("hard", "{}");

  await expect.poll(() => heard.notices).toEqual(["{}"]);
});

it("locks what no other session holds, and nothing else", async () => {
  const other = await database.openSession();

  expect(await session.lock(SPACE, [1, 2])).toEqual([1, 2]);
  expect(await other.lock(SPACE, [1, 2, 3])).toEqual([3]);
  await session.unlock(SPACE, [2]);
  expect(await other.lock(SPACE, [1, 2])).toEqual([2]);
});

it("is made anew when it is lost: tells of the gap, hears again, and holds no lock", async () => {
  const { heard, hearing } = hearer();
  await session.listen("lost", hearing);
  await session.lock(SPACE, [10]);
  let losses = 0;
  onTestFinished(session.onLost(() => (losses += 1)));

  await endSessions();

  await expect.poll(() => heard.gaps).toBe(1);
  await notify("lost", "again");
  await expect.poll(() => heard.notices).toEqual(["again"]);
  expect(losses).toBe(1);
  expect(await (await database.openSession()).lock(SPACE, [10])).toEqual([10]);
});

it("locks nothing while it is lost", async () => {
  const lost = new Promise<number[]>((resolve) => {
    const forget = session.onLost(() => {
      forget();
      resolve(session.lock(SPACE, [11]));
    });
  });

  await endSessions();

  expect(await lost).toEqual([]);
});

it("notices a connection that is dead without saying so, and takes its place, locks and all", async () => {
  const proxy = await halfOpenProxy(database.connectionString);
  const far = await openSession({ directUrl: proxy.url, log, pingMs: 300 });
  onTestFinished(async () => {
    await far.stop();
    await proxy.close();
  });
  const { heard, hearing } = hearer();
  await far.listen("far", hearing);
  await far.lock(SPACE, [20]);

  proxy.goSilent();
  await notify("far", "unheard");

  await expect.poll(() => heard.gaps).toBe(1);
  await notify("far", "heard");
  await expect.poll(() => heard.notices).toEqual(["heard"]);
  expect(await far.lock(SPACE, [20])).toEqual([20]);
});

it("waits for no answer of a dead connection when it stops", async () => {
  const proxy = await halfOpenProxy(database.connectionString);
  onTestFinished(() => proxy.close());
  const far = await openSession({ directUrl: proxy.url, log, pingMs: 5_000 });
  proxy.goSilent();
  void far.lock(SPACE, [12]).catch(() => undefined);

  const started = performance.now();
  await far.stop();

  expect(performance.now() - started).toBeLessThan(2_000);
});

it("passes the check where another connection is heard", async () => {
  expect(await assertHears(session, database.db)).toBeUndefined();
});

it("says that it hears nothing when it leads to another database", async () => {
  const other = await testDatabase();
  onTestFinished(() => other.drop());

  await expect(assertHears(session, other.db, 300)).rejects.toThrow(
    /DATABASE_DIRECT_URL .* does not keep one session, .* transaction mode/,
  );
});

it("says which server does not answer, without its password", async () => {
  const opening = openSession({ directUrl: "postgresql://app:hunter2@127.0.0.1:1/crosstie", log });

  await expect(opening).rejects.toThrow(
    /PostgreSQL at postgresql:\/\/app@127\.0\.0\.1:1\/crosstie does not answer.*DATABASE_DIRECT_URL/,
  );
});
