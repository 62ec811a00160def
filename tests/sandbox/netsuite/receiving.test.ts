import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import type { Options } from "./options.ts";
import { aBill, anOrder, FREIGHT, ITEM } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

/** An order of 10 by 100.00, in an account with Advanced Receiving unless told otherwise. */
async function order(options: Partial<Options> = {}, item = ITEM.material) {
  const client = await openClient({ advancedReceiving: true, ...options });
  const { id } = await anOrder(client, { item: { items: [{ item, quantity: 10, rate: 100 }] } });
  let bills = 0;
  const receive = (quantity: number, more: object = {}) =>
    client.record("POST", `purchaseOrder/${id}/!transform/itemReceipt`, {
      item: { items: [{ orderLine: 1, quantity }] },
      ...more,
    });
  const bill = (quantity: number) =>
    aBill(client, {
      tranId: `INV-${(bills += 1)}`,
      item: { items: [{ orderDoc: { id }, orderLine: 1, quantity }] },
    });
  return { client, id, receive, bill };
}

const status = async (client: Client, id: string) =>
  ((await client.record("GET", `purchaseOrder/${id}`)).body.status as { refName: string }).refName;

it("moves an order from pending receipt to fully billed", async () => {
  const { client, id, receive, bill } = await order();
  const seen = [await status(client, id)];

  for (const step of [() => receive(4), () => bill(4), () => receive(6), () => bill(6)]) {
    expect((await step()).status).toBe(204);
    seen.push(await status(client, id));
  }

  expect(seen).toEqual([
    "Pending Receipt",
    "Pending Billing/Partially Received",
    "Partially Received",
    "Pending Bill",
    "Fully Billed",
  ]);
});

it("refuses a bill of more than was received, and takes it once the rest has come", async () => {
  const { receive, bill } = await order();
  const early = await bill(1);
  await receive(4);
  const over = await bill(5);
  const right = await bill(4);

  expect([early, over].map(({ code, path }) => [code, path])).toEqual([
    ["INVALID_KEY_OR_REF", "item.items[0].orderLine"],
    ["INVALID_KEY_OR_REF", "item.items[0].orderLine"],
  ]);
  expect(right.status).toBe(204);
});

it("takes a bill before its receipt where the account bills in advance", async () => {
  const { client, id, bill } = await order({ billInAdvanceOfReceipt: true });

  expect((await bill(10)).status).toBe(204);
  expect(await status(client, id)).toBe("Pending Receipt");
});

it("wants no receipt of what cannot be received", async () => {
  const { client, id, bill } = await order({}, ITEM.labor);

  expect((await bill(10)).status).toBe(204);
  expect(await status(client, id)).toBe("Fully Billed");
});

it("reads a receipt back, by its external id too, with what remains of the line", async () => {
  const { client, id, receive } = await order();
  const made = await receive(4, { externalId: "rcpt-1", memo: "Pay app 1" });

  const receipt = await expanded(client, "itemReceipt/eid:rcpt-1");

  expect(made.headers.get("location")).toMatch(/\/itemReceipt\/\d+$/);
  expect(receipt).toMatchObject({
    id: made.id,
    createdFrom: { id },
    memo: "Pay app 1",
    item: {
      items: [{ orderLine: 1, quantity: 4, quantityRemaining: 10, itemReceive: true, amount: 400 }],
    },
  });
  const [line] = (await expanded(client, `purchaseOrder/${id}`)).item.items;
  expect(line).toMatchObject({ quantityReceived: 4, quantityBilled: 0 });
});

it("receives all that is left when no line is named, and nothing of a line marked so", async () => {
  const { client, id } = await order();
  const transform = (body: object) =>
    client.record("POST", `purchaseOrder/${id}/!transform/itemReceipt`, body);

  const none = await transform({ item: { items: [{ orderLine: 1, itemReceive: false }] } });
  const all = await transform({ memo: "all" });
  const again = await transform({});

  expect(none.detail).toContain("at least one line item");
  expect((await expanded(client, `itemReceipt/${all.id}`)).item.items).toMatchObject([
    { quantity: 10 },
  ]);
  expect(again.detail).toContain("You can not initialize itemreceipt");
});

it("receives no expense line that is marked so", async () => {
  const { client, id } = await order();
  await client.act({
    do: "edit_purchase_order",
    purchaseOrderId: id,
    changes: { expense: { items: [{ account: { id: FREIGHT }, amount: 750 }] } },
  });

  const made = await client.record("POST", `purchaseOrder/${id}/!transform/itemReceipt`, {
    item: { items: [{ orderLine: 1, quantity: 4 }] },
    expense: { items: [{ orderLine: 2, markReceived: false }] },
  });

  const { item, expense } = await expanded(client, `itemReceipt/${made.id}`);
  expect([item.items, expense.items]).toMatchObject([[{ quantity: 4 }], []]);
});

it("receives more than was ordered only where overage is allowed", async () => {
  const { client, receive } = await order();
  const refused = await receive(11);
  await client.act({ do: "set_options", overageOnReceipts: true });

  expect([refused.code, (await receive(11)).status]).toEqual(["USER_ERROR", 204]);
});

it("shows receipts to SuiteQL, linked to the order they came from", async () => {
  const { client, id, receive } = await order();
  const receipt = await receive(4);

  const [header] = await client.rows("SELECT type, recordtype FROM transaction WHERE id = ?", [
    receipt.id,
  ]);
  const links = await client.rows(
    "SELECT linktype, nextdoc FROM nexttransactionlinelink WHERE previousdoc = ?",
    [id],
  );

  expect(header).toEqual({ type: "ItemRcpt", recordtype: "itemreceipt" });
  expect(links).toEqual([{ linktype: "ShipRcpt", nextdoc: receipt.id }]);
});

it("keeps an order that was received, and its lines", async () => {
  const { client, id, receive } = await order();
  const receipt = await receive(4);
  const kept = await client.record("DELETE", `purchaseOrder/${id}`);
  await client.record("DELETE", `itemReceipt/${receipt.id}`);

  expect([kept.code, (await client.record("DELETE", `purchaseOrder/${id}`)).status]).toEqual([
    "USER_ERROR",
    204,
  ]);
});

it("knows no receipts without Advanced Receiving, and none without an order", async () => {
  const { client, receive } = await order({ advancedReceiving: false });
  const refused = await receive(4);
  const unknown = await client.record("GET", "itemReceipt");
  await client.act({ do: "set_options", advancedReceiving: true });
  const alone = await client.record("POST", "itemReceipt", {});

  expect([refused.code, unknown.status]).toEqual(["INVALID_REQUEST", 404]);
  expect(alone.detail).toContain("Please enter value(s) for: Entity");
});
