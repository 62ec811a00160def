import { beforeEach, expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, billed, syncPayments } from "../world/bills.ts";
import { billsOf, countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });
const vendor = "Acme Steel Erectors";

beforeEach(async () => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await changeSettings(installed, { automaticSync: true });
  await atRest(world);
});

const lookAt = async ({ id, projectId }: Commitment) => {
  await world.jobs.send("detect-change", {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
    kind: "commitment",
    procoreId: id,
    projectId,
  });
};
const hide = ({ id }: Commitment, times: number) =>
  world.procore.faults.add({
    method: "GET",
    path: `/rest/v1.0/work_order_contracts/${id}`,
    kind: "status",
    status: 404,
    times,
  });
const originOf = (commitment: Commitment) =>
  [...world.procore.system.live().requisitions.values()].find(
    ({ commitmentId }) => commitmentId === commitment.id,
  )?.originId;

it("does not take one 404 for the word that a commitment was deleted", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Not deleted" });
  await atRest(world);

  hide(commitment, 1);
  await lookAt(commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ action: "created", status: "synced" }],
  });
});

it("closes what was pending when a commitment is deleted, and refuses to send it", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Deleted while it waits",
  });
  await atRest(world);
  const [pending] = await logOf(world, commitment);

  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await atRest(world);

  expect(await logOf(world, commitment)).toMatchObject([
    { action: "deleted", status: "not_applicable" },
    { action: "created", status: "not_applicable" },
  ]);
  const retry = await installed.admin.send(
    "POST",
    `/companies/${installed.companyId}/activities/${pending!.activityId}/retry`,
  );
  expect(retry.status).toBe(409);
  expect(ordersOf(world, commitment)).toEqual([]);
});

it("says that the purchase order stays open when the commitment was deleted while it was written", async () => {
  await world.netsuite.system.act({ do: "set_latency", ms: 1_500 });
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Deleted underway",
  });
  await vi.waitFor(
    async () =>
      expect(
        await world.database
          .admin("records")
          .where({ procore_id: commitment.id })
          .whereNotNull("attempting_since"),
      ).toHaveLength(1),
    soon,
  );

  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await vi.waitFor(
    async () => expect(await logOf(world, commitment)).toMatchObject([{ action: "deleted" }, {}]),
    soon,
  );
  await world.netsuite.system.act({ do: "set_latency", ms: 0 });
  await atRest(world);

  expect(ordersOf(world, commitment)).toHaveLength(1);
  expect((await logOf(world, commitment))[0]?.record).toMatchObject({
    status: "desynchronized",
    waiting: expect.stringContaining("close its counterpart by hand"),
    erpId: expect.any(String),
  });
});

it("goes on with a commitment that comes back from the recycle bin", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Back again" });
  await atRest(world);
  const { commitments } = world.procore.system.live();
  const kept = structuredClone(commitments.get(commitment.id)!);

  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await atRest(world);
  commitments.set(commitment.id, { ...kept, updatedAt: new Date().toISOString() });
  await lookAt(commitment);
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);

  expect(ordersOf(world, commitment)).toHaveLength(1);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ action: "deleted" }, { action: "created", status: "synced" }],
  });
});

it("says that the two differ when a synced commitment is no longer approved, and mends itself when it is again", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Taken back" });
  await atRest(world);

  await world.procore.system.act({
    do: "set_commitment_status",
    id: commitment.id,
    status: "Terminated",
  });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "desynchronized",
    waiting: expect.stringMatching(/"Terminated".*purchase order stays open/),
  });

  await world.procore.system.act({
    do: "set_commitment_status",
    id: commitment.id,
    status: "Approved",
  });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
});

it("sends a bill again that someone deleted in NetSuite, and links the new one in Procore", async () => {
  const bill = await billed(world, installed, { vendor, title: "Deleted bill" });
  await atRest(world);
  const former = originOf(bill.commitment);
  const { id } = (await viewOf(installed, bill.commitment)).invoices[0]!;

  await world.netsuite.system.act({ do: "delete_bill", billId: bill.billId });
  await world.database
    .admin("records")
    .where({ procore_id: id, kind: "requisition" })
    .update({ status: "desynchronized", waiting: "its bill was deleted in the ERP" });
  await must(installed.admin.send("POST", `${pathOf(installed, bill.commitment)}/sync`));
  await atRest(world);

  const [anew, ...others] = billsOf(world, id);
  expect(others).toEqual([]);
  expect(anew?.id).not.toBe(bill.billId);
  expect(originOf(bill.commitment)).toBe(`crosstie-requisition-${id}-${anew?.id}`);
  expect(originOf(bill.commitment)).not.toBe(former);
});

it("tries again to link an invoice that Procore did not let it link", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Linked later" });
  await atRest(world);
  world.procore.faults.add({
    method: "PATCH",
    path: "/rest/v1.1/requisitions/*",
    kind: "status",
    status: 403,
    times: 1,
  });
  await approveInvoice(world, installed, commitment);
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, commitment)).invoices).toMatchObject([
        { record: "success", waiting: expect.stringContaining("banner was not set") },
      ]),
    soon,
  );
  expect(countCalls(world.procore, "PATCH", /\/requisitions\//, 403)).toBe(1);

  await syncPayments(installed, commitment);
  await atRest(world);

  expect(originOf(commitment)).toMatch(/^crosstie-requisition-/);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "success", waiting: null },
  ]);
});
