import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed: british } = useWorld({
  settings: { automaticSync: true },
  person: "stranger",
});

/** Odd and beyond 2^53: as a double, it would be another record's. */
const isBeyondDoubles = (id: string) => BigInt(id) > 2n ** 53n && BigInt(Number(id)) !== BigInt(id);

it("keeps every digit of ids beyond 2^53, from the webhook of a commitment to its payment in Procore", async () => {
  const state = world.procore.system.live();
  const bill = await billed(world, british, {
    vendor: "Calder Facades Ltd",
    title: "Curtain walling",
  });
  const { commitment } = bill;
  await payBill(world, british, bill, "500.00");
  const [payment] = await vi.waitFor(() => {
    const payments = [...state.payments.values()].filter(
      ({ contractId }) => contractId === commitment.id,
    );
    expect(payments).toHaveLength(1);
    return payments;
  }, soon);
  await atRest(world);

  const [requisition] = [...state.requisitions.values()].filter(
    ({ commitmentId }) => commitmentId === commitment.id,
  );
  expect([british.companyId, commitment.projectId].every(isBeyondDoubles)).toBe(true);
  expect(ordersOf(world, commitment)).toMatchObject([
    { externalId: `crosstie-commitment-${commitment.id}` },
  ]);
  expect(billsOf(world, requisition!.id)).toHaveLength(1);
  expect(payment).toMatchObject({
    companyId: british.companyId,
    projectId: commitment.projectId,
    requisitionId: requisition!.id,
    amount: "500.00",
    originId: expect.stringContaining(`-${requisition!.id}-`),
  });
  expect(state.commitments.get(commitment.id)?.originId).not.toBeNull();
  expect(await viewOf(british, commitment)).toMatchObject({
    record: "success",
    invoices: [{ id: requisition!.id, record: "success" }],
    payments: [{ amount: "500.00", status: "synced" }],
  });
  const kept = await world.database.admin("records").pluck<string[]>("procore_id");
  expect(
    kept.filter(
      (id) =>
        ![state.vendors, state.commitments, state.requisitions].some((known) => known.has(id)),
    ),
  ).toEqual([]);
});
