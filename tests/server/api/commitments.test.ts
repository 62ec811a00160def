import { beforeEach, expect, it, vi } from "vitest";
import type { ActivityPage, CommitmentView } from "../../../server/api/contract.ts";
import type { Commitment } from "../../sandbox/procore/records.ts";
import { atRest, soon } from "../../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../../world/bills.ts";
import { billsOf, ordersOf } from "../../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../../world/commitments.ts";
import { changeSettings, must } from "../../world/install.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

beforeEach(async () => {
  await changeSettings(installed, { automaticSync: true, createVendors: true });
  await atRest(world);
});

const sync = (commitment: Commitment, door = "/sync") =>
  installed.admin.send("POST", pathOf(installed, commitment) + door);

/** Billed and approved before Crosstie came: met as it stands. */
async function fromBefore(): Promise<{ commitment: Commitment; invoiceId: string }> {
  const known = new Set(
    await world.database
      .admin("records")
      .where({ kind: "requisition", status: "not_integrated" })
      .pluck<string[]>("parent"),
  );
  const { requisitions, commitments } = world.procore.system.live();
  const invoice = [...requisitions.values()].find(
    (one) => known.has(`commitment:${one.commitmentId}`) && one.status === "approved",
  );
  return { commitment: commitments.get(invoice!.commitmentId)!, invoiceId: invoice!.id };
}

it("says that a commitment is under way from Sync to the purchase order, its vendor's turn included", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor: "Cobalt Plumbing & Piping",
    title: "Under way",
  });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    isUnderWay: false,
  });
  await world.netsuite.system.act({ do: "set_latency", ms: 400 });

  await must(sync(commitment));
  const seen: CommitmentView[] = [];
  await vi.waitFor(
    async () => {
      seen.push(await viewOf(installed, commitment));
      expect(seen.at(-1)).toMatchObject({ record: "success" });
    },
    { ...soon, interval: 30 },
  );
  await world.netsuite.system.act({ do: "set_latency", ms: 0 });

  expect(seen.some(({ waiting }) => waiting?.includes("Cobalt"))).toBe(true);
  expect(seen.filter(({ record, isUnderWay }) => record === "pending" && !isUnderWay)).toEqual([]);
  expect(seen.at(-1)?.isUnderWay).toBe(false);
});

it("takes nothing for under way that waits for a person", async () => {
  await changeSettings(installed, { createVendors: false });
  const commitment = await createCommitment(world, installed, {
    vendor: "Keystone Masonry",
    title: "Refused",
  });
  await atRest(world);
  await approveInvoice(world, installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "error",
    isUnderWay: false,
    invoices: [{ record: "pending", isUnderWay: false }],
  });
});

it("offers no Sync for an invoice that is not approved, and one for the same once it is", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Draft bill",
  });
  await atRest(world);
  await changeSettings(installed, { automaticSync: false });
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "50",
  })) as { id: string };
  await syncPayments(installed, commitment);
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    invoices: [{ id, record: "pending", canSync: false, isFromBefore: false }],
  });
  expect(await sync(commitment)).toMatchObject({ status: 409 });

  await world.procore.system.act({ do: "approve_requisition", id });
  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    invoices: [{ id, record: "pending", canSync: true }],
  });
  await changeSettings(installed, {
    automaticSync: false,
    resourceTypes: { commitment: true, requisition: false, payment: true },
  });
  expect(await viewOf(installed, commitment)).toMatchObject({ invoices: [{ id, canSync: false }] });
});

it("sends an invoice from before Crosstie when somebody asks for that one, and never along with its commitment", async () => {
  const { commitment, invoiceId } = await fromBefore();
  const shown = async () =>
    (await viewOf(installed, commitment)).invoices.find(({ id }) => id === invoiceId);
  await must(sync(commitment));
  await atRest(world);
  expect(await shown()).toMatchObject({
    record: "not_integrated",
    isFromBefore: true,
    canSync: false,
  });
  expect(billsOf(world, invoiceId)).toEqual([]);

  await must(sync(commitment, `/invoices/${invoiceId}/sync`));
  await atRest(world);

  expect(await shown()).toMatchObject({
    record: "success",
    isFromBefore: false,
    counterpart: { kind: "Vendor bill" },
  });
  expect(billsOf(world, invoiceId)).toHaveLength(1);
  expect(await viewOf(installed, commitment)).toMatchObject({
    timeline: expect.arrayContaining([
      expect.objectContaining({ procoreId: invoiceId, action: "first_sent", status: "synced" }),
    ]),
  });
});

it("lets only those send an invoice who may sync, and only one of this commitment", async () => {
  const { commitment, invoiceId } = await fromBefore();
  const other = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Another's invoice",
  });
  await atRest(world);
  const superintendent = await signIn(world, "superintendent");

  expect(
    await superintendent.send(
      "POST",
      `${pathOf(installed, commitment)}/invoices/${invoiceId}/sync`,
    ),
  ).toMatchObject({ status: 403 });
  expect(await sync(other, `/invoices/${invoiceId}/sync`)).toMatchObject({ status: 404 });
  expect(await sync(other, "/invoices/nonsense/sync")).toMatchObject({ status: 400 });
});

it("tells the list of activities that a deleted commitment's purchase order has to be closed by hand", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Deleted",
  });
  await atRest(world);
  expect(ordersOf(world, commitment)).toHaveLength(1);

  await world.procore.system.act({ do: "delete_commitment", id: commitment.id });
  await atRest(world);

  const { items } = await must(
    installed.admin.get<ActivityPage>(`/companies/${installed.companyId}/activities?tab=completed`),
  );
  expect(
    items.find(({ procoreId, action }) => procoreId === commitment.id && action === "deleted"),
  ).toMatchObject({
    status: "not_applicable",
    waiting: expect.stringContaining("close its counterpart by hand"),
    counterpart: { kind: "Purchase order" },
  });
});

it("tells the approved changes that the contract includes", async () => {
  const { commitment } = await fromBefore();

  const { money } = await viewOf(installed, commitment);

  expect(money).toMatchObject({
    contract: expect.stringMatching(/^\d+\.\d\d$/),
    approvedChanges: expect.stringMatching(/^-?\d+\.\d\d$/),
  });
});

it("refuses another spelling of a commitment's id, and makes no second record of it", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "One name",
  });
  await atRest(world);
  const address = pathOf(installed, { ...commitment, id: `0${commitment.id}` });

  const seen = await installed.admin.get(address);
  const sent = await installed.admin.send("POST", `${address}/sync`);

  expect([seen.status, sent.status]).toEqual([400, 400]);
  expect(
    await world.database.admin("records").whereLike("procore_id", `%${commitment.id}`),
  ).toHaveLength(1);
});
