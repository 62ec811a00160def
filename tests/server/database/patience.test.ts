import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../server/database/open-database.ts";
import { createPatience } from "../../../server/database/patience.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { recoveringPostgres } from "../../recovering-postgres.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

function listening() {
  const said: string[] = [];
  const write = (line: Buffer, _: unknown, done: () => void) => {
    said.push((JSON.parse(String(line)) as { msg: string }).msg);
    done();
  };
  return { said, log: pino(new Writable({ write })) };
}

const open = (databaseUrl: string) =>
  openDatabase({
    databaseUrl,
    databaseDirectUrl: undefined,
    databaseMigrationUrl: undefined,
    dataDir: "unused",
  });

async function recovering(times: number): Promise<string> {
  const { connectionString } = database;
  const server = await recoveringPostgres(connectionString, (_, before) => before < times);
  onTestFinished(() => server.close());
  return server.url(connectionString);
}

it("waits for a PostgreSQL that recovers, and says so once", async () => {
  const { said, log } = listening();
  const url = await recovering(2);

  const opened = await createPatience({ log })(() => open(url));
  onTestFinished(() => opened.stop());

  expect((await opened.db.raw("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(said).toEqual(["PostgreSQL is starting up or recovering: waiting for it, 300 s at most"]);
});

it("waits no longer than it says", async () => {
  const { log } = listening();
  const url = await recovering(Number.POSITIVE_INFINITY);
  const limits = { comingMs: 700, refusedMs: 0 };

  const waiting = createPatience({ log, limits })(() => open(url));

  await expect(waiting).rejects.toThrow(/does not answer: the database system is starting up/);
});

it("waits for moments only where connections are refused", async () => {
  const { said, log } = listening();
  const limits = { comingMs: 60_000, refusedMs: 700 };

  const waiting = createPatience({ log, limits })(() =>
    open("postgresql://crosstie@127.0.0.1:1/crosstie"),
  );

  await expect(waiting).rejects.toThrow(/ECONNREFUSED/);
  expect(said).toEqual(["PostgreSQL refuses connections: waiting for it, 1 s at most"]);
});

it("does not wait with what no time mends", async () => {
  const { said, log } = listening();
  const wrong = Object.assign(new URL(database.connectionString), { password: "wrong" }).href;

  await expect(createPatience({ log })(() => open(wrong))).rejects.toThrow(/password/);
  expect(said).toEqual([]);
});

it("gives up when nobody waits for it any more", async () => {
  const { log } = listening();
  const url = await recovering(Number.POSITIVE_INFINITY);

  const waiting = createPatience({ log, isOver: () => true })(() => open(url));

  await expect(waiting).rejects.toThrow(/starting up/);
});
