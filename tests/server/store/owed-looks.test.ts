import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listen } from "../../../server/http/listen.ts";
import { beginCompany } from "../../../server/store/companies.ts";
import {
  chooseProjects,
  chosenProjects,
  saveCompanyProjects,
} from "../../../server/store/company-projects.ts";
import { findConnection, saveConnection } from "../../../server/store/connections.ts";
import {
  findOwedLook,
  type Look,
  nextOwedRecords,
  owedLooksOf,
  oweLook,
  settleLook,
} from "../../../server/store/owed-looks.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = "562949953421313";
const refused = { reason: "Procore: Not permitted", whoseMove: "admin" } as const;

let database: TestDatabase;
let connectionId: string;

beforeAll(async () => {
  database = await testDatabase();
  await beginCompany(database.db, {
    companyId,
    name: "Ridgeline",
    webhookSecret: "sealed",
    installedBy: "1",
  });
  await saveCompanyProjects(database.db, companyId, [
    { id: "77", name: "Clinic", number: "24-011" },
    { id: "88", name: "Tower", number: undefined },
  ]);
  await saveConnection(database.db, {
    companyId,
    system: "netsuite",
    credentials: "sealed",
    shown: {},
    summary: "",
    choices: {},
  });
  connectionId = (await findConnection(database.db, companyId))!.connectionId;
});
beforeEach(async () => {
  await database.db("owed_looks").delete();
  await chooseProjects(database.db, companyId, ["77"]);
});
afterAll(() => database.drop());

const invoice = (procoreId: string, projectId: string | null = "77"): Look => ({
  companyId,
  connectionId,
  kind: "requisition",
  procoreId,
  projectId,
});
const next = async (limit: number) =>
  (await nextOwedRecords(database.db, { companyId, connectionId, limit }))
    .map(({ procoreId }) => procoreId)
    .toSorted();

it("keeps since when a look is owed and what is its baseline, with the newest reason", async () => {
  const baselineUntil = new Date("2026-03-20T15:00:00Z");
  await oweLook(database.db, invoice("1"), { ...refused, baselineUntil });
  const [first] = await owedLooksOf(database.db, companyId);

  await oweLook(database.db, invoice("1"), {
    reason: "Procore: a gateway answered 502",
    whoseMove: "crosstie",
  });

  expect(await owedLooksOf(database.db, companyId)).toEqual([
    { ...first, reason: "Procore: a gateway answered 502", whoseMove: "crosstie" },
  ]);
  expect(await findOwedLook(database.db, invoice("1"))).toEqual({ baselineUntil });
  await settleLook(database.db, invoice("1"));
  expect(await findOwedLook(database.db, invoice("1"))).toBeUndefined();
});

it("shows together what is owed for one reason, and nothing of projects that are not chosen", async () => {
  await oweLook(database.db, { ...invoice("77"), kind: "requisition_list" }, refused);
  await oweLook(database.db, invoice("1"), refused);
  await oweLook(database.db, invoice("2"), refused);
  await oweLook(database.db, invoice("3", "88"), refused);
  await oweLook(database.db, { ...invoice("9", null), kind: "vendor" }, refused);

  expect(await owedLooksOf(database.db, companyId)).toMatchObject([
    { kind: "requisition_list", projectId: "77", projectName: "Clinic", count: 1, ...refused },
    { kind: "requisition", projectId: "77", count: 2 },
    { kind: "vendor", projectId: null, projectName: null, count: 1 },
  ]);
  expect(await owedLooksOf(database.db, "1")).toEqual([]);
});

it("takes turns with the records of chosen projects and of the company", async () => {
  for (const id of ["1", "2", "3"]) await oweLook(database.db, invoice(id), refused);
  await oweLook(database.db, invoice("4", "88"), refused);
  await oweLook(database.db, { ...invoice("5", null), kind: "vendor" }, refused);
  await oweLook(database.db, { ...invoice("77"), kind: "commitment_list" }, refused);

  expect(await next(2)).toEqual(["1", "2"]);
  expect(await next(2)).toEqual(["3", "5"]);
  expect(await next(9)).toEqual(["1", "2", "3", "5"]);
});

it("wakes open screens when something is owed, for another reason, or no longer, and not when it is asked for again", async () => {
  const told: string[] = [];
  const listener = listen({
    connectionString: database.connectionString,
    channel: "crosstie_live",
    log: pino({ level: "silent" }),
    onNotice: (payload) => void told.push(payload),
    onHeardAgain: () => {},
  });
  await listener.start();

  await oweLook(database.db, invoice("1"), refused);
  await oweLook(database.db, invoice("1"), refused);
  await next(9);
  await oweLook(database.db, invoice("1"), { ...refused, reason: "Procore: Gone" });
  await settleLook(database.db, invoice("1"));
  await settleLook(database.db, invoice("1"));
  await database.db.raw("select pg_notify('crosstie_live', 'the end')");

  await expect.poll(() => told).toContain("the end");
  await listener.stop();
  const event = { companyId, what: "settings", projectId: null, commitmentId: null };
  expect(told.slice(0, -1).map((text) => JSON.parse(text) as unknown)).toEqual([
    event,
    event,
    event,
  ]);
});

it("forgets what is owed with the connection", async () => {
  const other = { ...invoice("1"), companyId: "7" };
  await beginCompany(database.db, {
    companyId: "7",
    name: "Harborview",
    webhookSecret: "sealed",
    installedBy: "1",
  });
  await saveConnection(database.db, {
    companyId: "7",
    system: "netsuite",
    credentials: "sealed",
    shown: {},
    summary: "",
    choices: {},
  });
  other.connectionId = (await findConnection(database.db, "7"))!.connectionId;
  await oweLook(database.db, other, refused);

  await database.db("companies").where({ company_id: "7" }).delete();

  expect(await findOwedLook(database.db, other)).toBeUndefined();
});

it("remembers since when a project is chosen until it no longer is", async () => {
  const chosenAt = async () =>
    (await chosenProjects(database.db, companyId)).map((project) => [
      project.projectId,
      project.chosenAt?.toISOString(),
    ]);
  await database
    .db("company_projects")
    .where({ project_id: "77" })
    .update({ chosen_at: "2026-03-20T15:00:00Z" });

  await chooseProjects(database.db, companyId, ["77", "88"]);
  expect(await chosenAt()).toEqual([
    ["77", "2026-03-20T15:00:00.000Z"],
    ["88", expect.stringMatching(/:\d\d\.000Z$/)],
  ]);

  await chooseProjects(database.db, companyId, ["88"]);
  await chooseProjects(database.db, companyId, ["77"]);
  expect(await chosenAt()).not.toContainEqual(["77", "2026-03-20T15:00:00.000Z"]);
});
