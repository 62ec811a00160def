import { beforeEach, expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { createCommitment, logOf, viewOf } from "../world/commitments.ts";
import { heldClaim } from "../world/held-claim.ts";
import { changeSettings } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

// One record is given a counterpart that nobody wrote.
const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const vendor = "Acme Steel Erectors";
const order = "*/purchaseOrder/*";
const later = { ...soon, timeout: 40_000 };

beforeEach(async () => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await changeSettings(installed, { automaticSync: true });
  await atRest(world);
});

const recordOf = (commitment: Commitment) =>
  world.database.admin("records").where({ kind: "commitment", procore_id: commitment.id }).first();
const setStatus = ({ id }: Commitment, status: string) =>
  world.procore.system.act({ do: "set_commitment_status", id, status });
const setAmount = ({ id, lines }: Commitment, amount: string) =>
  world.procore.system.act({
    do: "set_line_amount",
    commitmentId: id,
    lineId: lines[0]!.id,
    amount,
  });

/** One try of the push, which its job has no other one to follow. */
async function pushForTheLastTime(commitment: Commitment): Promise<void> {
  const { record_id: recordId } = await recordOf(commitment);
  const { companyId, connectionId } = installed;
  const signal = new AbortController().signal;
  const context = { signal, retryCount: 12, isLastTry: true, claim: heldClaim };
  await world.tasks["push-record"]({ companyId, connectionId, recordId }, context).catch(
    () => undefined,
  );
}

it("keeps what a commitment waits for when Procore refuses its banner meanwhile", async () => {
  const gate = Promise.withResolvers<void>();
  const stop = world.procore.tap.listen(async ({ method, path }) => {
    if (method !== "PATCH" || !path.endsWith("/work_order_contracts/sync")) return undefined;
    stop();
    await gate.promise;
    return Response.json({ entities: [], errors: [] });
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Two notes" });
  await vi.waitFor(
    async () => expect(await recordOf(commitment)).toMatchObject({ status: "success" }),
    soon,
  );

  await setStatus(commitment, "Void");
  const waiting = expect.stringContaining("approval in Procore");
  await vi.waitFor(async () => expect(await recordOf(commitment)).toMatchObject({ waiting }), soon);
  gate.resolve();
  await atRest(world);

  expect(await recordOf(commitment)).toMatchObject({
    status: "desynchronized",
    waiting,
    untold: expect.stringContaining("did not take the external id"),
  });
});

it("tells Procore of the newest counterpart although the word of an older one was under way", async () => {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const stop = world.procore.tap.listen(async ({ method, path }) => {
    if (method !== "PATCH" || !path.endsWith("/work_order_contracts/sync")) return;
    stop();
    reached.resolve();
    await gate.promise;
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Told of another" });
  await reached.promise;
  await world.database
    .admin("records")
    .where({ kind: "commitment", procore_id: commitment.id })
    .update({ erp_id: "70001" });
  gate.resolve();
  await atRest(world);

  const { originId } = world.procore.system.live().commitments.get(commitment.id)!;
  expect(originId).toBe(`crosstie-commitment-${commitment.id}-70001`);
});

it("calls nothing failed while the outcome of its write is unknown", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Unknown still" });
  await atRest(world);
  world.netsuite.faults.add({ method: "PUT", path: order, kind: "reset", times: 1 });
  world.netsuite.faults.add({ method: "GET", path: order, kind: "status", status: 503 });
  await setAmount(commitment, "2000.00");
  await vi.waitFor(
    async () => expect((await recordOf(commitment)).attempting_since).not.toBeNull(),
    soon,
  );

  await world.database
    .admin("records")
    .where({ kind: "commitment", procore_id: commitment.id })
    .update({ attempting_since: new Date(0) });
  await pushForTheLastTime(commitment);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "pending", failure: null });
  expect((await logOf(world, commitment))[0]).toMatchObject({ status: "pending" });
  world.netsuite.faults.clear();
  await atRest(world, later);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
}, 120_000);

it("shows no failure beside a wait when a failed record goes again and its answer is lost", async () => {
  world.netsuite.faults.add({ method: "PUT", path: order, kind: "status", status: 400, times: 1 });
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Failed, then lost",
  });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "error" });
  world.netsuite.faults.add({ method: "PUT", path: order, kind: "reset", times: 1 });
  world.netsuite.faults.add({ method: "GET", path: order, kind: "status", status: 503 });

  await pushForTheLastTime(commitment);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    failure: null,
    waiting: expect.stringContaining("answer was lost"),
    timeline: [{ status: "pending", failure: null }],
  });
  world.netsuite.faults.clear();
}, 120_000);

it("keeps no activity among the failed ones once its record is pending again", async () => {
  world.netsuite.faults.add({ method: "PUT", path: order, kind: "status", status: 400, times: 1 });
  const commitment = await createCommitment(world, installed, { vendor, title: "Failed, changed" });
  await atRest(world);
  await changeSettings(installed, { automaticSync: false });

  await setAmount(commitment, "2000.00");
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    waiting: "automatic sync is off",
  });
  expect(await logOf(world, commitment)).toMatchObject([
    { status: "pending", failure: null },
    { status: "pending", failure: null },
  ]);
});

it("fails no change that came while an older one was refused", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Refused, changed",
  });
  await atRest(world);
  const stop = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "PUT" || !path.endsWith(`-${commitment.id}`)) return undefined;
    stop();
    await changeSettings(installed, { automaticSync: false });
    await setAmount(commitment, "3000.00");
    await vi.waitFor(async () => expect(await logOf(world, commitment)).toHaveLength(3), soon);
    return Response.json({ title: "Bad Request", "o:errorDetails": [] }, { status: 400 });
  });

  await setAmount(commitment, "2000.00");
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    failure: null,
    waiting: "automatic sync is off",
  });
  expect((await logOf(world, commitment))[0]).toMatchObject({ status: "pending", failure: null });
});

it("asks nobody to send a bill again whose invoice was deleted in Procore while it was looked for", async () => {
  const bill = await billed(world, installed, { vendor, title: "Both deleted" });
  await atRest(world);
  const invoice = () =>
    world.database.admin("records").where({ kind: "requisition", erp_id: bill.billId });
  await world.netsuite.system.act({ do: "delete_bill", billId: bill.billId });
  const stop = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "GET" || !path.includes("/vendorBill/")) return;
    stop();
    const closed = { is_deleted: true, status: "desynchronized", waiting: "close it by hand" };
    await invoice().update(closed);
  });

  const { companyId, connectionId } = installed;
  await world.jobs.send("pull-payments", { companyId, connectionId });
  await atRest(world);

  expect(await invoice().first()).toMatchObject({ status: "not_integrated", waiting: null });
});

it("ends a run that a kill has left running", async () => {
  const bill = await billed(world, installed, { vendor, title: "Run and killed" });
  await atRest(world);
  const { companyId, connectionId } = installed;
  const runs = () =>
    world.database.admin("runs").where({ connection_id: connectionId, kind: "payments" });
  const long = { started_at: new Date(Date.now() - 3_600_000) };
  await runs().insert({
    company_id: companyId,
    connection_id: connectionId,
    kind: "payments",
    ...long,
  });
  expect((await viewOf(installed, bill.commitment)).paymentsRun).toMatchObject({
    status: "failed",
    problem: expect.stringContaining("stopped half-way"),
  });

  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect(await runs().where({ status: "running" })).toEqual([]);
  expect((await viewOf(installed, bill.commitment)).paymentsRun).toMatchObject({ status: "done" });
});
