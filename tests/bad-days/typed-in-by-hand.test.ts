import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must, pick } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { anew, deliver, withhold } from "./deliveries.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const choose = async (projects: { id: string }[]) => {
  await must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/installation/projects`, {
      projectIds: projects.map(({ id }) => id),
    }),
  );
  await atRest(world);
};
const allBut = (projectId: string) => installed.projects.filter(({ id }) => id !== projectId);
const approve = ({ id }: Commitment) =>
  world.procore.system.act({ do: "update_commitment", id, status: "Approved" });
/** So that the project is chosen in a later second than all that happened before. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));
const numberOf = (id: string) => world.procore.system.live().requisitions.get(id)!.invoiceNumber!;

async function bill({ id: commitmentId }: Commitment, isApproved = true): Promise<string> {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId,
    percent: "50",
  })) as { id: string };
  if (isApproved) await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

it("sends no second bill of a number that accounting has typed in for this vendor, and sends it once that one is gone", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Typed in" });
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const vendorId = String(ordersOf(world, commitment)[0]!.fields.entity);
  const typedIn = (await world.netsuite.system.act({
    do: "create_bill",
    vendorId,
    number: numberOf(id),
    amount: "600.00",
  })) as { billId: string };

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(billsOf(world, id)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    {
      record: "error",
      failure: {
        code: "duplicate",
        whoseMove: "accounting",
        title: expect.stringContaining(numberOf(id)),
        detail: expect.stringContaining(typedIn.billId),
      },
    },
  ]);

  await world.netsuite.system.act({ do: "delete_bill", billId: typedIn.billId });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(billsOf(world, id)).toHaveLength(1);
  await changeSettings(installed, { automaticSync: true });
});

it("sends no invoice by itself that was approved while its project was not chosen", async () => {
  const known = await createCommitment(world, installed, { vendor, title: "Seen before the gap" });
  const fresh = await createCommitment(world, installed, { vendor, title: "New in the gap" });
  await atRest(world);
  const seenBefore = await bill(known, false);
  await world.jobs.send("poll-changes", {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
  });
  await atRest(world);

  await choose(allBut(known.projectId));
  const unseen = await bill(fresh);
  await world.procore.system.act({ do: "approve_requisition", id: seenBefore });
  await aSecond();
  await choose(installed.projects);

  expect([seenBefore, unseen].flatMap((id) => billsOf(world, id))).toEqual([]);
  for (const commitment of [known, fresh]) {
    expect((await viewOf(installed, commitment)).invoices).toMatchObject([
      { record: "not_integrated", isFromBefore: true },
    ]);
  }
  // A push that was on its way when the poll read them.
  const { companyId } = installed;
  const rows = await world.database.admin("records").whereIn("procore_id", [seenBefore, unseen]);
  for (const { connection_id: connectionId, record_id: recordId } of rows) {
    await world.jobs.send("push-record", { companyId, connectionId, recordId });
  }
  await atRest(world);
  expect([seenBefore, unseen].flatMap((id) => billsOf(world, id))).toEqual([]);

  await must(installed.admin.send("POST", `${pathOf(installed, fresh)}/invoices/${unseen}/sync`));
  await atRest(world);
  expect(billsOf(world, unseen)).toHaveLength(1);
});

it("sends no commitment from the gap for a webhook that comes late", async () => {
  let commitment: Commitment | undefined;
  const late = await withhold(world, async () => {
    const wanted = { vendor, title: "Told late", status: "Draft" };
    commitment = await createCommitment(world, installed, wanted);
  });
  expect(late).not.toEqual([]);
  await choose(installed.projects.slice(1));
  await approve(commitment!);
  await aSecond();
  // the webhook first, the poll after it
  world.procore.faults.add({
    method: "GET",
    path: "*/work_order_contracts",
    kind: "delay",
    ms: 1_500,
  });
  const choosing = choose(installed.projects);
  await vi.waitFor(async () => {
    const chosen = await world.database.admin("company_projects").where({ is_chosen: true });
    expect(chosen).toHaveLength(installed.projects.length);
  }, soon);
  for (const { payload, authorization } of late) {
    expect((await deliver(world, payload, authorization)).ok).toBe(true);
  }
  await choosing;

  expect(ordersOf(world, commitment!)).toEqual([]);
  expect(await viewOf(installed, commitment!)).toMatchObject({ record: "not_integrated" });
});

it("sends no commitment from the gap where Procore kept the hooks of the project", async () => {
  const seenBefore = await createCommitment(world, installed, {
    vendor,
    title: "Approved in the gap",
    status: "Draft",
  });
  await atRest(world);
  world.procore.faults.add({ method: "DELETE", path: "*/hooks/*", kind: "status", status: 403 });

  await choose(installed.projects.slice(1));
  await approve(seenBefore);
  let unseen: Commitment | undefined;
  const told = await withhold(world, async () => {
    unseen = await createCommitment(world, installed, { vendor, title: "Hooks kept" });
  });
  expect(told).not.toEqual([]);
  for (const one of [...told, ...told.map(anew)]) {
    await deliver(world, one.payload, one.authorization);
    await atRest(world);
  }
  await aSecond();
  await choose(installed.projects);

  for (const one of told.map(anew)) await deliver(world, one.payload, one.authorization);
  await atRest(world);
  for (const commitment of [seenBefore, unseen!]) {
    expect(ordersOf(world, commitment)).toEqual([]);
    expect(await viewOf(installed, commitment)).toMatchObject({ record: "not_integrated" });
  }
});

it("sends no commitment from before Crosstie because an invoice of it is new, and goes on once somebody does", async () => {
  const { requisitions } = world.procore.system.live();
  const isBilled = (commitment: Commitment) =>
    [...requisitions.values()].some(({ commitmentId }) => commitmentId === commitment.id);
  const projects = installed.projects.map(({ id }) => id);
  const commitment = pick(
    world,
    (one, name) =>
      projects.includes(one.projectId) &&
      one.status === "Approved" &&
      !isBilled(one) &&
      booksOf(world).vendor.some(({ fields }) => fields.companyName === name),
  );

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);

  expect(ordersOf(world, commitment)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "pending", waiting: expect.stringMatching(/from before Crosstie.*press Sync/) },
  ]);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect([ordersOf(world, commitment).length, billsOf(world, id).length]).toEqual([1, 1]);
  expect((await logOf(world, commitment)).map(({ status }) => status)).toEqual([
    "synced",
    "synced",
  ]);
});
