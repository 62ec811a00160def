import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Jobs } from "../../../server/jobs/jobs.ts";
import { queueDeliveries } from "../../../server/webhooks/queue-deliveries.ts";
import { COMPANY, openRig, type Rig, v2, v3, v4 } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});

beforeEach(async () => {
  await rig.admin("deliveries").delete();
  await rig.admin.raw("delete from pgboss.job");
});

afterAll(() => rig.close());

const change = (kind: string, procoreId: string, projectId: string | null = "77") => ({
  companyId: COMPANY,
  connectionId: rig.connectionId,
  kind,
  procoreId,
  projectId,
});

/** As if its jobs could not have been written when it came. */
async function deliverWithoutJobs(...payloads: Record<string, unknown>[]): Promise<void> {
  rig.breakJobs(true);
  await Promise.all(payloads.map((payload) => rig.deliver(payload)));
  rig.breakJobs(false);
}

async function workFor(
  ...payloads: Record<string, unknown>[]
): Promise<{ changes: unknown[]; polls: unknown[] }> {
  for (const payload of payloads) await rig.deliver(payload);
  await queueDeliveries(rig);
  return { changes: await rig.waiting("detect-change"), polls: await rig.waiting("poll-changes") };
}

it("asks once for each record, however many deliveries name it", async () => {
  const work = await workFor(
    v3(),
    v3(),
    v4({ resource_id: "4242", resource_type: "Work Order Contracts" }),
    v4(),
  );

  expect(work).toEqual({
    changes: expect.arrayContaining([change("commitment", "4242"), change("commitment", "4343")]),
    polls: [],
  });
  expect(work.changes).toHaveLength(2);
  expect((await rig.kept()).every((row) => row.queued_at !== null)).toBe(true);
});

it("reads deliveries that come out of order as one question about the newest state", async () => {
  const work = await workFor(
    v3({ event_type: "delete", timestamp: "2026-03-04T12:00:00Z" }),
    v3({ event_type: "create", timestamp: "2026-03-04T10:00:00Z" }),
    v3({ event_type: "update", timestamp: "2026-03-04T11:00:00Z" }),
  );

  expect(work.changes).toEqual([change("commitment", "4242")]);
});

it("asks for nothing when our own write comes back, and for a person's change all the same", async () => {
  const by = (applicationId: string | null) => ({ source_application_id: applicationId });
  for (const payload of [
    v3({ metadata: by("our-client-id") }),
    v3({ resource_id: 4343, metadata: by("another-app") }),
    v3({ resource_id: 4444, metadata: by(null) }),
  ]) {
    await rig.deliver(payload);
  }

  await queueDeliveries(rig);

  expect(await rig.waiting("detect-change")).toEqual([
    change("commitment", "4343"),
    change("commitment", "4444"),
  ]);
  expect((await rig.kept()).every((row) => row.queued_at !== null)).toBe(true);
});

it("takes a changed line for a changed contract", async () => {
  const work = await workFor(
    v3({
      resource_name: "Work Order Contract Line Items",
      resource_id: 9,
      related_resources: [{ id: 4242, name: "Work Order Contracts" }],
    }),
  );

  expect(work).toEqual({ changes: [change("commitment", "4242")], polls: [] });
});

it("keeps every digit of a contract that a line item names", async () => {
  const body = JSON.stringify(
    v3({
      resource_name: "Purchase Order Contract Line Items",
      related_resources: [{ id: 1, name: "Purchase Order Contracts" }],
    }),
  );

  await rig.deliver(
    body.replace('"related_resources":[{"id":1', '"related_resources":[{"id":9007199254740993'),
  );
  await queueDeliveries(rig);

  expect(await rig.waiting("detect-change")).toEqual([change("commitment", "9007199254740993")]);
});

it("polls the project where a line item does not name its contract", async () => {
  const work = await workFor(
    v2({ resource_name: "Work Order Contract Line Items" }),
    v3({ resource_name: "Purchase Order Contract Line Items" }),
    v4({ resource_type: "Work Order Contract Line Items" }),
  );

  expect(work).toEqual({
    changes: [],
    polls: [{ companyId: COMPANY, connectionId: rig.connectionId, projectId: "77" }],
  });
});

it("asks for vendors of the company", async () => {
  const work = await workFor(
    v3({ resource_name: "Company Vendors", project_id: null, resource_id: 12 }),
  );

  expect(work.changes).toEqual([change("vendor", "12", null)]);
});

it("marks what asks for nothing as done", async () => {
  const work = await workFor(
    v3({ resource_name: "Contract Payments" }),
    v3({ resource_name: "RFIs" }),
  );

  expect(work).toEqual({ changes: [], polls: [] });
  expect((await rig.kept()).every((row) => row.queued_at !== null)).toBe(true);
});

it("queues what was kept without its job", async () => {
  await deliverWithoutJobs(v3(), v3({ resource_id: 4343 }));
  expect(await rig.waiting("detect-change")).toEqual([]);

  await queueDeliveries(rig);

  expect(await rig.waiting("detect-change")).toEqual([
    change("commitment", "4242"),
    change("commitment", "4343"),
  ]);
});

it("leaves deliveries waiting when their jobs cannot be written", async () => {
  await deliverWithoutJobs(v3());
  const isDown = () => Promise.reject(new Error("the queue is down"));
  const broken = { send: isDown, sendMany: isDown };

  await expect(queueDeliveries({ ...rig, jobs: broken })).rejects.toThrow("the queue is down");

  expect(await rig.kept()).toMatchObject([{ queued_at: null }]);
});

it("sets none aside where PostgreSQL restarts and is back at once", async () => {
  await deliverWithoutJobs(v3());
  const restarts = Object.assign(new Error("the database system is starting up"), {
    code: "57P03",
  });
  const jobs = { send: rig.jobs.send, sendMany: () => Promise.reject(restarts) };

  await expect(queueDeliveries({ ...rig, jobs })).rejects.toBe(restarts);

  expect(await rig.kept()).toMatchObject([{ queued_at: null }]);
  expect(await rig.admin("set_aside_deliveries")).toEqual([]);
});

it("shares the work between processes that queue at once", async () => {
  await deliverWithoutJobs(...Array.from({ length: 40 }, (_, id) => v3({ resource_id: id + 1 })));

  const asked: string[] = [];
  const slow: Pick<Jobs, "send" | "sendMany"> = {
    send: rig.jobs.send,
    async sendMany(name, loads, options) {
      for (const load of loads) if ("procoreId" in load) asked.push(load.procoreId);
      await options?.trx?.raw("select pg_sleep(0.2)");
      await rig.jobs.sendMany(name, loads, options);
    },
  };

  await Promise.all([1, 2, 3].map(() => queueDeliveries({ ...rig, jobs: slow })));

  expect(asked).toHaveLength(40);
  expect(await rig.waiting("detect-change")).toHaveLength(40);
  expect(await rig.admin("deliveries").whereNull("queued_at")).toEqual([]);
});

it("goes through more deliveries than one batch holds", async () => {
  await deliverWithoutJobs(
    ...Array.from({ length: 620 }, (_, index) => v3({ resource_id: index + 1 })),
  );

  await queueDeliveries(rig);

  expect(await rig.admin("deliveries").whereNull("queued_at")).toEqual([]);
  expect(await rig.waiting("detect-change")).toHaveLength(620);
});

it("sets one aside that cannot be queued, polls instead, and queues the others", async () => {
  await deliverWithoutJobs(...Array.from({ length: 12 }, (_, id) => v3({ resource_id: id + 1 })));
  const jobs: Pick<Jobs, "send" | "sendMany"> = {
    send: rig.jobs.send,
    sendMany(name, loads, options) {
      const isBad = loads.some((load) => "procoreId" in load && load.procoreId === "7");
      if (isBad) return Promise.reject(new Error("no job takes that"));
      return rig.jobs.sendMany(name, loads, options);
    },
  };

  await queueDeliveries({ ...rig, jobs });

  expect(await rig.admin("deliveries").whereNull("queued_at")).toEqual([]);
  expect(await rig.waiting("detect-change")).toHaveLength(11);
  expect(await rig.waiting("poll-changes")).toMatchObject([{ companyId: COMPANY }]);
  expect(await rig.admin("set_aside_deliveries")).toMatchObject([
    { problem: "no job takes that", payload: expect.stringContaining('"resource_id":7') as string },
  ]);
});
