import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { breakNext } from "./interrupting.ts";

/** NetSuite may work on a write for longer than any of these tests take. */
const { world, installed } = useWorld({
  settings: { automaticSync: true },
  durations: { mayLandMs: 600_000 },
});
const vendor = "Acme Steel Erectors";
const later = { ...soon, timeout: 40_000 };

const order = (commitment: Commitment) => `crosstie-commitment-${commitment.id}`;
const calls = (method: string, commitment: Commitment) =>
  countCalls(world.netsuite, method, new RegExp(`/eid:${order(commitment)}$`));
const recordOf = (commitment: Commitment): Promise<Record<string, unknown>> =>
  world.database.admin("records").where({ kind: "commitment", procore_id: commitment.id }).first();
const amountsOf = (commitment: Commitment) =>
  ordersOf(world, commitment).map(({ lines }) => lines.item?.map(({ fields }) => fields.amount));

const breakNextWrite = () => breakNext(world.netsuite, "PUT", "*/purchaseOrder/*");

/** NetSuite has given up on whatever it was working on. */
const passTheTime = (commitment: Commitment) =>
  world.database
    .admin("records")
    .where({ kind: "commitment", procore_id: commitment.id })
    .whereNotNull("lands_until")
    .update({ lands_until: world.database.admin.raw("now()") });

const saveAgain = (commitment: Commitment, amount: string) =>
  world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount,
  });

/** Crosstie has noted what Procore says now, and has looked in NetSuite twice since. */
async function lookedAgain(commitment: Commitment, amount: string): Promise<void> {
  await vi.waitFor(
    async () => expect((await recordOf(commitment)).snapshot).toMatchObject({ grandTotal: amount }),
    soon,
  );
  const before = calls("GET", commitment);
  await vi.waitFor(() => expect(calls("GET", commitment)).toBeGreaterThan(before + 1), soon);
}

it("ends at the newest amount when an older write lands after its connection broke", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Lands late" });
  await atRest(world);
  const first = breakNextWrite();
  await saveAgain(commitment, "2000.00");
  await vi.waitFor(() => expect(calls("GET", commitment)).toBeGreaterThan(1), soon);

  await saveAgain(commitment, "3000.00");
  await lookedAgain(commitment, "3000.00");
  expect(calls("PUT", commitment), "the first one, and the one that broke off").toBe(2);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    waiting: "NetSuite's answer was lost: looking it up before anything is sent again",
  });
  await first.reached;
  first.land();
  await passTheTime(commitment);
  await atRest(world, later);

  expect(amountsOf(commitment)).toEqual([["3000.00"]]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
}, 120_000);

it("keeps a new order's lines when its first write lands late, and bills on them", async () => {
  const first = breakNextWrite();
  const commitment = await createCommitment(world, installed, { vendor, title: "Created late" });
  await vi.waitFor(() => expect(calls("GET", commitment)).toBeGreaterThan(0), soon);
  await saveAgain(commitment, "2000.00");
  await lookedAgain(commitment, "2000.00");
  expect(calls("PUT", commitment)).toBe(1);

  await first.reached;
  first.land();
  await atRest(world, later);
  const { id } = await approveInvoice(world, installed, commitment);
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]),
    soon,
  );

  expect(amountsOf(commitment)).toEqual([["2000.00"]]);
  const [written] = ordersOf(world, commitment);
  expect(billsOf(world, id)[0]?.lines.item).toMatchObject([{ fields: { orderDoc: written!.id } }]);
}, 120_000);

it("writes again what never landed, once nothing can land any longer", async () => {
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "reset",
    times: 1,
    probability: 1,
    seed: 1,
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Never lands" });
  await vi.waitFor(() => expect(calls("GET", commitment)).toBeGreaterThan(1), soon);
  expect(calls("PUT", commitment)).toBe(1);

  // A try that is under way may still say until when it waits.
  await vi.waitFor(async () => {
    await passTheTime(commitment);
    expect(calls("PUT", commitment)).toBe(2);
  }, later);
  await atRest(world, later);

  expect(ordersOf(world, commitment)).toHaveLength(1);
}, 120_000);

it("reads a record back when nothing can land any longer, and writes it again where it differs", async () => {
  breakNextWrite().land();
  const commitment = await createCommitment(world, installed, { vendor, title: "Read back" });
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  expect(await recordOf(commitment)).toMatchObject({ lands_until: expect.any(Date) });
  const [written] = ordersOf(world, commitment);
  await world.netsuite.system.act({
    do: "edit_purchase_order",
    purchaseOrderId: written!.id,
    changes: { item: { items: [{ line: 1, quantity: 700, rate: 1, amount: 700 }] } },
  });

  await passTheTime(commitment);
  await vi.waitFor(
    async () => expect(await recordOf(commitment)).toMatchObject({ lands_until: null }),
    soon,
  );

  expect(ordersOf(world, commitment)).toMatchObject([
    { id: written!.id, lines: { item: [{ fields: { amount: "1200.00" } }] } },
  ]);
  expect(await recordOf(commitment)).toMatchObject({ status: "success", attempting_since: null });
}, 120_000);
