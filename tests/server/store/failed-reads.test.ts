import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { beginCompany } from "../../../server/store/companies.ts";
import {
  chooseProjects,
  chosenProjects,
  saveCompanyProjects,
} from "../../../server/store/company-projects.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection } from "../../../server/store/connections.ts";
import {
  type Unreadable,
  recordsToReadAgain,
  failedReadsOf,
  noteFailedRead,
  forgetFailedRead,
} from "../../../server/store/failed-reads.ts";
import { knownObject } from "../../../server/store/known-objects.ts";
import { aCompany, connectCompany } from "../../a-company.ts";
import { aConnection } from "../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
const refused = { reason: "Procore: Not permitted", whoseMove: "admin" } as const;

let database: TestDatabase;
let connectionId: string;

beforeAll(async () => {
  database = await testDatabase();
  ({ connectionId } = await connectCompany(database, companyId));
  await saveCompanyProjects(database.admin, companyId, [
    { id: "77", name: "Clinic", number: "24-011" },
    { id: "88", name: "Tower", number: undefined },
  ]);
});
beforeEach(async () => {
  await database.admin("failed_reads").delete();
  await chooseProjects(database.admin, companyId, ["77"]);
});
afterAll(() => database.drop());

const invoice = (procoreId: string, projectId: string | null = "77"): Unreadable => ({
  companyId,
  connectionId,
  kind: "requisition",
  isList: false,
  procoreId,
  projectId,
});
const noted = async (what: Unreadable) =>
  (await knownObject(database.admin, what, { whole: [], parts: [] }))?.failedRead;
const next = async (limit: number) =>
  (await recordsToReadAgain(database.admin, { companyId, connectionId, limit }))
    .map(({ procoreId }) => procoreId)
    .toSorted();

it("keeps since when a look is owed and what is its baseline, with the newest reason", async () => {
  const baselineUntil = new Date("2026-03-20T15:00:00Z");
  await noteFailedRead(database.admin, invoice("1"), { ...refused, baselineUntil });
  const [first] = await failedReadsOf(database.admin, companyId);

  await noteFailedRead(database.admin, invoice("1"), {
    reason: "Procore: a gateway answered 502",
    whoseMove: "crosstie",
  });

  expect(await failedReadsOf(database.admin, companyId)).toEqual([
    { ...first, reason: "Procore: a gateway answered 502", whoseMove: "crosstie" },
  ]);
  expect(await noted(invoice("1"))).toEqual({ baselineUntil });
  await forgetFailedRead(database.admin, invoice("1"));
  expect(await noted(invoice("1"))).toBeUndefined();
});

it("shows together what is owed for one reason, and nothing of projects that are not chosen", async () => {
  await noteFailedRead(
    database.admin,
    { ...invoice("77"), kind: "requisition", isList: true },
    refused,
  );
  await noteFailedRead(database.admin, invoice("1"), refused);
  await noteFailedRead(database.admin, invoice("2"), refused);
  await noteFailedRead(database.admin, invoice("3", "88"), refused);
  await noteFailedRead(database.admin, { ...invoice("9", null), kind: "vendor" }, refused);

  expect(await failedReadsOf(database.admin, companyId)).toMatchObject([
    {
      kind: "requisition",
      isList: true,
      projectId: "77",
      projectName: "Clinic",
      count: 1,
      ...refused,
    },
    { kind: "requisition", projectId: "77", count: 2 },
    { kind: "vendor", projectId: null, projectName: null, count: 1 },
  ]);
  expect(await failedReadsOf(database.admin, "1")).toEqual([]);
});

it("takes turns with the records of chosen projects and of the company", async () => {
  for (const id of ["1", "2", "3"]) await noteFailedRead(database.admin, invoice(id), refused);
  await noteFailedRead(database.admin, invoice("4", "88"), refused);
  await noteFailedRead(database.admin, { ...invoice("5", null), kind: "vendor" }, refused);
  await noteFailedRead(
    database.admin,
    { ...invoice("77"), kind: "commitment", isList: true },
    refused,
  );

  expect(await next(2)).toEqual(["1", "2"]);
  expect(await next(2)).toEqual(["3", "5"]);
  expect(await next(9)).toEqual(["1", "2", "3", "5"]);
});

it("wakes open screens when something is owed, for another reason, or no longer, and not when it is asked for again", async () => {
  const told: string[] = [];
  const session = await database.openSession();
  await session.listen("crosstie_live", {
    onNotice: (payload) => void told.push(payload),
    onGap: () => {},
  });

  await noteFailedRead(database.admin, invoice("1"), refused);
  await noteFailedRead(database.admin, invoice("1"), refused);
  await next(9);
  await noteFailedRead(database.admin, invoice("1"), { ...refused, reason: "Procore: Gone" });
  await forgetFailedRead(database.admin, invoice("1"));
  await forgetFailedRead(database.admin, invoice("1"));
  await database.admin.raw("select pg_notify('crosstie_live', 'the end')");

  await expect.poll(() => told).toContain("the end");
  const event = { companyId, what: "settings", projectId: null, parent: null };
  expect(told.slice(0, -1).map((text) => JSON.parse(text) as unknown)).toEqual([
    event,
    event,
    event,
  ]);
});

it("forgets what is owed with the connection", async () => {
  const other = { ...invoice("1"), companyId: "7" };
  await beginCompany(database.admin, { ...aCompany, companyId: "7", name: "Harborview" });
  await saveConnection(database.admin, { ...aConnection, companyId: "7" });
  other.connectionId = (await findConnection(database.admin, "7"))!.connectionId;
  await noteFailedRead(database.admin, other, refused);

  await database.admin("companies").where({ company_id: "7" }).delete();

  expect(await database.admin("failed_reads").where({ company_id: "7" })).toEqual([]);
});

it("remembers since when a project is chosen until it no longer is", async () => {
  const chosenAt = async () =>
    (await chosenProjects(database.admin, companyId)).map((project) => [
      project.projectId,
      project.chosenAt?.toISOString(),
    ]);
  await database
    .admin("company_projects")
    .where({ project_id: "77" })
    .update({ chosen_at: "2026-03-20T15:00:00Z" });

  await chooseProjects(database.admin, companyId, ["77", "88"]);
  expect(await chosenAt()).toEqual([
    ["77", "2026-03-20T15:00:00.000Z"],
    ["88", expect.stringMatching(/:\d\d\.000Z$/)],
  ]);

  await chooseProjects(database.admin, companyId, ["88"]);
  await chooseProjects(database.admin, companyId, ["77"]);
  expect(await chosenAt()).not.toContainEqual(["77", "2026-03-20T15:00:00.000Z"]);
});
