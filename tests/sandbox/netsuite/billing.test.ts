import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import { aBill, anOrder, FREIGHT, ITEM, vendorId } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

it("bills a line of an order and moves the order to fully billed when nothing is left", async () => {
  const order = await anOrder(client);
  const line = (orderLine: number, amount: number) => ({
    amount,
    orderDoc: { id: order.id },
    orderLine,
  });
  await aBill(client, { item: { items: [line(1, 1000)] } });
  const half = await client.record("GET", `purchaseOrder/${order.id}`);

  const over = await aBill(client, { tranId: "INV-1008", item: { items: [line(2, 300)] } });

  expect(half.body.status).toEqual({ id: "F", refName: "Pending Bill" });
  expect(over.status).toBe(204);
  expect(over.headers.get("x-netsuite-warning")).toContain("billed for more than was ordered");
  expect((await client.record("GET", `purchaseOrder/${order.id}`)).body.status).toEqual({
    id: "G",
    refName: "Fully Billed",
  });
});

it("refuses an order of another vendor, a line the order lacks and an item that is not the line's", async () => {
  const order = await anOrder(client);
  const bill = (line: object, entity = {}) =>
    aBill(client, {
      item: { items: [{ amount: 5, orderDoc: { id: order.id }, ...line }] },
      ...entity,
    });

  const otherVendor = await bill(
    { orderLine: 1 },
    { entity: { id: await vendorId(client, "Delta Building Supply") } },
  );
  const otherLine = await bill({ orderLine: 7 });
  const otherItem = await bill({ orderLine: 1, item: { id: ITEM.labor } });

  expect([otherVendor.path, otherLine.path, otherItem.path]).toEqual([
    "item.items[0].orderDoc",
    "item.items[0].orderLine",
    "item.items[0].item",
  ]);
});

it("keeps what others depend on", async () => {
  const order = await anOrder(client);
  const bill = await aBill(client, {
    item: { items: [{ amount: 5, orderDoc: { id: order.id }, orderLine: 1 }] },
  });

  const blocked = await client.record("DELETE", `purchaseOrder/${order.id}`);
  const removed = await client.record("PATCH", `purchaseOrder/${order.id}?replace=item`, {
    item: { items: [{ line: 2 }] },
  });
  const gone = await client.record("DELETE", `vendorBill/${bill.id}`);
  const free = await client.record("DELETE", `purchaseOrder/${order.id}`);

  expect([blocked.status, blocked.code, removed.code]).toEqual([400, "USER_ERROR", "USER_ERROR"]);
  expect([gone.status, gone.headers.get("location"), free.status]).toEqual([204, null, 204]);
});

it("refuses to post into a closed period", async () => {
  const early = await aBill(client, { tranDate: "2025-02-10" });
  const beyond = await aBill(client, { tranDate: `${new Date().getUTCFullYear() + 4}-02-10` });
  await client.act({ do: "open_period", name: "Feb 2025" });
  const reopened = await aBill(client, { tranDate: "2025-02-10" });

  expect([early.code, beyond.code, reopened.status]).toEqual(["USER_ERROR", "USER_ERROR", 204]);
  expect(early.detail).toContain("is not within the date range of your accounting period");
});

it("refuses the same reference number twice for one vendor, unless the account allows it", async () => {
  await aBill(client);
  const twin = await aBill(client);
  await client.act({ do: "set_options", refuseDuplicateBillNumbers: false });
  const allowed = await aBill(client);

  expect([twin.code, allowed.status]).toEqual(["USER_ERROR", 204]);
});

it("codes a bill by ledger account too, and takes amounts of many digits as they are", async () => {
  const bill = await aBill(client, {
    item: { items: [] },
    expense: {
      items: [
        { account: { id: FREIGHT }, amount: 310.25, memo: "Freight" },
        { account: FREIGHT, amount: 0.1 },
        { account: FREIGHT, amount: 0.2 },
      ],
    },
  });

  expect((await expanded(client, `vendorBill/${bill.id}`)).total).toBe(310.55);
});

it("works out an amount from quantity and rate, or a rate from the amount", async () => {
  const { id } = await anOrder(client);
  await client.record("PATCH", `purchaseOrder/${id}`, {
    item: {
      items: [
        { line: 1, quantity: 3 },
        { line: 2, amount: 300 },
      ],
    },
  });

  const order = await expanded(client, `purchaseOrder/${id}`);

  expect(order.item.items).toMatchObject([
    { line: 1, quantity: 3, rate: 500, amount: 1500 },
    { line: 2, quantity: 1, rate: 300, amount: 300 },
  ]);
});
