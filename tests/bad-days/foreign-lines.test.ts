import { expect, it, vi } from "vitest";
import { itemized, total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;

async function ordered(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title, amount: "1000.00" });
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  await atRest(world);
  return commitment;
}

/** Accounting saves this of the order in NetSuite. */
const edit = (commitment: Commitment, changes: object) =>
  world.netsuite.system.act({
    do: "edit_purchase_order",
    purchaseOrderId: orderOf(commitment).id,
    changes,
  });

const setAmount = (commitment: Commitment, amount: string) =>
  world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount,
  });

it.each([
  [
    "item",
    { item: { items: [{ item: { id: "81" }, description: "Freight", quantity: 1, rate: 750 }] } },
  ],
  ["expense", { expense: { items: [{ account: { id: "58" }, memo: "Freight", amount: 750 }] } }],
])("leaves the %s line that accounting added, and shows the difference", async (kind, added) => {
  const commitment = await ordered(`Freight as ${kind}`);
  await edit(commitment, added);

  await setAmount(commitment, "1200.00");

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        record: "desynchronized",
        waiting: expect.stringMatching(/comes to 1950\.00 in NetSuite and to 1200\.00/) as string,
      }),
    soon,
  );
  expect(total(orderOf(commitment)).toFixed(2)).toBe("1950.00");
  expect(itemized(orderOf(commitment))).toHaveLength(2);
});

it("leaves the memo and the coding of our lines as accounting wrote them", async () => {
  const commitment = await ordered("Coded by accounting");
  const [line] = itemized(orderOf(commitment));
  await edit(commitment, {
    memo: `Per J. Alvarez · ${commitment.title}`,
    item: { items: [{ line: line!.line, department: { id: "1" }, description: "Their words" }] },
  });

  await setAmount(commitment, "1300.00");

  await vi.waitFor(() => expect(total(orderOf(commitment)).toFixed(2)).toBe("1300.00"), soon);
  await atRest(world);
  expect(orderOf(commitment).fields.memo).toBe(`Per J. Alvarez · ${commitment.title}`);
  expect(itemized(orderOf(commitment))).toMatchObject([
    { line: line!.line, fields: { department: "1", description: "Their words" } },
  ]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
});

it("leaves them also where Procore changes what they stand for", async () => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  const commitment = await ordered("Renamed in Procore");
  const [line] = itemized(orderOf(commitment));
  const memo = `Per J. Alvarez · ${commitment.title}`;
  await edit(commitment, {
    memo,
    item: { items: [{ line: line!.line, description: "Their words" }] },
  });

  await world.procore.system.act({
    do: "update_line",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    fields: { description: "Other words", amount: "1400.00" },
  });
  const fields = { id: commitment.id, title: "Renamed in Procore by now" };
  await world.procore.system.act({ do: "update_commitment", ...fields });
  const order = () =>
    booksOf(world).purchaseOrder.find(({ fields: { memo: now } }) => now === memo);
  await vi.waitFor(() => expect(order() && total(order()!).toFixed(2)).toBe("1400.00"), soon);
  await atRest(world);

  expect(itemized(order()!)).toMatchObject([{ fields: { description: "Their words" } }]);
});

it.each(["purchaseOrder", "vendorBill"] as const)(
  "leaves the line that a workflow adds to a %s, also where it is billed, and shows the difference",
  async (to) => {
    const added = { to, account: "58", amount: "35.00", memo: "Permit fee" };
    await world.netsuite.system.act({ do: "set_options", workflowAddsLine: added });
    const commitment = await createCommitment(world, installed, { vendor, title: `Fee on ${to}` });
    await atRest(world);
    const { id } = await approveInvoice(world, installed, commitment, "50");
    await atRest(world);
    await world.netsuite.system.act({ do: "set_options", workflowAddsLine: null });
    await setAmount(commitment, "1300.00");
    await syncPayments(installed, commitment);
    await atRest(world);

    const document = to === "purchaseOrder" ? orderOf(commitment) : billsOf(world, id)[0]!;
    expect(itemized(document).map(({ fields }) => String(fields.amount))).toContain("35.00");
    const differs = {
      record: "desynchronized",
      waiting: expect.stringMatching(
        /comes to \d+\.\d\d in NetSuite and to \d+\.\d\d in Procore/,
      ) as string,
    };
    const view = await viewOf(installed, commitment);
    expect(to === "purchaseOrder" ? view : view.invoices[0]).toMatchObject(differs);
  },
);
