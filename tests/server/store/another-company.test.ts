import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type AcrossScope,
  asPerson,
  inCompany,
  type PersonScope,
  type Scope,
} from "../../../server/database/scope.ts";
import { firstSettings } from "../../../server/store/connections.ts";
import { hashOf } from "../../../server/store/seal.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { activityCalls } from "./activity-calls.ts";
import { auditCalls } from "./audit-calls.ts";
import { batchCalls, batchesOfAll } from "./batch-calls.ts";
import { type Call, companyCalls } from "./calls.ts";
import { companyRowCalls } from "./company-calls.ts";
import { changed, digestOf } from "./digest.ts";
import { notificationCalls } from "./notification-calls.ts";
import { personCalls } from "./person-calls.ts";
import { problemCalls } from "./problem-calls.ts";
import { acrossCalls, recordCalls } from "./record-calls.ts";
import { seedCompany, type Seeded } from "./seed-company.ts";
import { visitCalls } from "./visit-calls.ts";

const STORE = new URL("../../../server/store/", import.meta.url);
const REFUSED = "42501";
const NO_SUCH_PARENT = "23503";

/** What modules export beside functions that take a scope. */
const WITHOUT_SCOPE = [
  "audit-chains.ts auditChains",
  "bills.ts contractCurrency",
  "cause-of-wait.ts causeOfWait",
  "cursors.ts COMPARED",
  "under-way.ts isAtRest",
  "under-way.ts underWay",
  "bills.ts isTooMuchForDiscount",
  "runs.ts FIGURES_RUN",
  "audit-log.ts fromRow",
  "columns.ts columns",
  "connections.ts connectionColumns",
  "connections.ts firstSettings",
  "connections.ts fromRow",
  "connections.ts joinedConnection",
  "company-projects.ts joinedProject",
  "company-tables.ts companyTables",
  "activity-filter.ts tabStatuses",
  "deliveries.ts deliveryColumns",
  "deliveries.ts fromRow",
  "deliveries.ts readTold",
  "deliveries.ts asJson",
  "payments.ts amountInProcore",
  "payments.ts fromRow",
  "payments.ts isPaid",
  "payments.ts isPosted",
  "payments.ts isWhollyPaid",
  "payments.ts names",
  "payments.ts toRow",
  "project-records.ts whereWithin",
  "record-pushes.ts isLost",
  "record-pushes.ts landsUntil",
  "failure.ts PASSING",
  "held-back.ts HELD_BY",
  "in-order.ts inOrder",
  "failure.ts CREDENTIALS_REFUSED",
  "failure.ts STUMBLED",
  "failure.ts UNREACHABLE",
  "records.ts fromRow",
  "records.ts joinedRecord",
  "records.ts recordColumns",
  "records.ts recordColumnsOf",
  "records.ts toRow",
  "records.ts whereObject",
  "seal.ts createSeal",
  "seal.ts hashOf",
  "seal.ts SealError",
  "sealed-values.ts SEALED_COLUMNS",
  "sealed-values.ts ownerOf",
  "sessions.ts personWith",
];

type AnyCall = Call<Scope & PersonScope & AcrossScope>;
const ofOne: [string, AnyCall][] = Object.entries({
  ...activityCalls,
  ...companyCalls,
  ...companyRowCalls,
  ...batchCalls,
  ...recordCalls,
  ...auditCalls,
  ...visitCalls,
  ...problemCalls,
  ...notificationCalls,
});
const ofAll: [string, AnyCall][] = Object.entries({ ...acrossCalls, ...batchesOfAll });
const ofPeople: [string, AnyCall][] = Object.entries(personCalls);
/** Holds a row and tells nothing of it. */
const LOCKS_ONLY = "lockSchedules";
/** What tells something even where it finds no row, and what that is. */
const WITHOUT_ROW = {
  /** What it was given. */
  saveSettings: JSON.stringify(firstSettings),
  endSession: JSON.stringify({ isLast: true }),
  toldColumns: JSON.stringify({ told_change: null, told_creation: false }),
  failedRecords: JSON.stringify({ unacknowledged: 0, newest: [] }),
  pulseOf: JSON.stringify({
    syncedAt: null,
    recordSince: null,
    deliverySince: null,
    hasActivities: false,
  }),
  companyRows: JSON.stringify({ rows: [] }),
  filterChoices: JSON.stringify({ projects: [], connections: [], vendors: [] }),
  doubtfulBills: JSON.stringify({ count: 0, first: [] }),
  invoiceDates: JSON.stringify({ approvedAt: null, enteredAt: null }),
  sentBeside: JSON.stringify({ credited: null, isGross: null }),
  lockObject: JSON.stringify({ told: { isCreation: false } }),
};

let database: TestDatabase;
let victim: Seeded;
let intruder: Seeded;
let before: Map<string, string | null>;

beforeAll(async () => {
  database = await testDatabase();
  const { admin } = database;
  const numbered = ["record", "activity", "payment", "run", "session", "notification", "batch"];
  for (const name of numbered) {
    await admin.raw(`alter table ${plural(name)} alter ${name}_id restart with 70000001`);
  }
  const companyId = "562949953421313";
  victim = await seedCompany(admin, {
    companyId,
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  intruder = await seedCompany(admin, {
    companyId: "562949953429999",
    word: "Harborview",
    userId: "900021",
    leftUserId: "900022",
  });
  before = await digestOf(admin, victim);
});
afterAll(() => database.drop());

const plural = (name: string) => ({ activity: "activities", batch: "batches" })[name] ?? `${name}s`;

/** The victim's ids under the intruder's own company: what a mixed-up caller would pass. */
function mixedUp(): Seeded {
  const { companyId } = intruder;
  return {
    ...victim,
    companyId,
    connection: { ...victim.connection, companyId },
    record: { ...victim.record, companyId },
    payment: { ...victim.payment, companyId },
  };
}

interface Outcome {
  told: string;
  /** It told of no row: nothing, or counts that are zero. */
  isNothing: boolean;
  code: string | undefined;
}

async function outcomeOf(running: Promise<unknown>): Promise<Outcome> {
  try {
    const told = JSON.stringify(await running, (_key, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    return { told: told ?? "", isNothing: !/[1-9a-z]/i.test(emptied(told)), code: undefined };
  } catch (error) {
    return { told: "", isNothing: true, code: (error as { code?: string }).code ?? String(error) };
  }
}

/** Without the names of an object's fields, and without what says no. */
function emptied(told: string | undefined): string {
  return (told ?? "").replaceAll(/^false$|^null$|"\w+":(?=0)/g, "");
}

/** Whatever of the victim's would give it away in an answer. */
const marks = () => [
  victim.word,
  victim.companyId,
  victim.connectionId,
  victim.recordId,
  victim.activityId,
  victim.payment.paymentId,
  victim.runId,
  victim.notificationId,
  victim.batchId,
  victim.sessionId,
  victim.userId,
  victim.leftUserId,
];
const marksIn = (told: string, of = marks()) => of.filter((mark) => told.includes(mark));

/** Calls it in the intruder's name, with these ids. */
function asIntruder(name: string, call: AnyCall, of: Seeded): Promise<Outcome> {
  const { userId, companyId, token } = intruder;
  return outcomeOf(
    name in personCalls
      ? asPerson(database.db, { userId, secretHash: hashOf(token) }, (scope) =>
          call(scope as never, of),
        )
      : inCompany(database.db, companyId, (scope) => call(scope as never, of)),
  );
}

/** Once somebody has broken in, the next one is held against what is there since. */
async function expectUntouched(): Promise<void> {
  const was = before;
  before = await digestOf(database.admin, victim);
  expect(changed(was, before)).toEqual([]);
}

it("seeds each table that holds somebody's rows", () => {
  expect(before.size).toBeGreaterThan(15);
  expect([...before].filter(([, rows]) => rows === null)).toEqual([]);
});

it("knows how to call each function that takes a scope, and no other", async () => {
  const exported: string[] = [];
  for (const file of (await readdir(STORE)).filter((name) => name.endsWith(".ts"))) {
    const module = (await import(new URL(file, STORE).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      exported.push(`${file} ${name}`);
      if (WITHOUT_SCOPE.includes(`${file} ${name}`) && typeof value === "function") {
        expect(String(value), name).not.toMatch(/^(?:async )?(?:function )?\w*\(scope\b/);
      }
    }
  }

  const called = [...ofOne, ...ofAll, ...ofPeople].map(([name]) => name);
  const takesScope = exported.filter((one) => !WITHOUT_SCOPE.includes(one));
  expect(WITHOUT_SCOPE.filter((one) => !exported.includes(one))).toEqual([]);
  expect(takesScope.map((one) => one.split(" ")[1]).toSorted()).toEqual(called.toSorted());
});

it.each([...ofOne, ...ofAll, ...ofPeople])("lets %s reach its caller's own", async (name, call) => {
  const trx = (await database.admin.transaction()) as typeof database.admin;

  const { isNothing, code } = await outcomeOf(call(trx, victim));
  const after = code === undefined ? await digestOf(trx, victim) : before;
  await trx.rollback();

  expect(code).toBeUndefined();
  expect(!isNothing || changed(before, after).length > 0 || name === LOCKS_ONLY).toBe(true);
});

it.each([...ofOne, ...ofPeople])("keeps %s from another's rows", async (name, call) => {
  const { told, isNothing, code } = await asIntruder(name, call, victim);

  expect([undefined, REFUSED]).toContain(code);
  expect(isNothing || told === WITHOUT_ROW[name as keyof typeof WITHOUT_ROW], told).toBe(true);
  expect(marksIn(told)).toEqual([]);
  await expectUntouched();
});

it.each(ofAll)("keeps %s from another's rows in a company's name", async (name, call) => {
  const { told, code } = await asIntruder(name, call, victim);

  expect([undefined, REFUSED]).toContain(code);
  expect(marksIn(told)).toEqual([]);
  await expectUntouched();
});

it.each([...ofOne, ...ofAll])("keeps %s from rows whose ids another brings", async (name, call) => {
  const { told, code } = await asIntruder(name, call, mixedUp());

  expect([undefined, REFUSED, NO_SUCH_PARENT]).toContain(code);
  expect(marksIn(told, [victim.word, victim.companyId])).toEqual([]);
  await expectUntouched();
});
