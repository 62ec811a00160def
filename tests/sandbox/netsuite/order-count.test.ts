import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import type { Options } from "./options.ts";
import { aBill, anOrder, FREIGHT, ITEM } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

/** A lump of 10,000.00 on line 1, 100 tons at 40.00 on line 2. */
async function order(options: Partial<Options> = {}) {
  const client = await openClient(options);
  const { id } = await anOrder(client, {
    item: {
      items: [
        {
          item: ITEM.subcontract,
          quantity: 1,
          rate: 10_000,
          description: "Steel",
          department: "2",
        },
        { item: ITEM.material, quantity: 100, rate: 40 },
      ],
    },
  });
  let bills = 0;
  const bill = (orderLine: number, more: object) =>
    aBill(client, {
      tranId: `INV-${(bills += 1)}`,
      item: { items: [{ orderDoc: { id }, orderLine, ...more }] },
    });
  return { client, id, bill };
}

async function progress(client: Client, id: string) {
  const { item, status } = await expanded(client, `purchaseOrder/${id}`);
  const lines = item.items as unknown as { quantityBilled: number; quantityReceived: number }[];
  return {
    status: (status as { id: string }).id,
    billed: lines.map(({ quantityBilled }) => quantityBilled),
    received: lines.map(({ quantityReceived }) => quantityReceived),
  };
}

it("counts three progress bills of a lump by their part quantities", async () => {
  const { client, id, bill } = await order();
  await bill(2, { quantity: 100 });

  await bill(1, { quantity: 0.3, rate: 10_000 });
  await bill(1, { quantity: 0.3, rate: 10_000 });
  const open = await progress(client, id);
  await bill(1, { quantity: 0.4, rate: 10_000 });

  expect(open).toEqual({ status: "F", billed: [0.6, 100], received: [0.6, 100] });
  expect(await progress(client, id)).toMatchObject({ status: "G", billed: [1, 100] });
});

it("counts the quantity, not the amount: a lump billed once at 30 % is billed in full", async () => {
  const { client, id, bill } = await order();
  await bill(2, { quantity: 25, rate: 40 });

  await bill(1, { quantity: 1, rate: 3000 });

  expect(await progress(client, id)).toMatchObject({ status: "F", billed: [1, 25] });
});

it("makes a part quantity of a part amount, or a lump where the account has it so", async () => {
  const { client, id, bill } = await order();
  const part = await bill(1, { amount: 1597.2 });
  await client.act({ do: "set_options", billedByAmount: "oneLump" });
  const lump = await bill(2, { amount: 1000 });

  const [first, second] = await Promise.all(
    [part, lump].map((made) => expanded(client, `vendorBill/${made.id}`)),
  );
  expect(first?.item.items).toMatchObject([{ quantity: 0.15972, rate: 10_000, amount: 1597.2 }]);
  expect(second?.item.items).toMatchObject([{ quantity: 1, rate: 1000, amount: 1000 }]);
  expect((await progress(client, id)).billed).toEqual([0.15972, 1]);
});

it.each([
  ["linked", 204, { billed: [1.4, 0] }],
  ["untied", 204, { billed: [1, 0] }],
  ["refused", 400, { billed: [1, 0] }],
] as const)("takes the next bill of a full line as %s", async (fullLine, status, count) => {
  const { client, id, bill } = await order({ fullLine });
  await bill(1, { quantity: 1 });

  const next = await bill(1, { item: ITEM.subcontract, quantity: 0.4, rate: 10_000 });

  expect(next.status).toBe(status);
  expect(await progress(client, id)).toMatchObject(count);
  if (fullLine !== "untied") return;
  const [line] = (await expanded(client, `vendorBill/${next.id}`)).item.items;
  expect(line).not.toHaveProperty("orderDoc");
  expect(line).toMatchObject({ amount: 4000 });
});

it("says which line it refuses", async () => {
  const { bill } = await order({ fullLine: "refused" });
  await bill(1, { quantity: 1 });

  expect(await bill(1, { quantity: 0.1 })).toMatchObject({
    code: "INVALID_KEY_OR_REF",
    path: "item.items[0].orderLine",
  });
});

it("counts an expense line by its amount", async () => {
  const client = await openClient();
  const { id } = await anOrder(client, {
    item: { items: [] },
    expense: { items: [{ account: FREIGHT, amount: 750, memo: "Freight" }] },
  });
  const bill = (amount: number) =>
    aBill(client, {
      tranId: `INV-${amount}`,
      item: { items: [] },
      expense: { items: [{ amount, orderDoc: { id }, orderLine: 1 }] },
    });
  const status = async () =>
    ((await client.record("GET", `purchaseOrder/${id}`)).body.status as { id: string }).id;

  await bill(700);
  expect(await status()).toBe("F");
  await bill(50);
  expect(await status()).toBe("G");
});

it("gives back what a deleted bill had counted", async () => {
  const { client, id, bill } = await order();
  const { id: billId } = await bill(1, { quantity: 1 });

  await client.act({ do: "delete_bill", billId });

  expect((await progress(client, id)).billed).toEqual([0, 0]);
});

it.each([
  ["counted", [1, 0]],
  ["uncounted", [0, 0]],
] as const)(
  "has bills that wait for approval or were rejected %s",
  async (unapprovedBills, billed) => {
    const { client, id, bill } = await order({ unapprovedBills });
    await client.act({ do: "set_options", approvalRouting: true });
    const { id: billId } = await bill(1, { quantity: 1 });
    const pending = await progress(client, id);

    await client.act({ do: "approve_bill", billId, reject: true });
    const rejected = await progress(client, id);
    await client.act({ do: "approve_bill", billId });

    expect([pending.billed, rejected.billed]).toEqual([billed, billed]);
    expect((await progress(client, id)).billed).toEqual([1, 0]);
  },
);

it("tells SuiteQL how much of a line was billed", async () => {
  const { client, id, bill } = await order();
  await bill(2, { quantity: 25 });

  const rows = await client.rows(
    "SELECT id, quantity, quantitybilled, quantityshiprecv FROM transactionline WHERE transaction = ? AND mainline = 'F' ORDER BY id",
    [id],
  );

  expect(rows).toEqual([
    { id: "1", quantity: "1", quantitybilled: "0", quantityshiprecv: "0" },
    { id: "2", quantity: "100", quantitybilled: "25", quantityshiprecv: "25" },
  ]);
});

it("makes a bill of all that is open, changed where the body names a line of the order", async () => {
  const { client, id, bill } = await order();
  await bill(2, { quantity: 25 });

  const made = await client.record("POST", `purchaseOrder/${id}/!transform/vendorBill`, {
    tranId: "INV-T",
    item: { items: [{ orderLine: 1, amount: 3000 }] },
  });

  expect((await expanded(client, `vendorBill/${made.id}`)).item.items).toMatchObject([
    { orderLine: 1, quantity: 0.3, amount: 3000, description: "Steel", department: { id: "2" } },
    { orderLine: 2, quantity: 75, amount: 3000 },
  ]);
});

it("makes no bill of an order that has nothing open", async () => {
  const { client, id } = await order();
  const transform = () =>
    client.record("POST", `purchaseOrder/${id}/!transform/vendorBill`, { tranId: "INV-T" });
  await transform();

  const again = await transform();

  expect([again.status, again.code, again.detail]).toEqual([
    400,
    "USER_ERROR",
    `Error while accessing a resource. You can not initialize vendorbill: invalid reference ${id}.`,
  ]);
});

/** What is held back is a negative line to the retainage account, as accountants enter it. */
it("counts of a bill only the lines that name the order's, and pays the sum of all", async () => {
  const { client, id } = await order();
  const steel = { orderDoc: { id }, orderLine: 1, quantity: 0.3, rate: 10_000 };
  const retained = { item: { id: ITEM.retainage }, quantity: 300, rate: -1 };

  const bill = await aBill(client, { item: { items: [steel, retained] } });

  expect((await progress(client, id)).billed).toEqual([0.3, 0]);
  const read = await expanded(client, `vendorBill/${bill.id}`);
  expect(read).toMatchObject({ total: 2700 });
});
