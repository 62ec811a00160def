import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createJobs, type Jobs } from "../../../server/jobs/jobs.ts";
import { createLog } from "../../../server/log.ts";
import { beginCompany, setCompanyStatus } from "../../../server/store/companies.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import {
  type ConnectionSettings,
  firstSettings,
  markConnection,
  saveConnection,
  saveSettings,
} from "../../../server/store/connections.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { type SyncRecord, updateRecord } from "../../../server/store/records.ts";
import type { SyncParts } from "../../../server/sync/parts.ts";
import { tick } from "../../../server/sync/tick.ts";
import { aCommitment, connectCompany } from "../../a-company.ts";
import { aConnection } from "../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { statementsOf, sum } from "../../statements.ts";

const companyId = "562949953421313";
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let jobs: Jobs;
let parts: SyncParts;
let connectionId: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  jobs = createJobs({
    url: database.connectionString,
    session: await database.openSession(),
    log: createLog("silent"),
  });
  await jobs.start();
  parts = { db: database.db, jobs, pollSeconds: 300 } as SyncParts;
});
beforeEach(async () => {
  ({ connectionId } = await connectCompany(database, companyId));
  await setCompanyStatus(database.admin, companyId, "active");
  await change({ ...firstSettings, paymentSchedule: "hourly" });
  await database.admin("records").delete();
  await database.admin("schedules").update({ due_at: new Date(0) });
  await tick(parts);
  await forgetJobs();
});
afterAll(async () => {
  await jobs.stop();
  await database.drop();
});

const forgetJobs = () => database.admin("pgboss.job").delete();
const change = async (settings: Partial<ConnectionSettings>) =>
  saveSettings(database.admin, (await findConnection(database.admin, companyId))!, settings);
/** As if the last turn of each had been so long ago. */
const letPass = (ms: number) =>
  database.admin.raw(
    `update schedules set due_at = now() + (coalesce(every_ms, 0) - ?) * interval '1 millisecond'`,
    [ms],
  );
/** What one tick sends, without the look for deliveries that every tick sends. */
async function ticked(): Promise<string[]> {
  await forgetJobs();
  await tick(parts);
  const sent = await database.admin("pgboss.job").orderBy("name").pluck<string[]>("name");
  expect(sent).toContain("queue-deliveries");
  return sent.filter((name) => name !== "queue-deliveries");
}

async function record(fields: Partial<SyncRecord> = {}): Promise<SyncRecord> {
  count += 1;
  const added = await addRecord(database.admin, aCommitment({ companyId, connectionId }, count));
  await updateRecord(database.admin, added!, { status: "pending", ...fields });
  return added!;
}

it("sends nothing again before its time", async () => {
  expect(await ticked()).toEqual([]);
});

it("polls Procore as often as it is told to, and looks after webhooks each day", async () => {
  await letPass(301_000);
  expect(await ticked()).toEqual(["poll-changes"]);

  await letPass(24 * HOUR_MS - 60_000);
  expect(await ticked()).toEqual(["poll-changes", "pull-payments"]);

  await letPass(24 * HOUR_MS + 1_000);
  expect(await ticked()).toEqual([
    "keep-retention",
    "poll-changes",
    "pull-payments",
    "repair-hooks",
  ]);
});

it("sends a turn once when two processes tick, and again when the first one fails", async () => {
  await letPass(301_000);
  await forgetJobs();
  const sent: string[] = [];
  const sendMany: Jobs["sendMany"] = async (name, loads, options) => {
    if (loads.length > 0) sent.push(name);
    return jobs.sendMany(name, loads, options);
  };
  const failing = {
    ...parts,
    jobs: { ...jobs, sendMany: () => Promise.reject(new Error("down")) },
  };
  await expect(tick(failing)).rejects.toThrow("down");

  const counted = { ...parts, jobs: { ...jobs, sendMany } };
  await Promise.all([tick(counted), tick(counted)]);

  expect(sent).toEqual(["poll-changes"]);
});

it.each([
  ["hourly", 1],
  ["every_2_hours", 2],
  ["every_4_hours", 4],
  ["daily", 24],
] as const)("pulls payments by the schedule %s", async (paymentSchedule, hours) => {
  await change({ paymentSchedule });

  await letPass(hours * HOUR_MS - 60_000);
  expect(await ticked()).not.toContain("pull-payments");
  await letPass(hours * HOUR_MS + 1_000);
  expect(await ticked()).toContain("pull-payments");
});

it("never pulls payments where the schedule is never, and does nothing for a company that is not active", async () => {
  await change({ paymentSchedule: "never" });
  await letPass(1_000 * HOUR_MS);
  expect(await ticked()).not.toContain("pull-payments");

  await setCompanyStatus(database.admin, companyId, "uninstalled");
  await record({ attemptingSince: new Date(0) });
  await letPass(1_000 * HOUR_MS);
  expect(await ticked()).toEqual([]);
});

it("looks for the outcome of a write that was lost, and leaves one that is under way, or whose credentials are refused, alone", async () => {
  await record({ attemptingSince: new Date(Date.now() - 30_000) });
  expect(await ticked()).toEqual([]);

  const lost = new Date(Date.now() - 61_000);
  await record({ attemptingSince: lost, landsUntil: new Date(Date.now() + 60_000) });
  expect(await ticked()).toEqual([]);

  await record({ attemptingSince: lost });
  expect(await ticked()).toEqual(["push-record"]);

  const connection = (await findConnection(database.admin, companyId))!;
  await markConnection(database.admin, connection, { status: "broken", summary: "refused" });
  expect(await ticked()).toEqual([]);
  await markConnection(database.admin, connection, { status: "working", summary: "" });
});

it("reads back what was written while an earlier write could still land, once it cannot", async () => {
  const landed = { erpId: "1", landsUntil: new Date(Date.now() - 1_000) };
  await record({ ...landed, status: "success", landsUntil: new Date(Date.now() + 60_000) });
  await record({ ...landed, status: "error" });
  await record({ ...landed, status: "success", isDeleted: true });
  expect(await ticked()).toEqual([]);

  await record({ ...landed, status: "success" });
  expect(await ticked()).toEqual(["push-record"]);
});

const failure = (code: string) => ({
  code,
  title: "",
  detail: "",
  whoseMove: "crosstie" as const,
  system: "NetSuite",
  said: null,
  lastAt: new Date().toISOString(),
});

it("takes up each quarter of an hour what was given up without an answer, and nothing that is a person's to decide", async () => {
  const isAutomatic = async (automaticSync: boolean, expected: number) => {
    await change({ automaticSync });
    await letPass(16 * 60_000);
    expect((await ticked()).filter((name) => name === "push-record")).toHaveLength(expected);
  };
  await record({ status: "error", failure: failure("unreachable"), isRequested: true });
  await record({ status: "error", failure: failure("unreachable") });
  await record({ status: "error", failure: failure("internal"), isRequested: true });
  await record({ status: "error", failure: failure("period_closed"), isRequested: true });
  await record({ isRequested: true });
  await record();
  await record({ status: "success" });

  await isAutomatic(false, 3);
  await isAutomatic(true, 5);
});

it("sends as many statements for thirty idle companies as for three, and a bounded number when all is due", async () => {
  const ofTick = async () => sum(await statementsOf(() => tick(parts)));
  const idle: number[] = [];
  const allDue: number[] = [];
  for (const companies of [3, 30]) {
    await addIdleCompanies(companies);
    await tick(parts);
    idle.push(await ofTick());
    await database.admin("schedules").update({ due_at: new Date(0) });
    allDue.push(await ofTick());
  }
  await database.admin("companies").where({ name: "Idle" }).delete();

  expect(idle).toEqual([idle[0], idle[0]]);
  // each step begins and ends a transaction in which the role is set
  expect(idle[0]).toBeLessThanOrEqual(14);
  expect(allDue).toEqual([allDue[0], allDue[0]]);
  expect(allDue[0]).toBeLessThanOrEqual(26);
});

async function addIdleCompanies(upTo: number): Promise<void> {
  const { admin: db } = database;
  for (let number = 0; number < upTo; number += 1) {
    const id = String(7_000 + number);
    await beginCompany(db, { companyId: id, name: "Idle", webhookSecret: "", installedBy: "1" });
    await saveConnection(db, { ...aConnection, companyId: id });
    await setCompanyStatus(db, id, "active");
  }
}

it("keeps deliveries for a month", async () => {
  const delivery = {
    company_id: companyId,
    resource_name: "Work Order Contracts",
    resource_id: "1",
    event: "update",
    happened_at: new Date(),
    payload: "{}",
    queued_at: new Date(),
  };
  const received = (days: number) => ({
    ...delivery,
    delivery_id: `d-${days}`,
    received_at: new Date(Date.now() - days * 24 * HOUR_MS),
  });
  await database.admin("deliveries").insert([received(29), received(31)]);

  await ticked();

  expect(await database.admin("deliveries").pluck("delivery_id")).toEqual(["d-29"]);
});
