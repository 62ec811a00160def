import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { changing } from "./changing.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { act, orderOf, inStep, ordered, change } = changing(world, installed);

it.each(["void", "deleted"])(
  "takes one back that is %s, when nothing of it is billed",
  async (how) => {
    const commitment = await ordered(`Taken back: ${how}`);
    const { id } = await change(commitment, "approved");
    await inStep(commitment, "62500.50");

    if (how === "void") await act("set_change_order_status", { id, status: "void" });
    else await act("delete_change_order", { id });

    await inStep(commitment, "50000.00");
    expect(orderOf(commitment).lines).toMatchObject([{ line: 1 }]);
  },
);

it("shows both figures when what is taken back is billed already, and sends the rest", async () => {
  const commitment = await ordered("Billed and taken back");
  const { id } = await change(commitment, "approved");
  await inStep(commitment, "62500.50");
  const invoice = await approveInvoice(world, installed, commitment, "50");
  await vi.waitFor(() => expect(billsOf(world, invoice.id)).toHaveLength(1), soon);

  await act("set_change_order_status", { id, status: "void" });

  const differs = {
    record: "desynchronized",
    waiting: expect.stringMatching(
      /^purchase order PO\d+ comes to 62500\.50 in NetSuite and to 50000\.00 in Procore: its line 2 \(.*Steel\), line 3 \(.*Paint\) are billed and stay, .+ presses Sync now\. What is paid stays, and the two differ by it$/,
    ) as string,
  };
  const shows = (view: object) =>
    vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
  await shows({ ...differs, failure: null });
  expect(orderOf(commitment).total).toBe("62500.50");

  await act("create_change_order", {
    commitmentId: commitment.id,
    number: "002",
    title: "Another bay",
    status: "approved",
    lines: [
      { description: "Glass", amount: "4000.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  });
  await vi.waitFor(() => expect(orderOf(commitment).total).toBe("66500.50"), soon);
  await atRest(world);
  const lines = orderOf(commitment).lines.toSorted((one, other) => one.line - other.line);
  expect(lines).toMatchObject([
    { line: 1, amount: "50000.00" },
    { line: 2, amount: "12500.00" },
    { line: 3, amount: "0.50" },
    { line: 4, amount: "4000.00", description: expect.stringContaining("Glass") as string },
  ]);

  await world.netsuite.system.act({
    do: "delete_bill",
    billId: billsOf(world, invoice.id)[0]!.id,
  });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  await shows({ record: "success", waiting: null });
  expect(orderOf(commitment).lines).toMatchObject([{ amount: "50000.00" }, { amount: "4000.00" }]);
});

it("takes a billed change order that is approved again for the one that is there", async () => {
  const commitment = await ordered("Billed and approved again");
  const { id } = await change(commitment, "approved");
  await inStep(commitment, "62500.50");
  const invoice = await approveInvoice(world, installed, commitment, "50");
  await vi.waitFor(() => expect(billsOf(world, invoice.id)).toHaveLength(1), soon);
  await act("set_change_order_status", { id, status: "void" });
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({ record: "desynchronized" }),
    soon,
  );
  await atRest(world);

  await act("set_change_order_status", { id, status: "approved" });
  await inStep(commitment, "62500.50");
  expect(orderOf(commitment).lines).toHaveLength(3);
});

it("keeps the line of a void change order that was received, and sends the rest", async () => {
  const commitment = await ordered("Received and taken back");
  const { id } = await change(commitment, "approved");
  await inStep(commitment, "62500.50");
  const netsuite = (name: string, given: object) =>
    world.netsuite.system.act({ do: name, ...given });
  const purchaseOrderId = ordersOf(world, commitment)[0]!.id;
  const lines = [{ line: 2, quantity: "100" }];
  await netsuite("set_options", { advancedReceiving: true });
  await netsuite("receive_purchase_order", { purchaseOrderId, lines });

  await act("set_change_order_status", { id, status: "void" });
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        record: "desynchronized",
        failure: null,
        waiting: expect.stringMatching(
          /its line 2 \(.*Steel\) is received and stays, .+ deletes the item receipts of it/,
        ) as string,
      }),
    soon,
  );
  expect(orderOf(commitment).total).toBe("62500.00");
  await netsuite("set_options", { advancedReceiving: false });
});

it("bills nothing on a line that the contract no longer has, though the order has it", async () => {
  const commitment = await ordered("Invoice on a line that stays");
  const { id } = await change(commitment, "approved");
  await inStep(commitment, "62500.50");
  const first = await approveInvoice(world, installed, commitment, "50");
  await vi.waitFor(() => expect(billsOf(world, first.id)).toHaveLength(1), soon);
  const second = (await act("create_requisition", {
    commitmentId: commitment.id,
    percent: "20",
  })) as { id: string };
  await act("set_change_order_status", { id, status: "void" });
  await atRest(world);

  await act("approve_requisition", { id: second.id });
  await poll(world, installed);
  expect(billsOf(world, second.id)).toEqual([]);
  const { invoices } = await viewOf(installed, commitment);
  expect(invoices.find((one) => one.id === second.id)).toMatchObject({
    waiting: expect.stringMatching(
      /which no longer has lines in Procore that this bills/,
    ) as string,
  });
});

it("says that an invoice bills what the contract no longer has", async () => {
  const commitment = await ordered("Invoice of what is void");
  const { id } = await change(commitment, "approved");
  await inStep(commitment, "62500.50");
  const invoice = (await act("create_requisition", {
    commitmentId: commitment.id,
    percent: "50",
  })) as { id: string };
  await act("set_change_order_status", { id, status: "void" });
  await inStep(commitment, "50000.00");

  await act("approve_requisition", { id: invoice.id });
  await poll(world, installed);
  const { invoices } = await viewOf(installed, commitment);
  expect(invoices).toMatchObject([
    {
      record: "pending",
      waiting: expect.stringMatching(
        /^commitment SC.+, which no longer has lines in Procore that this bills: /,
      ) as string,
    },
  ]);

  await act("set_change_order_status", { id, status: "approved" });
  await inStep(commitment, "62500.50");
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
});
