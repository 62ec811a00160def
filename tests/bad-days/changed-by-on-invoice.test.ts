import { setTimeout } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment, logOf } from "../world/commitments.ts";
import { nameOf, people, type PersonName } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { poll, refuse, unreadOf } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const HISTORY = "/rest/v1.0/requisitions/*/change_histories";

let commitment: Commitment;
let id: string;

beforeEach(async ({ task }) => {
  commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: task.name,
  });
  await atRest(world);
  ({ id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "10",
    by: people.projectManager,
  })) as { id: string });
  await poll(world, installed);
});

const renumber = (number: string, by: PersonName) =>
  world.procore.system.act({
    do: "update_requisition",
    id,
    invoice_number: number,
    by: people[by],
  });
const newest = async () => (await logOf(world, commitment))[0];
const asked = () => countCalls(world.procore, "GET", /\/change_histories$/);
const history = () =>
  world.procore.system.live().invoiceChanges.filter(({ requisitionId }) => requisitionId === id);

it("names who made an invoice, of which no webhook tells", async () => {
  expect(await newest()).toMatchObject({
    record: { kind: "requisition" },
    action: "created",
    changedBy: nameOf(world, "projectManager"),
  });
});

it("names who approved an invoice, and not who made it", async () => {
  await world.procore.system.act({ do: "approve_requisition", id, by: people.accounting });
  await poll(world, installed);

  expect(await newest()).toMatchObject({
    record: { kind: "requisition" },
    action: "updated",
    status: "synced",
    changedBy: nameOf(world, "accounting"),
  });
});

it("names the last of those who changed it since it was read, and nobody of before", async () => {
  await renumber("A-1", "accounting");
  await poll(world, installed);
  await renumber("A-2", "accounting");
  await setTimeout(10);
  await renumber("A-3", "admin");
  await poll(world, installed);

  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", old: "A-1", new: "A-3" }],
    changedBy: nameOf(world, "admin"),
  });
});

it("asks for no history where nothing that people see has changed", async () => {
  const before = asked();
  world.procore.system.live().requisitions.get(id)!.updatedAt = new Date().toISOString();
  await poll(world, installed);

  expect(asked()).toBe(before);
});

it.each([403, 404, 500])("names nobody where the history answers %i", async (status) => {
  refuse(world, HISTORY, status);
  await renumber("B-1", "accounting");
  await poll(world, installed);

  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", new: "B-1" }],
    changedBy: null,
  });
  expect(await unreadOf(installed)).toEqual([]);
});

it("names nobody where the history has nothing of this change", async () => {
  await renumber("C-1", "accounting");
  const { invoiceChanges } = world.procore.system.live();
  invoiceChanges.splice(invoiceChanges.length - history().length);
  await poll(world, installed);

  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", new: "C-1" }],
    changedBy: null,
  });
});

it("names nobody where two people changed it in one moment of whole seconds", async () => {
  await renumber("D-1", "accounting");
  const invoice = world.procore.system.live().requisitions.get(id)!;
  const moment = invoice.updatedAt;
  await poll(world, installed);
  await renumber("D-2", "admin");
  invoice.updatedAt = moment;
  for (const change of history()) change.createdAt = moment;
  await poll(world, installed);

  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", new: "D-2" }],
    changedBy: null,
  });
});

it("names nobody where somebody else changed it while it was read", async () => {
  await renumber("E-1", "accounting");
  let isFirst = true;
  const stop = world.procore.tap.listen(async ({ path }) => {
    if (!isFirst || !path.endsWith("/change_histories")) return;
    isFirst = false;
    await renumber("E-2", "admin");
  });
  await poll(world, installed);
  stop();

  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", new: "E-1" }],
    changedBy: null,
  });
  await poll(world, installed);
  expect(await newest()).toMatchObject({
    changes: [{ field: "invoice_number", new: "E-2" }],
    changedBy: nameOf(world, "admin"),
  });
});
