import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { beginCompany, setCompanyStatus } from "../../../server/store/companies.ts";
import { COMPANY, openRig, type Rig, SECRET, v2, v3, v4 } from "./rig.ts";

let rig: Rig;
const asides = () => rig.admin("set_aside_deliveries").orderBy("set_aside_at");
/** After which earlier deliveries count no more as coming at once with the next. */
async function aMoment(): Promise<void> {
  await wait(250);
  await rig.admin("pgboss.job").delete();
}

beforeAll(async () => {
  rig = await openRig();
});

beforeEach(async () => {
  await rig.admin("deliveries").delete();
  await rig.admin("set_aside_deliveries").delete();
  await rig.admin("pgboss.job").delete();
  rig.outcomes.length = 0;
});

afterAll(() => rig.close());

it.each([
  ["v2", v2()],
  ["v3", v3()],
  ["v4", v4()],
])("keeps a delivery of payload %s before it answers", async (_version, payload) => {
  const answer = await rig.deliver(payload);

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toMatchObject([
    {
      company_id: COMPANY,
      delivery_id: payload.ulid ?? payload.id,
      project_id: "77",
      event: "update",
      user_id: "5",
      resource_name: payload.resource_name ?? payload.resource_type,
      resource_id: String(payload.resource_id),
      happened_at: new Date("2026-03-04T10:11:12.123Z"),
      payload: JSON.stringify(payload),
    },
  ]);
});

it("keeps who made the change, where Procore says so", async () => {
  await rig.deliver(v3({ metadata: { source_user_id: 9, source_application_id: "another-app" } }));

  expect(await rig.kept()).toMatchObject([
    { source_user_id: "9", source_application_id: "another-app" },
  ]);
});

it.each(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-15:59", "2026-03-04T10:11:12.512093+14:00"])(
  "keeps a delivery of %s",
  async (timestamp) => {
    expect((await rig.deliver(v3({ timestamp }))).status).toBe(204);
  },
);

it.each([
  ["malformed JSON", '{"company_id": 562949953421313, "secret-looking": "Tr0ub4dor"'],
  ["a JSON list", JSON.stringify([v3()])],
  ["an unknown shape", JSON.stringify({ hello: "Tr0ub4dor", company_id: 562949953421313 })],
  ["no id of a record", JSON.stringify(v3({ resource_id: null }))],
  ["an id that is no id", JSON.stringify(v3({ resource_id: "1; drop table deliveries" }))],
  ["a time that is no time", JSON.stringify(v3({ timestamp: "yesterday" }))],
  ["a time without a zone", JSON.stringify(v3({ timestamp: "2026-03-04T10:11:12" }))],
  ["a time of year 0", JSON.stringify(v3({ timestamp: "0000-01-01T00:00:00Z" }))],
  ["an offset of 16 hours", JSON.stringify(v3({ timestamp: "2026-03-04T10:11:12+16:00" }))],
  ["more than 16 kB", JSON.stringify(v3({ padding: "x".repeat(300_000) }))],
  ["more than a megabyte", JSON.stringify(v3({ padding: "x".repeat(3_000_000) }))],
  ["a project that is none", JSON.stringify(v3({ project_id: "12345678901234567890" }))],
  ["a list of two projects", JSON.stringify([v3(), v3({ project_id: 78 })])],
])("sets %s aside, polls instead, and logs it without its body", async (_case, body) => {
  rig.forgetLog();
  const answer = await rig.deliver(body);

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toEqual([]);
  expect(rig.outcomes).toEqual(["set_aside"]);
  expect(await asides()).toMatchObject([
    { company_id: COMPANY, problem: expect.any(String), payload: body.slice(0, 16 * 1024) },
  ]);
  expect(await rig.waiting("poll-changes")).toMatchObject([
    { companyId: COMPANY, isCatchUp: true },
  ]);
  expect(rig.logged()).not.toContain("Tr0ub4dor");
  expect(rig.logged()).not.toContain("drop table");
});

it("reads a delivery that begins with a byte order mark", async () => {
  const answer = await rig.deliver(`\ufeff${JSON.stringify(v3())}`);

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toHaveLength(1);
});

it("stores the same delivery ten times at once as one", async () => {
  const payload = v3();

  const answers = await Promise.all(Array.from({ length: 10 }, () => rig.deliver(payload)));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204));
  expect(await rig.kept()).toHaveLength(1);
});

it("answers a delivery that comes again later without changing what is kept", async () => {
  const payload = v3();
  await rig.deliver(payload);
  await rig.admin("deliveries").update({ queued_at: new Date() });

  const again = await rig.deliver({ ...payload, resource_name: "Something Else" });

  expect(again.status).toBe(204);
  expect(await rig.kept()).toMatchObject([
    { resource_name: "Work Order Contracts", queued_at: expect.any(Date) },
  ]);
});

it("keeps every one of a hundred deliveries that come together", async () => {
  const payloads = Array.from({ length: 100 }, (_, index) => v3({ resource_id: index + 1 }));

  const answers = await Promise.all(payloads.map((payload) => rig.deliver(payload)));

  expect(answers.every(({ status }) => status === 204)).toBe(true);
  expect(new Set((await rig.kept()).map((row) => row.resource_id))).toEqual(
    new Set(payloads.map(({ resource_id }) => String(resource_id))),
  );
});

it("keeps every digit of ids beyond 2^53", async () => {
  const body = JSON.stringify(v3()).replace('"resource_id":4242', '"resource_id":9007199254740993');

  await rig.deliver(body);

  const { rows } = await rig.admin.raw(
    "select resource_id, payload::json ->> 'resource_id' as raw from deliveries",
  );
  expect(rows).toEqual([{ resource_id: "9007199254740993", raw: "9007199254740993" }]);
});

it("knows a record by one form of its id", async () => {
  await rig.deliver(v4({ resource_id: "0004343" }));

  expect(await rig.kept()).toMatchObject([{ resource_id: "4343" }]);
});

it("keeps deliveries whose text PostgreSQL cannot store as it is", async () => {
  const escapes = '"nul \\u0000 half \\ud83d pair \\ud83d\\ude00"';
  const odd = JSON.stringify(v3({ user_name: "A" })).replace('"A"', escapes);
  const oddName = JSON.stringify(v3({ resource_name: "A" })).replace('"A"', escapes);

  const answers = await Promise.all([rig.deliver(odd), rig.deliver(oddName), rig.deliver(v3())]);

  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  const kept = await rig.kept();
  expect(kept.map(({ payload }) => payload)).toContain(odd);
  expect(kept.map((row) => row.resource_name)).toContain("nul \ufffd half \ufffd pair 😀");
});

it("keeps a number that no database could hold", async () => {
  const huge = JSON.stringify(v3({ note: "A" })).replace('"A"', "[1e131071, 1e999999]");

  const answer = await rig.deliver(huge);

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toMatchObject([{ payload: huge }]);
});

it("does not let one delivery that cannot be kept take others with it", async () => {
  await rig.admin.raw(
    "alter table deliveries add constraint unkeepable check (resource_id <> '4242')",
  );

  const [bad, good] = await Promise.all([
    rig.deliver(v3()),
    rig.deliver(v3({ resource_id: 8 })),
  ]).finally(() => rig.admin.raw("alter table deliveries drop constraint unkeepable"));

  expect(bad.status).toBe(500);
  expect(good.status).toBe(204);
  expect(await rig.kept()).toMatchObject([{ resource_id: "8" }]);
});

it("writes the job with the delivery when few come", async () => {
  await aMoment();
  await rig.deliver(v3());
  await rig.deliver(v3());

  expect(await rig.waiting("detect-change")).toMatchObject([{ procoreId: "4242" }]);
  expect(await rig.waiting("queue-deliveries")).toEqual([]);
});

it("sends the queue one job however many deliveries come at once", async () => {
  await Promise.all(Array.from({ length: 100 }, () => rig.deliver(v3())));

  await expect.poll(() => rig.waiting("queue-deliveries")).toEqual([{}]);
});

it("keeps a delivery whose job cannot be written, and asks for it to be queued", async () => {
  rig.breakJobs(true);
  const answer = await rig.deliver(v3());
  rig.breakJobs(false);

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toMatchObject([{ queued_at: null }]);
  await expect.poll(() => rig.waiting("queue-deliveries")).toEqual([{}]);
});

it("answers in time although somebody holds the record's job", async () => {
  await aMoment();
  await rig.deliver(v3());
  const holder = await rig.admin.transaction();
  await holder.raw("select from pgboss.job where name = 'detect-change' for update");

  const began = performance.now();
  const answer = await rig.deliver(v3());
  const tookMs = performance.now() - began;
  await holder.rollback();

  expect(answer.status).toBe(204);
  expect(tookMs).toBeLessThan(4_000);
  const isQueued = (await rig.kept()).map((delivery) => delivery.queued_at !== null);
  expect(isQueued.toSorted()).toEqual([false, true]);
});

it("keeps nothing of our own writes", async () => {
  const ours = { source_user_id: 9, source_application_id: "our-client-id" };

  const answer = await rig.deliver(v3({ metadata: ours }));

  expect(answer.status).toBe(204);
  expect(rig.outcomes).toEqual(["ours"]);
  expect(await rig.kept()).toEqual([]);
});

it("keeps nothing more of a company from the moment it uninstalled", async () => {
  await rig.deliver(v3());
  await setCompanyStatus(rig.admin, COMPANY, "uninstalled");

  const answer = await rig.deliver(v3());

  expect(answer.ok).toBe(true);
  expect(await rig.kept()).toHaveLength(1);
  await setCompanyStatus(rig.admin, COMPANY, "active");
});

it("takes the new secret of a company that is set up again, however lately it knew the old one", async () => {
  const anew = "Bearer of-the-second-installation";
  await rig.deliver(v3());
  await setCompanyStatus(rig.admin, COMPANY, "uninstalled");
  await beginCompany(rig.admin, {
    companyId: COMPANY,
    name: "Ridgeline",
    webhookSecret: rig.seal.seal(anew, "companies.webhook_secret", COMPANY),
    installedBy: "1",
  });

  const fresh = await rig.deliver(v3(), { authorization: anew });
  const stale = await rig.deliver(v3(), { authorization: SECRET });

  expect([fresh.status, stale.status]).toEqual([204, 204]);
  expect(rig.outcomes.slice(-2)).toEqual(["kept", "dropped"]);
});
