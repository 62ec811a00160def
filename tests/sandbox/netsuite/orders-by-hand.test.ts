import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import { aBill, anOrder, FREIGHT, ITEM } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

const entityOf = async (id: string) =>
  (await client.record("GET", `purchaseOrder/${id}`)).body.entity as { id: string };
const status = async (path: string) =>
  ((await client.record("GET", path)).body.status as { refName: string }).refName;

it("keeps accounting's freight, memo and coding when the items are replaced by their lines", async () => {
  const { id } = await anOrder(client, { externalId: "ct-1" });
  await client.act({
    do: "edit_purchase_order",
    purchaseOrderId: id,
    changes: {
      memo: "Coded by accounting",
      item: { items: [{ line: 1, department: "2", class: "1" }] },
      expense: { items: [{ account: FREIGHT, amount: 750, memo: "Freight" }] },
    },
  });

  await client.record("PUT", "purchaseOrder/eid:ct-1?replace=item,expense", {
    entity: await entityOf(id),
    item: { items: [{ line: 1, item: ITEM.subcontract, amount: 1100 }] },
  });

  const order = await expanded(client, `purchaseOrder/${id}`);
  expect(order).toMatchObject({ total: 1850, memo: "Coded by accounting" });
  expect(order.item.items).toMatchObject([
    { line: 1, amount: 1100, department: { refName: "Field" }, class: { refName: "Residential" } },
  ]);
  expect(order.expense.items).toMatchObject([{ line: 3, amount: 750, memo: "Freight" }]);
});

it("empties a sublist that is to be replaced and not sent, where the account reads it so", async () => {
  await client.act({ do: "set_options", absentSublist: "emptied" });
  const { id } = await anOrder(client);
  await client.act({
    do: "edit_purchase_order",
    purchaseOrderId: id,
    changes: { expense: { items: [{ account: FREIGHT, amount: 750 }] } },
  });

  await client.record("PATCH", `purchaseOrder/${id}?replace=item,expense`, {
    item: { items: [{ line: 1 }] },
  });

  expect((await expanded(client, `purchaseOrder/${id}`)).expense.items).toEqual([]);
});

it("edits a bill, and its order counts what it says now", async () => {
  const { id } = await anOrder(client);
  const bill = await aBill(client, {
    item: { items: [{ orderDoc: { id }, orderLine: 1, quantity: 1.2 }] },
  });
  await client.act({
    do: "edit_bill",
    billId: bill.id,
    changes: { item: { items: [{ line: 1, quantity: 0.9 }] } },
  });

  expect((await client.record("GET", `vendorBill/${bill.id}`)).body.total).toBe(450);
  expect((await expanded(client, `purchaseOrder/${id}`)).item.items[0]).toMatchObject({
    quantityBilled: 0.9,
  });
});

it("closes a line, then the order, and bills neither; opened again, it bills", async () => {
  const { id } = await anOrder(client);
  const bill = (orderLine: number) =>
    aBill(client, {
      tranId: `INV-${orderLine}`,
      item: { items: [{ orderDoc: { id }, orderLine }] },
    });
  await client.act({ do: "close_purchase_order_line", purchaseOrderId: id, line: 1 });
  const half = await status(`purchaseOrder/${id}`);
  const closedLine = await bill(1);
  await client.act({ do: "close_purchase_order", purchaseOrderId: id });

  expect([half, await status(`purchaseOrder/${id}`)]).toEqual(["Pending Bill", "Closed"]);
  expect([closedLine.code, (await bill(2)).code]).toEqual(["USER_ERROR", "USER_ERROR"]);
  const rows = await client.rows(
    "SELECT isclosed FROM transactionline WHERE transaction = ? AND mainline = 'F'",
    [id],
  );
  expect(rows).toEqual([{ isclosed: "T" }, { isclosed: "T" }]);
  await client.act({ do: "close_purchase_order", purchaseOrderId: id, closed: false });
  expect((await bill(2)).status).toBe(204);
});

it("is fully billed when what is not closed is billed", async () => {
  const { id } = await anOrder(client);
  await aBill(client, { item: { items: [{ orderDoc: { id }, orderLine: 1 }] } });
  await client.act({ do: "close_purchase_order_line", purchaseOrderId: id, line: "2" });

  expect(await status(`purchaseOrder/${id}`)).toBe("Fully Billed");
});

it("refuses to close a line that is not there", async () => {
  const { id } = await anOrder(client);

  await expect(
    client.act({ do: "close_purchase_order_line", purchaseOrderId: id, line: 9 }),
  ).rejects.toThrow("the order has no line 9");
});

it("deletes an order that nothing was made from", async () => {
  const { id } = await anOrder(client, { externalId: "ct-1" });
  const bill = await aBill(client, { item: { items: [{ orderDoc: { id }, orderLine: 1 }] } });
  const remove = () => client.act({ do: "delete_purchase_order", purchaseOrderId: id });

  await expect(remove()).rejects.toThrow("dependent records");
  await client.act({ do: "delete_bill", billId: bill.id });
  await remove();

  expect((await client.record("GET", "purchaseOrder/eid:ct-1")).status).toBe(404);
  expect(await client.rows("SELECT recordid FROM deletedrecord WHERE recordid = ?", [id])).toEqual([
    { recordid: id },
  ]);
});

it("overwrites an external id, as an import does, and clears it", async () => {
  const { id } = await anOrder(client, { externalId: "ct-1" });
  const other = await anOrder(client, { externalId: "ct-2" });
  const become = (externalId: string | null) =>
    client.act({ do: "set_external_id", type: "purchaseOrder", id, externalId });

  await become("LEGACY-77");

  const found = await Promise.all(
    ["ct-1", "LEGACY-77"].map((eid) => client.record("GET", `purchaseOrder/eid:${eid}`)),
  );
  expect(found.map(({ status: code }) => code)).toEqual([404, 200]);
  await expect(become("ct-2")).rejects.toThrow(`purchaseOrder ${other.id} has the external ID`);
  await become(null);
  expect((await client.record("GET", `purchaseOrder/${id}`)).body).not.toHaveProperty("externalId");
});

it("bills and receives an order in its own screen, in whole or in part", async () => {
  await client.act({ do: "set_options", advancedReceiving: true });
  const { id } = await anOrder(client);
  const part = { do: "receive_purchase_order", purchaseOrderId: id };

  await client.act({ ...part, lines: [{ line: 1, quantity: "0.5" }] });
  const bill = await client.act({
    do: "bill_purchase_order",
    purchaseOrderId: id,
    number: "INV-9",
    lines: [{ line: 1, amount: "100.00" }],
  });
  await client.act(part);

  const order = await expanded(client, `purchaseOrder/${id}`);
  expect(order.item.items).toMatchObject([
    { quantityReceived: 2, quantityBilled: 0.2 },
    { quantityReceived: 1, quantityBilled: 0 },
  ]);
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body).toMatchObject({
    tranId: "INV-9",
    total: 100,
  });
});

it("routes orders and bills for approval, with the letters that go with it", async () => {
  await client.act({ do: "set_options", approvalRouting: true });
  const order = await anOrder(client);
  const early = await aBill(client, { item: { items: [{ orderDoc: order.id, orderLine: 1 }] } });
  const bill = await aBill(client);
  const letters = async () =>
    (await client.rows("SELECT status FROM transaction ORDER BY id")).map((row) => row.status);
  const seen = [await letters()];

  await client.act({ do: "approve_purchase_order", purchaseOrderId: order.id, reject: true });
  await client.act({ do: "approve_bill", billId: bill.id, reject: true });
  seen.push(await letters());
  await client.act({ do: "approve_purchase_order", purchaseOrderId: order.id });
  await client.act({ do: "approve_bill", billId: bill.id });
  seen.push(await letters());

  expect(early.detail).toContain("is not approved and cannot be billed");
  expect(seen).toEqual([
    ["A", "D"],
    ["C", "E"],
    ["F", "A"],
  ]);
});
