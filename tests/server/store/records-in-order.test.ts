import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { acknowledgeFailures } from "../../../server/store/failed-records.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { forgetRequests } from "../../../server/store/open-records.ts";
import { takePartsState } from "../../../server/store/record-lists.ts";
import { releaseWaiting } from "../../../server/store/record-pushes.ts";
import type { SyncRecord } from "../../../server/store/records.ts";
import { markTold, tellAtOnce } from "../../../server/store/told-records.ts";
import { aCommitment, connectCompany } from "../../a-company.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
type Scope = TestDatabase["admin"];

let database: TestDatabase;
let of: { companyId: string; connectionId: string };
let first: SyncRecord;
let second: SyncRecord;

beforeAll(async () => {
  database = await testDatabase();
  const { connectionId } = await connectCompany(database, companyId);
  of = { companyId, connectionId };
  first = (await addRecord(database.admin, aCommitment(of, 1)))!;
  second = (await addRecord(database.admin, aCommitment(of, 2)))!;
  for (const { recordId } of [first, second]) {
    await database.admin("activities").insert({
      company_id: companyId,
      record_id: recordId,
      action: "created",
      status: "failed",
      changes: "[]",
    });
  }
});
afterAll(() => database.drop());

beforeEach(async () => {
  const { admin } = database;
  await admin("records").update({
    erp_id: admin.ref("record_id"),
    told_at: null,
    tell_after: admin.fn.now(),
    is_requested: true,
    waiting_for: "vendor:1",
    parts_state: null,
    status: "error",
    failure: JSON.stringify({ code: "x" }),
    failed_at: admin.fn.now(),
    acknowledged_at: null,
  });
  await admin("activities").update({ status: "failed" });
  // Behind the second one, for whoever reads the table as it lies there.
  await admin("records").where({ record_id: first.recordId }).update({ title: "Written anew" });
});

const told = ({ recordId }: SyncRecord) => ({ recordId, erpId: recordId });
const by = { userId: "1", name: "Ada" };

it.each<[string, (scope: Scope) => Promise<unknown>]>([
  ["markTold", (scope) => markTold(scope, companyId, [told(second), told(first)])],
  ["tellAtOnce", (scope) => tellAtOnce(scope, of)],
  ["forgetRequests", (scope) => forgetRequests(scope, of)],
  ["releaseWaiting", (scope) => releaseWaiting(scope, { ...of, waitingFor: "vendor:1" })],
  [
    "takePartsState",
    (scope) =>
      takePartsState(
        scope,
        [second, first].map((one) => ({ ...one, partsState: "x" })),
      ),
  ],
  ["acknowledgeFailures", (scope) => acknowledgeFailures(scope, { companyId }, by)],
])("takes the rows of %s in one order, so that nobody waits in a circle", async (_name, change) => {
  const { admin } = database;
  const holder = await admin.transaction();
  const lock = (record: SyncRecord) =>
    holder("records").where({ record_id: record.recordId }).forUpdate().noWait().first("record_id");
  onTestFinished(async () => void (await holder.rollback()));
  await lock(first);

  const changing = (async () => await change(admin))();
  void changing.catch(() => undefined);
  await expect
    .poll(() => admin("pg_stat_activity").where({ wait_event_type: "Lock" }).select("pid"))
    .not.toHaveLength(0);

  await expect(lock(second)).resolves.toBeDefined();
  await holder.commit();
  await changing;
});
