import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createSeal, type SealKey } from "../../server/store/seal.ts";
import { connectCompany } from "../a-company.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { startMain, untilReady } from "./start-main.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const start = (given?: Record<string, string>) => startMain(database.connectionString, given);

it.each(["SIGINT", "SIGTERM"] as const)(
  "serves until %s, then ends cleanly within 10 s",
  async (signal) => {
    const app = start();
    await untilReady(app);

    app.child.kill(signal);
    const late = setTimeout(() => app.child.kill("SIGKILL"), 10_000);
    const [code] = await app.exited;
    clearTimeout(late);

    expect(code).toBe(0);
    expect(await app.stdout).toMatch(/"msg":"stopped"/);
  },
);

it("ends at once on a second signal, whatever it waits for", async () => {
  // Its tick waits for this lock, and it for its tick: by itself it would end only with its
  // patience.
  const lock = await database.admin.transaction();
  onTestFinished(async () => void (await lock.rollback()));
  await lock.raw("lock table schedules in access exclusive mode");
  const app = start();
  await untilReady(app);
  await expect
    .poll(() =>
      database
        .admin("pg_locks")
        .where({ granted: false })
        .whereRaw("relation = 'schedules'::regclass"),
    )
    .not.toHaveLength(0);

  app.child.kill("SIGTERM");
  await expect.poll(app.written).toContain('"msg":"stopping"');
  app.child.kill("SIGINT");

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stdout).not.toMatch(/"msg":"(?:stopped|did not stop in time)"/);
});

it("refuses a bad environment with one message and nothing else", async () => {
  const app = start({ APP_URL: "", PROCORE_CLIENT_ID: "", ROLE: "boss" });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toBe(
    "The environment is not right:\n  ROLE must be all, web or worker\n  APP_URL is missing\n  PROCORE_CLIENT_ID is missing\n",
  );
  expect(await app.stdout).toBe("");
});

it("refuses to start without a key that a value needs, then counts the values for each key", async () => {
  const keys = ["2026a", "2026b"].map((id) => ({ id, key: randomBytes(32) }));
  const named = ({ id, key }: SealKey) => `${id}:${key.toString("base64")}`;
  const [lost, kept] = keys as [SealKey, SealKey];
  await connectCompany(database, "562949953421313");
  const webhookSecret = createSeal([lost]).seal("x", "companies.webhook_secret", "562949953421313");
  await database.admin("companies").update({ webhook_secret: webhookSecret });
  onTestFinished(async () => void (await database.admin("companies").delete()));

  const refused = start({ ENCRYPTION_KEYS: named(kept) });

  expect((await refused.exited)[0]).toBe(1);
  expect(await refused.stderr).toBe(
    'ENCRYPTION_KEYS lacks the key "2026a" (1 value is sealed with it). Put it back after the current one; once npm run keys -- rotate has sealed all with the current one, it can go.\n',
  );
  expect(await refused.stdout).toBe("");
  const url = await untilReady(start({ ENCRYPTION_KEYS: keys.toReversed().map(named).join(",") }));
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('crosstie_sealed_values{key="2026a"} 1\n');
  expect(metrics).not.toContain("562949953421313");
});

it("refuses to start with other bytes under the name of a key, in which npm run keys agrees", async () => {
  const [key, other] = [randomBytes(32), randomBytes(32)];
  const companies = ["562949953421313", "562949953429999"];
  for (const companyId of companies) {
    await connectCompany(database, companyId);
    const secret = createSeal([{ id: "2026a", key }]).seal(
      "x",
      "companies.webhook_secret",
      companyId,
    );
    await database
      .admin("companies")
      .where({ company_id: companyId })
      .update({ webhook_secret: secret });
  }
  onTestFinished(async () => void (await database.admin("companies").delete()));
  const environment = (bytes: Buffer) => ({ ENCRYPTION_KEYS: `2026a:${bytes.toString("base64")}` });

  const refused = start(environment(other));

  expect((await refused.exited)[0]).toBe(1);
  const sentence =
    'ENCRYPTION_KEYS has other bytes under the name "2026a" than those that 2 values in the database were sealed with: none that was tried opens. Give it the bytes it had, and the new ones a name of their own.\n';
  expect(await refused.stderr).toBe(sentence);
  const counted = startMain(database.connectionString, environment(other), "scripts/keys.ts");
  expect((await counted.exited)[0]).toBe(1);
  expect(await counted.stdout).toBe("2026a 2\n");
  expect(await counted.stderr).toBe(sentence);

  // One damaged value is no reason to stop all others.
  await database
    .admin("companies")
    .where({ company_id: companies[0] })
    .update({
      webhook_secret: database
        .admin("companies")
        .where({ company_id: companies[1] })
        .select("webhook_secret"),
    });
  await untilReady(start(environment(key)));
});

it("says that its port is in use", async () => {
  const { port } = new URL(await untilReady(start()));

  const second = start({ PORT: port });

  expect((await second.exited)[0]).toBe(1);
  expect(await second.stderr).toBe(
    `Port ${port} is in use. Stop what uses it, or set PORT to another one.\n`,
  );
});

it("runs as web and as worker side by side", async () => {
  const urls = await Promise.all([
    untilReady(start({ ROLE: "web" })),
    untilReady(start({ ROLE: "worker" })),
  ]);

  const statuses = await Promise.all(
    urls.map(async (url) => (await fetch(`${url}/api/v1/session`)).status),
  );

  expect(statuses).toEqual([401, 404]);
});

it("lives on after whatever anybody says on its channel", async () => {
  const app = start();
  const url = await untilReady(app);

  for (const notice of ["", "no JSON", "null", "[]", '{"companyId":1}', '{"what":"record"}']) {
    await database.admin.raw("select pg_notify('crosstie_live', ?)", [notice]);
  }
  await expect.poll(() => app.written().match(/notice has an unknown shape/g)).toHaveLength(6);

  expect(await fetch(`${url}/readyz`)).toMatchObject({ status: 200 });
  expect(app.child.exitCode).toBeNull();
});
