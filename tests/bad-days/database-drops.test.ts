import { expect, it } from "vitest";
import type { ContractPayment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, billed, payBill } from "../world/bills.ts";
import { billsOf, countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { heldClaim } from "../world/held-claim.ts";
import { changeSettings } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { dropAfter } from "./interrupting.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const later = { ...soon, timeout: 40_000 };
const lastTry = {
  signal: new AbortController().signal,
  retryCount: 12,
  isLastTry: true,
  claim: heldClaim,
};

const isAboutOrder = /\/purchaseOrder\/eid:/;
const isAboutBill = /\/vendorBill\/eid:/;
const recordOf = (kind: string, id: string): Promise<Record<string, any>> =>
  world.database.admin("records").where({ kind, procore_id: id }).first();

const rowsOf = (kind: string) => `select from records where kind = '${kind}'`;
const dropWriting = (path: RegExp, kind: string) =>
  dropAfter(world, { tap: world.netsuite.tap, method: "PUT", path, rows: rowsOf(kind) });

it("settles an order whose settlement lost its connection, and calls that no failure", async () => {
  const dropped = dropWriting(isAboutOrder, "commitment");
  const commitment = await createCommitment(world, installed, { vendor, title: "Dropped once" });
  await dropped;
  await atRest(world, later);

  const [order, ...others] = ordersOf(world, commitment);
  expect(others).toEqual([]);
  expect(countCalls(world.netsuite, "PUT", new RegExp(`-commitment-${commitment.id}$`))).toBe(1);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    failure: null,
    timeline: [{ status: "synced", transactionId: order!.id }],
  });
}, 120_000);

it("settles a bill whose settlement lost its connection, and calls that no failure", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Dropped bill" });
  await atRest(world);
  const dropped = dropWriting(isAboutBill, "requisition");
  const { id } = await approveInvoice(world, installed, commitment);
  await dropped;
  await atRest(world, later);

  const [bill, ...others] = billsOf(world, id);
  expect(others).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "success", counterpart: { id: bill!.id } },
  ]);
}, 120_000);

it("finds an order by itself whose settlement was lost in the job's last try", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Dropped last" });
  await atRest(world);
  const of = world.database.admin("records").where({ procore_id: commitment.id });
  await of.clone().update({ is_requested: true });
  const { record_id: recordId } = await recordOf("commitment", commitment.id);
  const { companyId, connectionId } = installed;
  const dropped = dropWriting(isAboutOrder, "commitment");

  await expect(
    world.tasks["push-record"]({ companyId, connectionId, recordId }, lastTry),
  ).rejects.toThrow();
  await dropped;

  const [order] = ordersOf(world, commitment);
  expect(await recordOf("commitment", commitment.id)).toMatchObject({
    status: "pending",
    erp_id: null,
    failure: null,
    attempting_since: expect.any(Date),
  });
  await of.clone().update({ attempting_since: new Date(0) });
  await world.everyTick();
  await atRest(world, later);
  expect(await recordOf("commitment", commitment.id)).toMatchObject({
    status: "success",
    erp_id: order!.id,
    attempting_since: null,
  });
}, 120_000);

it("shows a payment by itself whose settlement was lost in the job's last try", async () => {
  await changeSettings(installed, { automaticSync: true });
  const bill = await billed(world, installed, { vendor, title: "Paid and dropped" });
  const { commitment } = bill;
  const load = {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
    parent: `commitment:${commitment.id}`,
  };
  // Procore refuses what the pull finds, so that the payment waits.
  const path = "/rest/v1.0/contract_payments";
  world.procore.faults.add({
    method: "POST",
    path,
    kind: "status",
    status: 422,
    times: 1,
    probability: 1,
    seed: 1,
  });
  await payBill(world, installed, bill, "250.00");
  await atRest(world);
  const dropped = dropAfter(world, {
    tap: world.procore.tap,
    method: "POST",
    path: /contract_payments$/,
    rows: "select from payments",
  });

  await expect(world.tasks["settle-payments"](load, lastTry)).rejects.toThrow();
  await dropped;
  const waiting = world.database
    .admin("pgboss.job")
    .where({ name: "settle-payments", state: "created" });
  expect(await waiting.clone()).toHaveLength(1);
  await world.jobs.send("settle-payments", load);
  await atRest(world, later);

  const issued = [...world.procore.system.live().payments.values()].filter(
    ({ contractId }: ContractPayment) => contractId === commitment.id,
  );
  expect(issued).toMatchObject([{ amount: "250.00" }]);
  expect((await viewOf(installed, commitment)).payments).toMatchObject([
    { amount: "250.00", status: "synced", problem: null },
  ]);
}, 120_000);
