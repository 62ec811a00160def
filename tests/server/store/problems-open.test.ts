import fc from "fast-check";
import { afterAll, beforeEach, beforeAll, expect, it } from "vitest";
import { inCompany } from "../../../server/database/scope.ts";
import { forgetFailedRead, noteFailedRead } from "../../../server/store/failed-reads.ts";
import type { Failure } from "../../../server/store/failure.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { releaseWaiting } from "../../../server/store/record-pushes.ts";
import { type SyncRecord, updateRecord } from "../../../server/store/records.ts";
import { aCommitment, connectCompany } from "../../a-company.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";

let database: TestDatabase;
let connectionId: string;

beforeAll(async () => {
  database = await testDatabase();
  ({ connectionId } = await connectCompany(database, companyId));
  await database.admin("companies").update({ status: "active" });
});
afterAll(() => database.drop());

beforeEach(async () => {
  await database.admin("records").delete();
  await database.admin("failed_reads").delete();
  await database.admin("problems").delete();
});

function failing(cause: string): Failure {
  return {
    code: "refused",
    title: `Because of ${cause}`,
    detail: "",
    whoseMove: "accounting",
    system: "NetSuite",
    said: null,
    lastAt: new Date().toISOString(),
    cause: { key: cause, title: `{record} fails because of ${cause}` },
  };
}

async function records(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const record = await addRecord(database.admin, aCommitment({ companyId, connectionId }, index));
    ids.push(record!.recordId);
  }
  return ids;
}

/** What becomes of a record, and of the cause that it had. */
const happenings: Record<string, (cause: string) => Partial<SyncRecord>> = {
  fails: (cause) => ({ status: "error", failure: failing(cause), waiting: null }),
  differs: (cause) => ({ status: "desynchronized", failure: failing(cause), differs: "differs" }),
  retried: () => ({ status: "pending", failure: null, waiting: null }),
  unanswered: () => ({ status: "pending", failure: null, waiting: "it", isUnanswered: true }),
  waits: () => ({ status: "pending", failure: null, waiting: "approval in Procore" }),
  synced: () => ({ status: "success", failure: null, waiting: null }),
  nothing: () => ({ status: "not_applicable", failure: null, waiting: "it comes to nothing" }),
  deleted: () => ({ isDeleted: true, status: "not_integrated", failure: null }),
  restored: () => ({ isDeleted: false, status: "pending", waiting: null }),
};
const SENT_AGAIN = ["retried", "unanswered"];

interface Step {
  record: number;
  what: string;
  cause: string;
  dies: boolean;
}
const step = fc.record<Step>({
  record: fc.nat({ max: 3 }),
  what: fc.constantFrom(...Object.keys(happenings)),
  cause: fc.constantFrom("a", "b", "c"),
  dies: fc.boolean(),
});

class Crash extends Error {}

async function play(ids: string[], { record, what, cause, dies }: Step): Promise<void> {
  await inCompany(database.db, companyId, async (scope) => {
    await updateRecord(scope, { companyId, recordId: ids[record]! }, happenings[what]!(cause));
    if (dies) throw new Crash();
  }).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

interface Expected {
  cause: string | null;
  isDeleted: boolean;
}

/** By what has happened to a record and stayed. Of a deleted one nothing is sent, so nothing fails. */
function after(was: Expected, { what, cause, dies }: Step): Expected {
  if (dies) return was;
  const isDeleted = what === "deleted" || (was.isDeleted && what !== "restored");
  if (isDeleted) return { isDeleted, cause: null };
  if (what === "fails" || what === "differs") return { isDeleted, cause };
  const keeps = SENT_AGAIN.includes(what) || what === "restored";
  return { isDeleted, cause: keeps ? was.cause : null };
}

const open = (): Promise<string[]> =>
  database.admin("problems").whereNull("closed_at").orderBy("cause").pluck("cause");

it("has one problem open for each cause of a failed record, and opens and closes each once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await database.admin("records").delete();
      await database.admin("problems").delete();
      const ids = await records(4);
      const states: Expected[] = ids.map(() => ({ cause: null, isDeleted: false }));
      const causes = () => [...new Set(states.flatMap(({ cause }) => cause ?? []))].toSorted();
      let opened = 0;
      for (const one of steps) {
        const before = causes();
        await play(ids, one);
        states[one.record] = after(states[one.record]!, one);
        opened += causes().filter((cause) => !before.includes(cause)).length;
        expect(await open()).toEqual(causes());
      }
      const [all] = await database.admin("problems").count<{ count: string }[]>();
      expect(all).toEqual({ count: String(opened) });
    }),
    { numRuns: 60 },
  );
});

it("counts right when many fail and mend at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 4, maxLength: 4 }),
      async (lanes) => {
        await database.admin("records").delete();
        await database.admin("problems").delete();
        const ids = await records(4);
        await Promise.all(
          lanes.map(async (steps, record) => {
            for (const one of steps) await play(ids, { ...one, record });
          }),
        );
        const failed = await database
          .admin("records")
          .whereNotNull("cause")
          .distinct("cause")
          .orderBy("cause")
          .pluck("cause");
        expect(await open()).toEqual(failed);
        const { rows } = await database.admin.raw(
          `select from problems one join problems other
             on other.cause = one.cause and other.problem_id > one.problem_id
            and other.opened_at < coalesce(one.closed_at, 'infinity')`,
        );
        expect(rows).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

it("closes a missing vendor's problem with the transaction that lets its records go on", async () => {
  const [first, second] = await records(2);
  for (const recordId of [first!, second!]) {
    const fields = { ...happenings.fails!("vendor_missing 300"), waitingFor: "vendor:300" };
    await inCompany(database.db, companyId, (scope) =>
      updateRecord(scope, { companyId, recordId }, fields),
    );
  }
  expect(await open()).toEqual(["vendor_missing 300"]);

  await inCompany(database.db, companyId, (scope) =>
    releaseWaiting(scope, { companyId, connectionId, waitingFor: "vendor:300" }),
  );

  expect(await open()).toEqual([]);
});

it("has a problem for what Procore does not let us read, of chosen projects alone", async () => {
  await database.admin("company_projects").insert({
    company_id: companyId,
    project_id: "77",
    name: "Harbor Tower",
    is_chosen: true,
  });
  const unread = { companyId, connectionId, kind: "requisition", isList: true, procoreId: "77" };
  const list = { ...unread, projectId: "77" };
  const choose = (is_chosen: boolean) =>
    database.admin("company_projects").where({ project_id: "77" }).update({ is_chosen });

  await inCompany(database.db, companyId, (scope) =>
    noteFailedRead(scope, list, { reason: "Procore: no", whoseMove: "admin" }),
  );
  expect(await open()).toHaveLength(1);
  await choose(false);
  expect(await open()).toEqual([]);
  await choose(true);
  expect(await open()).toHaveLength(1);
  await inCompany(database.db, companyId, (scope) => forgetFailedRead(scope, list));
  expect(await open()).toEqual([]);
});

it("has a problem for a connection that does not work, and for a company that has left", async () => {
  const { admin } = database;
  await admin("connections").update({ status: "broken", summary: "Refused.", credentials: "x" });
  expect(await open()).toEqual([`connection ${connectionId}`]);
  await admin("connections").update({ status: "working" });
  await admin("companies").update({ status: "uninstalled" });
  expect(await open()).toEqual(["uninstalled"]);
  await admin("companies").update({ status: "active" });
  expect(await open()).toEqual([]);
});
