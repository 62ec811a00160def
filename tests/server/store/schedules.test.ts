import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { up } from "../../../migrations/0008_schedules.ts";
import { up as addLastTurns } from "../../../migrations/0064_last_turns.ts";
import { claimDueTasks } from "../../../server/store/across-companies.ts";
import { beginCompany, noteWebhooks, setCompanyStatus } from "../../../server/store/companies.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import {
  type ConnectionSettings,
  saveConnection,
  saveSettings,
} from "../../../server/store/connections.ts";
import { aCompany } from "../../a-company.ts";
import { aConnection } from "../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
const HOUR_MS = 3_600_000;
const POLL_MS = 300_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await beginCompany(database.admin, { ...aCompany, companyId });
});
beforeEach(async () => {
  await database.admin("connections").delete();
  await setCompanyStatus(database.admin, companyId, "active");
});
afterAll(() => database.drop());

const connect = (system = "netsuite") =>
  saveConnection(database.admin, { ...aConnection, companyId, system });
const schedulesOf = async (connectionId?: string) =>
  database
    .admin("schedules")
    .where(connectionId ? { connection_id: connectionId } : {})
    .orderBy("task")
    .pluck<string[]>("task");
const current = async () => (await findConnection(database.admin, companyId))!;
const schedulePulls = async (paymentSchedule: ConnectionSettings["paymentSchedule"]) =>
  saveSettings(database.admin, await current(), { paymentSchedule });
const claim = (limit = 100) =>
  database.admin.transaction((trx) =>
    claimDueTasks(trx as unknown as typeof database.admin, { pollMs: POLL_MS, limit }),
  );
/** From now until payments are pulled next. */
async function untilPull(): Promise<number> {
  const row = await database.admin("schedules").where({ task: "pull" }).first<{ due_at: Date }>();
  return Math.round((row.due_at.getTime() - Date.now()) / HOUR_MS);
}

it("has everything due at once for a connection in use of a company that is set up", async () => {
  await connect();

  const turns = await claim();

  const { connectionId } = await current();
  expect(turns.map(({ task }) => task).toSorted()).toEqual(["again", "hooks", "poll", "pull"]);
  expect(turns[0]).toMatchObject({ companyId, connectionId });
  expect(await claim()).toEqual([]);
});

it("has nothing for a company that is being set up or was uninstalled", async () => {
  await setCompanyStatus(database.admin, companyId, "setting_up");
  await connect();
  expect(await schedulesOf()).toEqual([]);

  await setCompanyStatus(database.admin, companyId, "active");
  expect(await schedulesOf()).toEqual(["again", "hooks", "poll", "pull"]);

  await setCompanyStatus(database.admin, companyId, "uninstalled");
  expect(await schedulesOf()).toEqual([]);
});

it("moves to the connection that the company uses now", async () => {
  await connect();
  const earlier = await current();

  await connect("another");

  expect(await schedulesOf(earlier.connectionId)).toEqual([]);
  expect(await schedulesOf((await current()).connectionId)).toHaveLength(4);
});

it("leaves turns where they are when credentials are replaced or other settings saved", async () => {
  await connect();
  await claim();

  await connect();
  await saveSettings(database.admin, await current(), { automaticSync: true });

  expect(await claim()).toEqual([]);
});

it("counts another interval from the last turn, also from before there was none", async () => {
  await connect();
  await claim();
  expect(await untilPull()).toBe(1);

  await schedulePulls("daily");
  expect(await untilPull()).toBe(24);

  await schedulePulls("never");
  await database.admin("schedules").update({ due_at: new Date(Date.now() - 3 * HOUR_MS) });
  expect((await claim()).map(({ task }) => task)).not.toContain("pull");

  await schedulePulls("every_4_hours");
  expect(await untilPull()).toBe(1);
});

it("keeps due what is due, whatever the interval becomes before its turn", async () => {
  await connect();

  await schedulePulls("daily");

  expect((await claim()).map(({ task }) => task)).toContain("pull");
});

it("looks at webhooks that are not in place within the hour", async () => {
  await connect();
  await claim();
  const hooks = async (): Promise<Date> =>
    (await database.admin("schedules").where({ task: "hooks" }).first("due_at")).due_at;
  const untilHooks = async () => Math.round(((await hooks()).getTime() - Date.now()) / HOUR_MS);
  // In the next night.
  expect((await hooks()).toISOString()).toMatch(/T08:00:00\.000Z$/);
  expect(await untilHooks()).toBeLessThanOrEqual(24);
  // Nearer than within the hour it cannot be brought.
  await database
    .admin("schedules")
    .where({ task: "hooks" })
    .update({ due_at: new Date(Date.now() + 24 * HOUR_MS) });

  await noteWebhooks(database.admin, companyId, { ok: false, message: "refused" });
  expect(await untilHooks()).toBe(1);
  await claim();
  await noteWebhooks(database.admin, companyId, { ok: true, message: "" });
  expect(await untilHooks()).toBe(1);
});

it("polls as often as the process that ticks is told to", async () => {
  await connect();
  await claim();

  const polled = await database
    .admin("schedules")
    .where({ task: "poll" })
    .first<{ due_at: Date }>();

  expect(polled.due_at.getTime() - Date.now()).toBeLessThanOrEqual(POLL_MS);
  expect(polled.due_at.getTime() - Date.now()).toBeGreaterThan(POLL_MS - 10_000);
});

it("gives each turn to one of two processes, page by page", async () => {
  await connect();

  const [one, other] = await Promise.all([claim(2), claim(2)]);

  const tasks = [...one, ...other].map(({ task }) => task);
  expect(one).toHaveLength(2);
  expect(tasks.toSorted()).toEqual(["again", "hooks", "poll", "pull"]);
});

it("ends without a schedule when settings are saved while somebody uninstalls", async () => {
  await connect();
  const connection = await current();
  const { admin: db } = database;
  const uninstalling = (await db.transaction()) as typeof db;
  await setCompanyStatus(uninstalling, companyId, "uninstalled");

  const saving = db.transaction((trx) =>
    saveSettings(trx as unknown as typeof db, connection, { paymentSchedule: "daily" }),
  );
  await expect
    .poll(() => db("pg_locks").where({ granted: false }).pluck("locktype"))
    .not.toEqual([]);
  await uninstalling.commit();
  await saving;

  expect(await schedulesOf()).toEqual([]);
});

it("takes over from the cursors that an older version left when it last did what", async () => {
  await connect();
  await schedulePulls("every_2_hours");
  const { admin: db } = database;
  const { connectionId } = await current();
  await db.raw(`drop table schedules;
    alter table connections drop column automatic_sync;
    alter table records drop column failure_code`);
  const lastPull = new Date(Date.now() - HOUR_MS);
  await db("cursors").insert(
    ["due:pull", "due:hooks", "payments"].map((name) => ({
      company_id: companyId,
      connection_id: connectionId,
      name,
      value: lastPull.toISOString(),
    })),
  );

  await up(db);
  await addLastTurns(db);

  expect(await untilPull()).toBe(1);
  expect((await claim()).map(({ task }) => task).toSorted()).toEqual(["again", "poll"]);
  expect(await db("cursors").pluck("name")).toEqual(["payments"]);
});
