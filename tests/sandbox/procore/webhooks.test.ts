import { afterEach, beforeEach, expect, it } from "vitest";
import { openListener, type Listener } from "./listener.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let listener: Listener;

beforeEach(async () => {
  [stage, listener] = await Promise.all([openStage(), openListener()]);
});

afterEach(() => Promise.all([stage.close(), listener.close()]));

/** A hook on the hospital's commitments and payments. */
async function subscribe(payload_version = "v2.0"): Promise<string> {
  const base = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks/hooks`;
  const made = await stage.call("POST", base, {
    body: {
      payload_version,
      namespace: "crosstie",
      destination_url: listener.url,
      destination_headers: { Authorization: "Bearer of-good-news" },
    },
  });
  const { id } = (made.body as { data: { id: string } }).data;
  const triggers = [
    "Work Order Contracts",
    "Work Order Contract Line Items",
    "Contract Payments",
  ].flatMap((resource_name) =>
    ["create", "update", "delete"].map((event_type) => ({ resource_name, event_type })),
  );
  await stage.call("POST", `${base}/${id}/triggers/bulk`, { body: triggers });
  return id;
}

const statuses = () => stage.state.deliveries.map(({ status }) => status);
const outcomes = async (id: string) =>
  (
    (
      await stage.call(
        "GET",
        `/rest/v1.0/webhooks/hooks/${id}/deliveries?project_id=${stage.hospital.id}`,
      )
    ).body as { outcome: string }[]
  ).map(({ outcome }) => outcome);

it("tells of an approval with ids alone and the configured header", async () => {
  await subscribe();

  await stage.act("approve_commitment", { id: stage.subcontract.id, by: "pm@ridgeline.example" });
  await stage.act("settle_webhooks");

  expect(listener.heard).toHaveLength(1);
  expect(listener.heard[0]).toMatchObject({
    authorization: "Bearer of-good-news",
    body: {
      event_type: "update",
      resource_name: "Work Order Contracts",
      api_version: "v2.0",
      metadata: { source_application_id: null },
    },
  });
  expect(`${listener.heard[0]?.body.resource_id as number}`).toBe(stage.subcontract.id);
});

it("tells of a changed line and of its contract, the line's contract as related in v3", async () => {
  await subscribe("v3.0");
  const [line] = stage.subcontract.lines;

  await stage.act("set_line_amount", {
    commitmentId: stage.subcontract.id,
    lineId: line?.id,
    amount: "500000",
  });
  await stage.act("settle_webhooks");

  const bodies = listener.heard.map(({ body }) => body);
  expect(bodies.map(({ resource_name }) => resource_name).toSorted()).toEqual([
    "Work Order Contract Line Items",
    "Work Order Contracts",
  ]);
  expect(
    bodies.find(({ resource_name }) => `${resource_name as string}`.includes("Line"))
      ?.related_resources,
  ).toEqual([{ id: Number.parseInt(stage.subcontract.id, 10), name: "Work Order Contracts" }]);
});

it("sends string ids and a reason in v4", async () => {
  await subscribe("v4.0");

  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("settle_webhooks");

  expect(listener.heard[0]?.body).toMatchObject({
    reason: "update",
    resource_type: "Work Order Contracts",
    resource_id: stage.subcontract.id,
    company_id: stage.us.id,
  });
  expect(listener.heard[0]?.body).not.toHaveProperty("metadata");
});

it("names the app behind its own API write, unless told to leave that out", async () => {
  await subscribe();
  const write = (title: string) =>
    stage.call("PATCH", `/rest/v1.0/work_order_contracts/${stage.subcontract.id}`, {
      body: { project_id: stage.hospital.id, work_order_contract: { title } },
    });

  await write("Renamed once");
  await stage.act("settle_webhooks");
  await stage.act("set_webhook_options", { namesSourceApplication: false });
  await write("Renamed twice");
  await stage.act("settle_webhooks");

  expect(listener.heard.map(({ body }) => body.metadata)).toMatchObject([
    { source_application_id: "crosstie-client" },
    { source_application_id: null },
  ]);
});

it("says nothing when a write changes nothing", async () => {
  await subscribe();

  await stage.call("PATCH", `/rest/v1.0/work_order_contracts/${stage.subcontract.id}`, {
    body: {
      project_id: stage.hospital.id,
      work_order_contract: { title: stage.subcontract.title },
    },
  });
  await stage.act("settle_webhooks");

  expect(listener.heard).toEqual([]);
});

it("sends no event for a subcontractor invoice, and offers none", async () => {
  const base = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks/hooks`;
  const id = await subscribe();

  const refused = await stage.call("POST", `${base}/${id}/triggers`, {
    body: { resource_name: "Requisitions", event_type: "update" },
  });
  await stage.act("create_requisition", { commitmentId: stage.subcontract.id });
  await stage.act("settle_webhooks");

  expect(refused.status).toBe(422);
  expect(listener.heard).toEqual([]);
});

it("pauses a failing destination, waits twice as long each time, and goes on after one success", async () => {
  const hook = await subscribe();
  await stage.act("set_webhook_options", { baseBackoffMs: 60_000 });
  listener.answer(500);

  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("update_commitment", { id: stage.subcontract.id, title: "Also waiting" });
  await stage.act("settle_webhooks");
  const heardAt: number[] = [];
  for (const seconds of [61, 61, 61, 241]) {
    await stage.act("advance_clock", { seconds });
    heardAt.push(listener.heard.length);
  }
  listener.answer(204);
  await stage.act("advance_clock", { seconds: 3_600 });

  const first = heardAt[0] ?? 0;
  expect(heardAt).toEqual([first, first, first + 1, first + 2]);
  expect(statuses()).toEqual(["delivered", "delivered"]);
  expect(await outcomes(hook)).toEqual(["ok", "ok"]);
});

it("throws away what it could not deliver for twelve hours, and starts afresh with the next event", async () => {
  const hook = await subscribe();
  listener.answer(503);

  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("settle_webhooks");
  await stage.act("advance_clock", { hours: 11.9 });
  const before = statuses();
  await stage.act("advance_clock", { hours: 0.2 });
  const after = statuses();
  listener.answer(200);
  await stage.act("update_commitment", { id: stage.subcontract.id, title: "Afresh" });
  await stage.act("settle_webhooks");

  expect(before).toEqual(["retrying"]);
  expect(after).toEqual(["discarded"]);
  expect(await outcomes(hook)).toEqual(["discarded", "ok"]);
});

it("counts a destination that does not answer in time as failed", async () => {
  await subscribe();
  await stage.act("set_webhook_options", { timeoutMs: 50 });
  listener.answer("hang");

  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("settle_webhooks");

  expect(statuses()).toEqual(["retrying"]);
  expect(stage.state.deliveries[0]?.attempts[0]).toMatchObject({
    status: null,
    error: expect.stringMatching(/time/i) as string,
  });
});

it("delivers the same event again under its old ulid when asked", async () => {
  await subscribe();
  await stage.act("approve_commitment", { id: stage.subcontract.id });
  await stage.act("settle_webhooks");

  await stage.act("redeliver", { deliveryId: stage.state.deliveries[0]?.id });
  await stage.act("settle_webhooks");

  expect(listener.heard).toHaveLength(2);
  expect(listener.heard[0]?.body.ulid).toBe(listener.heard[1]?.body.ulid);
});

it("demands an https destination away from loopback", async () => {
  const base = `/rest/v1.0/webhooks/hooks`;
  const put = (destination_url: string) =>
    stage.call("POST", base, {
      body: {
        project_id: stage.hospital.id,
        hook: { api_version: "v2", namespace: "crosstie", destination_url },
      },
    });

  expect((await put("http://app.example.com/hook")).status).toBe(422);
  expect((await put("https://app.example.com/hook")).status).toBe(201);
});

it("answers 207 and says which triggers failed", async () => {
  const id = await subscribe();

  const answer = await stage.call("POST", `/rest/v1.0/webhooks/hooks/${id}/triggers/bulk`, {
    body: {
      project_id: stage.hospital.id,
      api_version: "v2",
      triggers: [
        { resource_name: "Budget Line Items", event_type: "update" },
        { resource_name: "Company Vendors", event_type: "update" },
      ],
    },
  });

  expect(answer).toMatchObject({
    status: 207,
    body: {
      success: [{ resource_name: "Budget Line Items", event_type: "UPDATE" }],
      failed: [{ trigger: { resource_name: "Company Vendors" } }],
    },
  });
});
