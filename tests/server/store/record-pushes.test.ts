import { afterAll, beforeAll, expect, it } from "vitest";
import { production } from "../../../server/durations.ts";
import { addActivity } from "../../../server/store/activities.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { beginPush, releaseWaiting, settlePush } from "../../../server/store/record-pushes.ts";
import { getRecord, type SyncRecord, updateRecord } from "../../../server/store/records.ts";
import { aCommitment, connectCompany } from "../../a-company.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
const synced = { status: "success", erpId: "9001", attemptingSince: null, attempts: 0 } as const;

let database: TestDatabase;
let connectionId: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  ({ connectionId } = await connectCompany(database, companyId));
});
afterAll(() => database.drop());

/** A pending commitment with one open activity. */
async function pending(): Promise<{ record: SyncRecord; activityId: string; waitingFor: string }> {
  count += 1;
  const record = await addRecord(database.admin, {
    ...aCommitment({ companyId, connectionId }, count),
    snapshot: { title: "Steel", total: "1.10" },
  });
  if (!record) throw new Error("not added");
  const activityId = await addActivity(database.admin, {
    companyId,
    recordId: record.recordId,
    action: "created",
    changes: [],
    impact: null,
    changedBy: null,
  });
  return { record, activityId, waitingFor: `commitment:${record.procoreId}` };
}

const activity = async (activityId: string) =>
  (
    await database.admin("activities").where({ company_id: companyId, activity_id: activityId })
  )[0] as { status: string; transaction_id: string | null };

it("marks a write as begun and tells how the record was before", async () => {
  const { record, activityId } = await pending();
  await updateRecord(database.admin, record, { waiting: "automatic sync is off" });

  const begun = await beginPush(database.admin, record, production);

  expect(begun).toMatchObject({
    record: {
      recordId: record.recordId,
      attemptingSince: null,
      attempts: 0,
      waiting: "automatic sync is off",
    },
    newestOpen: activityId,
  });
  expect(await getRecord(database.admin, companyId, record.recordId)).toMatchObject({
    attemptingSince: expect.any(Date),
    attempts: 1,
    waiting: null,
  });
});

it("begins nothing on a record that is gone", async () => {
  expect(
    await beginPush(
      database.admin,
      { companyId, recordId: "999999", snapshot: {}, pushedAt: null },
      production,
    ),
  ).toBeUndefined();
});

it("begins nothing on a record that has changed, or was deleted, since it was read", async () => {
  const { record: changed } = await pending();
  const { record: deleted } = await pending();
  const holder = (await database.admin.transaction()) as typeof database.admin;
  await updateRecord(holder, changed, { snapshot: { title: "dearer" } });
  await updateRecord(holder, deleted, { isDeleted: true });

  const beginning = Promise.all([
    beginPush(database.admin, changed, production),
    beginPush(database.admin, deleted, production),
  ]);
  await holder.commit();

  expect(await beginning).toEqual([undefined, undefined]);
  expect(await getRecord(database.admin, companyId, changed.recordId)).toMatchObject({
    attemptingSince: null,
    attempts: 0,
  });
});

it("begins nothing on a record that another process has written since it was read", async () => {
  const { record } = await pending();
  await updateRecord(database.admin, record, { pushedAt: new Date() });

  expect(await beginPush(database.admin, record, production)).toBeUndefined();
  const written = await getRecord(database.admin, companyId, record.recordId);
  expect(await beginPush(database.admin, written!, production)).toMatchObject({
    record: { pushedAt: expect.any(Date) },
  });
});

it("begins nothing while another write is under way, and takes over what was lost", async () => {
  const { record } = await pending();
  await beginPush(database.admin, record, production);

  expect(await beginPush(database.admin, record, production)).toBeUndefined();
  await updateRecord(database.admin, record, {
    attemptingSince: new Date(Date.now() - production.underWayMs),
  });
  expect(await beginPush(database.admin, record, production)).toMatchObject({
    record: { attemptingSince: expect.any(Date), attempts: 1 },
  });
});

it("waits for whoever holds the record, and takes what they have written", async () => {
  const { record } = await pending();
  const holder = (await database.admin.transaction()) as typeof database.admin;
  await updateRecord(holder, record, { title: "Changed meanwhile", attempts: 7 });

  const beginning = beginPush(database.admin, record, production);
  await holder.commit();

  expect((await beginning)?.record).toMatchObject({ title: "Changed meanwhile", attempts: 7 });
  expect(await getRecord(database.admin, companyId, record.recordId)).toMatchObject({
    title: "Changed meanwhile",
    attempts: 8,
  });
});

/** The same, and its write has begun. */
async function underWay() {
  const one = await pending();
  const { begunAt } = (await beginPush(database.admin, one.record, production))!;
  return { ...one, begunAt };
}

it("settles a record and the activities that the write met, and no later one", async () => {
  const { record, begunAt, activityId, waitingFor } = await underWay();
  const later = await addActivity(database.admin, {
    companyId,
    recordId: record.recordId,
    action: "updated",
    changes: [],
    impact: null,
    changedBy: null,
  });

  const settled = await settlePush(
    database.admin,
    { record, begunAt, upTo: activityId, waitingFor },
    { ...synced, sent: record.snapshot },
  );

  expect(settled).toEqual({ toldAt: null, isDeleted: false });
  expect(await getRecord(database.admin, companyId, record.recordId)).toMatchObject({
    status: "success",
    erpId: "9001",
    sent: record.snapshot,
  });
  expect(await activity(activityId)).toMatchObject({ status: "synced", transaction_id: "9001" });
  expect(await activity(later)).toMatchObject({ status: "pending", transaction_id: null });
});

it("settles nothing when the record has changed meanwhile", async () => {
  const { record, begunAt, activityId, waitingFor } = await underWay();
  await updateRecord(database.admin, record, { snapshot: { title: "Steel", total: "2.20" } });

  const settled = await settlePush(
    database.admin,
    { record, begunAt, upTo: activityId, waitingFor },
    synced,
  );

  expect(settled).toBeUndefined();
  expect(await getRecord(database.admin, companyId, record.recordId)).toMatchObject({
    status: "pending",
    erpId: null,
  });
  expect(await activity(activityId)).toMatchObject({ status: "pending" });
});

it("settles nothing once another process has begun a write of it", async () => {
  const { record, begunAt, activityId, waitingFor } = await underWay();
  await updateRecord(database.admin, record, { attemptingSince: new Date(begunAt.getTime() + 1) });

  const settled = await settlePush(
    database.admin,
    { record, begunAt, upTo: activityId, waitingFor },
    synced,
  );

  expect(settled).toBeUndefined();
  expect(await getRecord(database.admin, companyId, record.recordId)).toMatchObject({
    status: "pending",
    erpId: null,
  });
});

it("gives a lost write its time when it is first taken over, and no more of it later", async () => {
  const { record } = await pending();
  const lost = new Date(Date.now() - production.underWayMs);
  await updateRecord(database.admin, record, { attemptingSince: lost });

  const first = await beginPush(database.admin, record, production);
  await updateRecord(database.admin, record, { attemptingSince: lost });
  const again = await beginPush(database.admin, record, production);

  expect(first!.record.landsUntil!.getTime()).toBeGreaterThan(
    Date.now() + production.mayLandMs - 60_000,
  );
  expect(again!.record.landsUntil).toEqual(first!.record.landsUntil);
});

it("gives a write its own time that was lost after an earlier one had run out", async () => {
  const { record } = await pending();
  await updateRecord(database.admin, record, {
    attemptingSince: new Date(Date.now() - production.underWayMs),
    landsUntil: new Date(Date.now() - production.underWayMs - 1),
  });

  const { record: before } = (await beginPush(database.admin, record, production))!;

  expect(before.landsUntil!.getTime()).toBeGreaterThan(Date.now());
});

it("settles nothing when another record waits for this one", async () => {
  const { record, begunAt, activityId, waitingFor } = await underWay();
  const { record: other } = await pending();
  await updateRecord(database.admin, other, { waitingFor });

  const settled = await settlePush(
    database.admin,
    { record, begunAt, upTo: activityId, waitingFor },
    synced,
  );

  expect(settled).toBeUndefined();
  expect(await activity(activityId)).toMatchObject({ status: "pending" });
});

it("lets go on what waits, and leaves what went through or was deleted meanwhile", async () => {
  const [waits, through, deleted] = await Promise.all([pending(), pending(), pending()]);
  const waitingFor = "vendor:9";
  for (const { record } of [waits, through, deleted]) {
    await updateRecord(database.admin, record, { waitingFor, waiting: "its vendor" });
  }
  const holder = (await database.admin.transaction()) as typeof database.admin;
  await updateRecord(holder, through.record, { ...synced, waitingFor: null, waiting: null });
  await updateRecord(holder, deleted.record, { isDeleted: true, status: "desynchronized" });

  const releasing = releaseWaiting(database.admin, { companyId, connectionId, waitingFor });
  await expect
    .poll(() => database.admin("pg_locks").where({ granted: false }).pluck("locktype"))
    .not.toEqual([]);
  await holder.commit();

  expect(await releasing).toEqual([waits.record.recordId]);
  const now = async ({ record }: typeof waits) =>
    getRecord(database.admin, companyId, record.recordId);
  expect(await now(waits)).toMatchObject({ status: "pending", waitingFor: null, waiting: null });
  expect(await now(through)).toMatchObject({ status: "success" });
  expect(await now(deleted)).toMatchObject({ status: "desynchronized", waiting: "its vendor" });
});
