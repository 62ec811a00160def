import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany, type Scope } from "../../../server/database/scope.ts";
import { addActivity, type NewActivity } from "../../../server/store/activities.ts";
import {
  type ActivityFilter,
  type ActivityTab,
  countTabs,
  matchingActivities,
} from "../../../server/store/activity-filter.ts";
import { listActivities } from "../../../server/store/activity-lists.ts";
import { addRecord } from "../../../server/store/new-records.ts";
import { updateRecord } from "../../../server/store/records.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "./seed-company.ts";

const companyId = "562949953421313";
const ids = new Map<string, string>();
let database: TestDatabase;
let connectionId: string;

const as = <T>(work: (scope: Scope) => Promise<T>) => inCompany(database.db, companyId, work);

beforeAll(async () => {
  database = await testDatabase();
  const seeded = { companyId, word: "Seed", userId: "900011", leftUserId: "900012" };
  ({ connectionId } = await seedCompany(database.admin, seeded));
  await database.admin("activities").delete();
  await addVendor("300", "Acme Steel");
  const steel = await addContract("SC-014", {
    title: "Structural steel",
    projectId: "77",
    vendorId: "300",
  });
  const glass = await addContract("SC-021", {
    title: "Glazing 100%",
    projectId: "88",
    vendorId: "301",
  });
  const paint = await addContract("SC-030", { title: "Paint", projectId: "77", vendorId: "301" });
  await updateRecord(database.admin, { companyId, recordId: paint }, { erpNumber: "PO10428" });
  await add("steel created", { recordId: steel, impact: "100000.00", at: "2026-03-01" });
  await add("steel raised", { recordId: steel, impact: "25000.00", at: "2026-03-20" });
  await add("glass created", {
    recordId: glass,
    status: "failed",
    impact: "840000.00",
    at: "2026-03-10",
  });
  await add("glass cut", { recordId: glass, impact: "-12400.50", at: "2026-03-21" });
  await add("paint created", {
    recordId: paint,
    status: "synced",
    impact: "5000.00",
    at: "2026-02-01",
  });
  await add("paint renamed", { recordId: paint, status: "not_applicable", at: "2026-03-22" });
}, 60_000);
afterAll(() => database.drop());

async function addVendor(procoreId: string, title: string): Promise<void> {
  const vendor = { kind: "vendor", projectId: null, parent: null, document: "vendor" };
  await addRecord(database.admin, {
    ...vendor,
    companyId,
    connectionId,
    procoreId,
    vendorId: procoreId,
    number: "",
    title,
    snapshot: {},
    seenAt: new Date(),
  });
}

async function addContract(
  number: string,
  of: { title: string; projectId: string; vendorId: string },
): Promise<string> {
  const procoreId = `5629499${number.replace(/\D/g, "")}`;
  const record = await addRecord(database.admin, {
    ...of,
    companyId,
    connectionId,
    kind: "commitment",
    procoreId,
    parent: `commitment:${procoreId}`,
    document: "subcontract",
    number,
    snapshot: {},
    seenAt: new Date(),
  });
  return record!.recordId;
}

async function add(
  word: string,
  {
    recordId,
    impact,
    status,
    at,
  }: { recordId: string; impact?: string; status?: NewActivity["status"]; at: string },
): Promise<void> {
  const activityId = await addActivity(database.admin, {
    companyId,
    recordId,
    action: "updated",
    changes: [],
    impact: impact ? { amount: impact, percent: null, fields: [] } : null,
    changedBy: null,
    ...(status && { status }),
  });
  ids.set(activityId, word);
  await database
    .admin("activities")
    .where({ activity_id: activityId })
    .update({ detected_at: `${at}T12:00:00Z` });
}

const found = (tab: ActivityTab, filter: Omit<ActivityFilter, "companyId"> = {}) =>
  as(async (scope) => {
    const some = await matchingActivities(scope, { companyId, ...filter }, tab)
      .orderBy("a.activity_id")
      .pluck<string[]>("a.activity_id");
    return some.map((id) => ids.get(id));
  });

it("has each record in one of the open tabs, with all its open changes", async () => {
  expect(await found("pending")).toEqual(["steel created", "steel raised"]);
  expect(await found("failed")).toEqual(["glass created", "glass cut"]);
  expect(await found("completed")).toEqual(["paint created", "paint renamed"]);
  expect(await as((scope) => countTabs(scope, { companyId }))).toEqual({
    pending: 1,
    failed: 1,
    completed: 2,
  });
});

it("lists a record that waits once, with what its changes come to", async () => {
  const page = { filter: { companyId }, before: undefined, limit: 10 };

  const [row, ...others] = await as((scope) => listActivities(scope, "failed", page));

  expect(others).toEqual([]);
  expect(row).toMatchObject({
    count: 2,
    impact: "827599.50",
    since: new Date("2026-03-10T12:00:00Z"),
    newest: { record: { number: "SC-021" } },
  });
  expect(row?.open.map(({ activityId }) => ids.get(activityId))).toEqual([
    "glass cut",
    "glass created",
  ]);
});

it("goes on where a page has ended", async () => {
  const filter = { companyId };
  const page = (before: string | undefined) =>
    as((scope) => listActivities(scope, "completed", { filter, before, limit: 1 }));

  const [first] = await page(undefined);
  const [second] = await page(first!.newest.activityId);

  expect([first, second].map((row) => ids.get(row!.newest.activityId))).toEqual([
    "paint renamed",
    "paint created",
  ]);
  expect(await page(second!.newest.activityId)).toEqual([]);
});

it.each<[string, Omit<ActivityFilter, "companyId">, ActivityTab[]]>([
  ["a project", { projectIds: ["77"] }, ["pending", "completed"]],
  ["a kind", { kinds: ["requisition"] }, []],
  ["another connection", { connectionIds: ["00000000-0000-4000-8000-000000000000"] }, []],
  ["a vendor", { vendorIds: ["300"] }, ["pending"]],
  ["a status", { statuses: ["failed", "pending"] }, ["pending", "failed"]],
  ["a vendor's name", { text: "acme" }, ["pending"]],
  ["a number", { text: "sc-02" }, ["failed"]],
  ["a title with a sign that PostgreSQL reads otherwise", { text: "0%" }, ["failed"]],
  ["an ERP number", { text: "10428" }, ["completed"]],
  ["a whole id", { text: "5629499014" }, ["pending"]],
  ["a part of an id", { text: "562949901" }, []],
  ["the impact of all open changes together", { minImpact: "120000" }, ["pending", "failed"]],
  ["an impact to the cent", { minImpact: "827599.51" }, []],
  ["days", { since: new Date("2026-03-15"), until: new Date("2026-03-22") }, ["pending", "failed"]],
  ["two at once", { projectIds: ["77"], minImpact: "5000.00", text: "paint" }, ["completed"]],
  [
    "what a person may see of a project",
    { within: { projectIds: ["88"], parents: [] } },
    ["failed"],
  ],
  [
    "what a person may see of a contract",
    { within: { projectIds: [], parents: ["commitment:5629499030"] } },
    ["completed"],
  ],
  ["nothing, for whom nothing is to be seen", { within: { projectIds: [], parents: [] } }, []],
])("filters by %s", async (_what, filter, tabs) => {
  const all: ActivityTab[] = ["pending", "failed", "completed"];
  const counts = await as((scope) => countTabs(scope, { companyId, ...filter }));

  expect(all.filter((tab) => counts[tab] > 0)).toEqual(tabs);
  for (const tab of all) expect((await found(tab, filter)).length > 0).toBe(tabs.includes(tab));
});

it("filters Completed by one of its two statuses, and by impact up or down", async () => {
  expect(await found("completed", { statuses: ["synced"] })).toEqual(["paint created"]);
  expect(await found("completed", { minImpact: "5000" })).toEqual(["paint created"]);
  expect(await found("completed", { minImpact: "5000.01" })).toEqual([]);
});
