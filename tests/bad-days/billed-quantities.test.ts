import { expect, it } from "vitest";
import { itemized, total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, orderIn, worth } from "./billing.ts";
import { figuresOf } from "./figures.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const LUMP = { description: "Steel", amount: "50000.00" };
const TONS = { description: "Rebar", quantity: "100", unit_cost: "40.00", uom: "tons" };

const order = (commitment: Commitment) => orderIn(world, commitment);
const bill = (commitment: Commitment, ...amounts: string[]) =>
  invoiced(world, installed, commitment, amounts.map(worth));
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

/** What NetSuite counts of the order, and what both systems come to; all of it green. */
async function inStep(commitment: Commitment, status: string, billed: number[]): Promise<void> {
  const now = await order(commitment);
  expect([now.status, now.billed]).toEqual([status, billed]);
  const figures = await figuresOf(world, installed, commitment);
  expect(figures.order[1]).toBe(figures.order[0]);
  expect(figures.bills[1]).toBe(figures.bills[0]);
  expect(new Set(figures.says)).toEqual(new Set(["success"]));
}

it("bills 30, 30 and 40 % of a lump, and 25 of 100 tons, and the order is fully billed with the last", async () => {
  const commitment = await contracted(world, installed, {
    title: "Progress",
    lines: [LUMP, TONS],
  });
  expect((await order(commitment)).ordered).toEqual([
    [50_000, 1, 50_000],
    [100, 40, 4000],
  ]);

  await bill(commitment, "15000.00", "1000.00");
  await inStep(commitment, "Pending Bill", [15_000, 25]);
  await bill(commitment, "15000.00", "0.00");
  await inStep(commitment, "Pending Bill", [30_000, 25]);
  await bill(commitment, "20000.00", "3000.00");
  await inStep(commitment, "Fully Billed", [50_000, 100]);
});

it("counts retainage once it is released, and ends with the release to the last unit", async () => {
  const commitment = await contracted(world, installed, {
    title: "Retainage",
    lines: [
      { ...LUMP, amount: "1000.01" },
      { ...TONS, quantity: "7", unit_cost: "33.33" },
    ],
  });
  const held = (amount: string, retainage: string) => ({
    ...worth(amount),
    work_completed_retainage_retained_this_period: retainage,
  });
  const released = (amount: string) => ({
    ...worth("0.00"),
    work_completed_retainage_released_this_period: amount,
  });

  await invoiced(world, installed, commitment, [held("333.34", "33.33"), held("77.77", "7.78")]);
  await inStep(commitment, "Pending Bill", [300.01, 2.09991]);
  await invoiced(world, installed, commitment, [held("666.67", "66.67"), held("155.54", "15.55")]);
  await inStep(commitment, "Pending Bill", [900.01, 6.30003]);
  await invoiced(world, installed, commitment, [released("100.00"), released("23.33")]);
  await inStep(commitment, "Fully Billed", [1000.01, 7]);
});

it("orders what a change order takes off as a quantity at a negative rate, and bills parts of it", async () => {
  const commitment = await contracted(world, installed, { title: "Taken off", lines: [LUMP] });
  await procore("create_change_order", {
    commitmentId: commitment.id,
    number: "001",
    title: "No handrail",
    status: "approved",
    lines: [
      {
        description: "Handrail",
        amount: "-500.50",
        cost_code_id: commitment.lines[0]!.costCodeId,
      },
    ],
  });
  await atRest(world);

  expect((await order(commitment)).ordered[1]).toEqual([500.5, -1, -500.5]);
  await procoreBills(commitment, "40");
  await inStep(commitment, "Pending Bill", [20_000, 200.2]);
  await procoreBills(commitment, "60");
  await inStep(commitment, "Fully Billed", [50_000, 500.5]);
});

/** A share of every line, those of change orders among them. */
async function procoreBills(commitment: Commitment, percent: string): Promise<void> {
  await approveInvoice(world, installed, commitment, percent);
  await atRest(world);
}

it("bills a part of a line that was ordered as one, as Crosstie once did, and raises it at its rate", async () => {
  const commitment = await contracted(world, installed, { title: "Of before", lines: [LUMP] });
  const { id } = await order(commitment);
  const asOne = { line: 1, quantity: 1, rate: 50_000, amount: 50_000 };
  await netsuite("edit_purchase_order", {
    purchaseOrderId: id,
    changes: { item: { items: [asOne] } },
  });

  await bill(commitment, "16666.67");
  await inStep(commitment, "Pending Bill", [0.33333]);
  await procore("set_rules", { locksApprovedCommitments: false });
  await procore("set_line_amount", {
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "60000.00",
  });
  await atRest(world);
  expect((await order(commitment)).ordered).toEqual([[1.2, 50_000, 60_000]]);
  await bill(commitment, "43333.33");
  await inStep(commitment, "Fully Billed", [1.2]);
});

it("keeps bills tied that counted the whole of such a line, and puts them right when they are sent again", async () => {
  const commitment = await contracted(world, installed, { title: "Whole each", lines: [LUMP] });
  const { id } = await order(commitment);
  await netsuite("edit_purchase_order", {
    purchaseOrderId: id,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 50_000, amount: 50_000 }] } },
  });
  const invoice = await bill(commitment, "15000.00");
  const billId = billsOf(world, invoice.id)[0]!.id;
  await netsuite("edit_bill", {
    billId,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 15_000, amount: 15_000 }] } },
  });
  await procore("update_commitment", { id: commitment.id, title: "Whole each once" });
  await atRest(world);
  const renamed = { ...commitment, title: "Whole each once" };
  expect((await order(renamed)).ordered).toEqual([[1, 50_000, 50_000]]);

  await bill(commitment, "20000.00");
  await inStep(renamed, "Fully Billed", [1.4]);
  await world.database
    .admin("records")
    .where({ procore_id: invoice.id })
    .update({ lands_until: new Date() });
  await world.everyTick();
  await bill(commitment, "15000.00");
  await inStep(renamed, "Fully Billed", [1]);
  const [there] = billsOf(world, invoice.id);
  expect(total(there!).toFixed(2)).toBe("15000.00");
  expect(itemized(there!)).toMatchObject([
    { fields: { orderDoc: ordersOf(world, renamed)[0]!.id, quantity: "0.3" } },
  ]);
});
