import { beforeEach, expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { countCalls, ordersOf } from "../world/books.ts";
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
const written = () => countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));

it("sends nothing of what the order does not carry, and says so", async () => {
  await update({ retainage_percent: "5.0", description: "Erect and bolt" });

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
        changes: [
          { field: "description", ...notSent },
          { field: "retainage_percent", new: "5.0", ...notSent },
        ],
      },
      { action: "created", status: "synced", note: null },
    ],
  });
});

it("marks what is not sent beside what is, and sends that", async () => {
  await update({ retainage_percent: "7.5", title: "Retitled" });

  expect(written()).toBe(2);
  expect(ordersOf(world, { title: "Retitled" })).toHaveLength(1);
  expect((await viewOf(installed, commitment)).timeline[0]).toMatchObject({
    status: "synced",
    note: null,
    changes: [
      { field: "title", isCarried: true },
      { field: "retainage_percent", ...notSent },
    ],
  });
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

  await update({ description: "Only words" });

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "not_integrated",
    timeline: [{ status: "not_applicable" }],
  });
  expect(written()).toBe(0);
});

it("leaves closed what was not sent when a record comes back from the bin", async () => {
  await update({ description: "Only words" });
  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await atRest(world);
  commitment.deletedAt = null;
  await update({ description: "Other words" });

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

  const [order] = ordersOf(world, commitment);
  expect(order?.lines.item?.[0]?.fields.description).toContain("Columns only");
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
