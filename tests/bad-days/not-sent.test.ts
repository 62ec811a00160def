import { beforeEach, expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { booksOf, countCalls } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { pick } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const NOTHING_SENT = "The purchase order in NetSuite carries none of this: nothing was sent.";
const notSent = { isCarried: false };
let commitment: Commitment;

beforeEach(async ({ task }) => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: task.name,
  });
  await atRest(world);
});

const update = async (fields: Record<string, unknown>) => {
  await world.procore.system.act({ do: "update_commitment", id: commitment.id, ...fields });
  await atRest(world);
};
/** What is only proposed is not in the order. */
const propose = async (number = "001") => {
  await world.procore.system.act({
    do: "create_change_order",
    commitmentId: commitment.id,
    number,
    title: "Extra bay",
    status: "pending",
    lines: [
      { description: "Steel", amount: "250.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  });
  await atRest(world);
};
const ns = (act: string, given: object) => world.netsuite.system.act({ do: act, ...given });
const order = () =>
  booksOf(world).purchaseOrder.find(
    ({ externalId }) => externalId === `crosstie-commitment-${commitment.id}`,
  )!;
const memo = () => order().fields.memo;
const written = () => countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));

it("carries the words of a rich description, and calls a new form of them no change", async () => {
  await update({
    description: `<p>Beams &lt; 12&nbsp;t,</p><ul><li><strong>Erect</strong></li><li>bolt</li></ul><img src="x"><a href="https://x.example">Plan</a>`,
  });
  const words = `${commitment.number} · ${commitment.title} · Beams < 12 t, * Erect * bolt Plan`;
  expect(memo()).toBe(words);
  const before = written();

  await update({
    description: `<div>Beams &lt; 12 t,<br></div><ul><li>Erect</li><li>bolt</li></ul>Plan`,
  });
  expect([memo(), written()]).toEqual([words, before]);
  await update({ description: "Beams <12 t and <plain>" });
  expect(memo()).toBe(`${commitment.number} · ${commitment.title} · Beams <12 t and <plain>`);
});

it("carries description and retainage in the order's memo", async () => {
  await update({ retainage_percent: "5.0", description: "Erect\n and bolt" });

  expect(written()).toBe(2);
  expect(memo()).toBe(
    `${commitment.number} · ${commitment.title} · 5 % retainage · Erect and bolt`,
  );
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "synced",
    changes: [
      { field: "description", isCarried: true },
      { field: "retainage_percent", isCarried: true },
    ],
  });
});

it("sends nothing of what the order does not carry, and says so", async () => {
  await propose();

  expect(written()).toBe(1);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    unsent: [],
    timeline: [
      {
        action: "updated",
        status: "not_applicable",
        note: NOTHING_SENT,
        impact: null,
        syncedAt: null,
        transactionId: null,
        canRetry: false,
        changes: [{ field: "pending change order 001 · Extra bay", ...notSent }],
      },
      { action: "created", status: "synced", note: null },
    ],
  });
});

it("sends so much of a long description as the memo takes, and says that of the rest", async () => {
  const begin = "Columns, beams and bolts. ".repeat(20);
  await update({ description: `${begin}Then paint` });
  expect(memo()).toMatch(/· Columns.* Column$/);

  await update({ description: `${begin}Then galvanize` });

  expect(written()).toBe(2);
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "not_applicable",
    note: NOTHING_SENT,
    changes: [{ field: "rest of the description", ...notSent }],
  });
});

it("marks what is not sent beside what is, and sends that", async () => {
  await update({ description: "Columns, beams and bolts. ".repeat(20), title: "Retitled" });

  expect(written()).toBe(2);
  expect(memo()).toContain("Retitled · Columns");
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "synced",
    note: null,
    changes: [
      { field: "title", isCarried: true },
      { field: "description", isCarried: true },
      { field: "rest of the description", ...notSent },
    ],
  });
});

it("leaves a memo that accounting has edited, and says of what it would have said that it is not sent", async () => {
  const changes = { memo: "Ask Dana before billing" };
  await ns("edit_purchase_order", { purchaseOrderId: order().id, changes });

  await update({ retainage_percent: "5.0" });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "1300.00",
  });
  await update({ title: "Retitled" });

  expect(memo()).toBe("Ask Dana before billing");
  expect(order().lines.item).toMatchObject([{ fields: { amount: "1300.00" } }]);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [
      {
        status: "synced",
        note: null,
        changes: [{ field: "grand_total", isCarried: true }, { field: "title", ...notSent }, {}],
      },
      {
        status: "not_applicable",
        note: NOTHING_SENT,
        changes: [{ field: "retainage_percent", ...notSent }],
      },
      { status: "synced" },
    ],
  });
});

it("leaves an order that was written when memos said less, until something of it changes", async () => {
  await update({ description: "Erect and bolt" });
  const short = `${commitment.number} · ${commitment.title}`;
  await ns("edit_purchase_order", { purchaseOrderId: order().id, changes: { memo: short } });
  const { companyId, connectionId } = installed;
  const of = { kind: "commitment", procore_id: commitment.id };
  const { database } = world;
  await database
    .admin("records")
    .where(of)
    .update({
      written: database.admin.raw("jsonb_set(written, '{memo}', to_jsonb(?::text))", [short]),
    });
  const { timeline } = await viewOf(installed, commitment);

  const { projectId } = commitment;
  const place = { kind: of.kind, procoreId: commitment.id, projectId };
  await world.jobs.send("detect-change", { companyId, connectionId, ...place });
  await poll(world, installed);

  expect((await viewOf(installed, commitment)).timeline).toEqual(timeline);
  expect(memo()).toBe(short);

  await update({ title: "Retitled" });

  expect(memo()).toBe(`${commitment.number} · Retitled · Erect and bolt`);
});

it("acts upon a status that decides whether it goes, and not upon another", async () => {
  await update({ status: "Complete" });
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "not_applicable",
    changes: [{ field: "status", ...notSent }],
  });

  await update({ status: "Void" });

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "desynchronized",
    timeline: [{ status: "pending", changes: [{ field: "status", isCarried: true }] }, {}, {}],
  });
  expect(written()).toBe(1);
});

it("does not send what nobody had sent before because of what it does not carry", async () => {
  const { projectId } = commitment;
  commitment = pick(world, (one) => one.projectId === projectId && one.status === "Approved");

  await update({ status: "Complete" });

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "not_integrated",
    timeline: [{ status: "not_applicable" }],
  });
  expect(written()).toBe(0);
});

it("leaves closed what was not sent when a record comes back from the bin", async () => {
  await propose();
  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await atRest(world);
  commitment.deletedAt = null;
  await propose("002");

  const { timeline } = await viewOf(installed, commitment);
  expect(timeline.map(({ action, status }) => `${action} ${status}`)).toEqual([
    "updated not_applicable",
    "deleted not_applicable",
    "updated not_applicable",
    "created synced",
  ]);
});

it("sends a line's new description, which the order carries", async () => {
  await world.procore.system.act({
    do: "update_line",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    fields: { description: "Columns only" },
  });
  await atRest(world);

  expect(order().lines.item?.[0]?.fields.description).toContain("Columns only");
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "synced",
    changes: [{ new: "Columns only", isCarried: true }],
  });
});

it("says the same of an invoice, in the words of its bill", async () => {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "50",
  })) as { id: string };
  await poll(world, installed);
  await world.procore.system.act({ do: "set_requisition_status", id, status: "under_review" });
  await poll(world, installed);

  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    resource: "requisition",
    status: "not_applicable",
    note: "The vendor bill in NetSuite carries none of this: nothing was sent.",
    changes: [{ field: "status", ...notSent }],
  });
});
