import { expect, it, vi } from "vitest";
import { itemized } from "../sandbox/netsuite/rules/amounts.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
import { logOf, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { changing } from "./changing.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { act, orderOf, inStep, ordered, change } = changing(world, installed);

it("brings an approved change order's lines to the order, and a pending one's nowhere", async () => {
  const commitment = await ordered("Change order");

  const { id } = await change(commitment, "pending");
  await vi.waitFor(
    async () =>
      expect((await logOf(world, commitment))[0]?.changes).toEqual([
        expect.objectContaining({
          field: "pending change order 001 · Extra bay",
          new: "12500.50",
        }) as object,
      ]),
    soon,
  );
  await atRest(world);
  expect(orderOf(commitment).total).toBe("50000.00");
  expect((await viewOf(installed, commitment)).money).toMatchObject({
    contract: "50000.00",
    pendingChanges: "12500.50",
  });

  await act("set_change_order_status", { id, status: "approved" });
  await inStep(commitment, "62500.50");
  expect((await viewOf(installed, commitment)).money).toMatchObject({
    contract: "62500.50",
    pendingChanges: "0.00",
  });
  expect(orderOf(commitment).lines).toMatchObject([
    { line: 1, amount: "50000.00" },
    { line: 2, amount: "12500.00", description: expect.stringContaining("Steel") as string },
    { line: 3, amount: "0.50", description: expect.stringContaining("Paint") as string },
  ]);
  expect((await logOf(world, commitment))[0]).toMatchObject({ impact: { amount: "12500.50" } });
});

it("ties what an invoice bills of a change order to the change order's line", async () => {
  const commitment = await ordered("Billed change");
  await change(commitment, "approved");
  await inStep(commitment, "62500.50");

  const { id } = await approveInvoice(world, installed, commitment, "50");
  const bill = await vi.waitFor(() => {
    const [made] = billsOf(world, id);
    expect(made).toBeDefined();
    return made!;
  }, soon);

  expect(itemized(bill).map(({ fields }) => fields.orderLine)).toEqual(["1", "2", "3"]);
});

it("finds one that Procore sends no webhook for with the next look at the lists", async () => {
  await act("set_webhook_options", { sendsChangeOrderPackages: false });
  const commitment = await ordered("Untold change");
  await change(commitment, "approved");
  await atRest(world);
  expect(orderOf(commitment).total).toBe("50000.00");

  await world.database
    .admin("cursors")
    .whereLike("name", "commitment:%:asked")
    .update({ value: new Date(0).toISOString() });
  await poll(world, installed);

  await inStep(commitment, "62500.50");
});
