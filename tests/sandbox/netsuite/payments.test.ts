import { expect, it } from "vitest";
import { headersOf, linksOf } from "./payment-queries.ts";
import { aBill, anOrder, vendorId } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

it("pays a bill in two parts: the bill stays open until the second", async () => {
  const client = await openClient();
  const bill = await aBill(client, { externalId: "ct-bill-1" });
  const first = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
    method: "check",
    checkNumber: "1234",
    date: "2026-03-20",
  });
  const [half] = await linksOf(client, bill.id);

  const second = await client.act({
    do: "pay_bill",
    tranId: "INV-1007",
    amount: "599.90",
    method: "electronic",
  });

  expect(half).toEqual({
    previousdoc: bill.id,
    previousline: "0",
    nextdoc: first.paymentId,
    nextline: "1",
    foreignamount: "400.1",
    doctype: "VendBill",
    doctranid: "INV-1007",
    docexternalid: "ct-bill-1",
    doctotal: "1000",
    docunpaid: "599.9",
    docstatus: "A",
  });
  expect(
    (await linksOf(client, bill.id)).map(({ nextdoc, foreignamount, docunpaid, docstatus }) => [
      nextdoc,
      foreignamount,
      docunpaid,
      docstatus,
    ]),
  ).toEqual([
    [first.paymentId, "400.1", "0", "B"],
    [second.paymentId, "599.9", "0", "B"],
  ]);
});

it("shows a payment with a negative total, its label and no columns that are null", async () => {
  const client = await openClient();
  const bill = await aBill(client);
  const paid = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
    method: "check",
    checkNumber: "1234",
    date: "2026-03-20",
  });

  const [header] = await headersOf(client);

  expect(header).toEqual({
    id: paid.paymentId,
    tranid: "1234",
    transactionnumber: "VENDPYMT1",
    entity: await vendorId(client, "Acme Steel Erectors"),
    subsidiary: "1",
    currency: "1",
    exchangerate: "1",
    foreigntotal: "-400.1",
    status: "F",
    statuslabel: "Bill Payment : Approved",
    voided: "F",
    posting: "T",
    trandate: "2026-03-20",
    lastmodified: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  });
});

it("pays several bills at once", async () => {
  const client = await openClient();
  const [one, other] = [await aBill(client), await aBill(client, { tranId: "INV-1008" })];

  const paid = await client.act({
    do: "pay_bill",
    bills: [
      { billId: one.id, amount: "1000.00" },
      { billId: other.id, amount: "0.01" },
    ],
    method: "credit_card",
  });

  const payment = await client.record(
    "GET",
    `vendorPayment/${paid.paymentId}?expandSubResources=true`,
  );
  expect(payment.body).toMatchObject({
    total: 1000.01,
    account: { refName: "2200 Corporate Credit Card" },
    apply: {
      items: [
        { doc: { id: one.id }, amount: 1000, apply: true },
        { doc: { id: other.id }, amount: 0.01 },
      ],
    },
  });
});

it("refuses to pay more than is due, a bill on hold, a bill that waits for approval and a bill of someone else", async () => {
  const client = await openClient();
  const bill = await aBill(client);
  const waiting = await aBill(client, { tranId: "INV-1009", approvalStatus: { id: "1" } });

  await expect(client.act({ do: "pay_bill", billId: bill.id, amount: "1000.01" })).rejects.toThrow(
    "exceeds what is due on it, 1000.00",
  );
  await client.act({ do: "hold_bill", billId: bill.id });
  await expect(client.act({ do: "pay_bill", billId: bill.id, amount: "1.00" })).rejects.toThrow(
    "payment hold",
  );
  await expect(client.act({ do: "pay_bill", billId: waiting.id, amount: "1.00" })).rejects.toThrow(
    "not approved",
  );
  const stolen = await client.record("POST", "vendorPayment", {
    entity: { id: await vendorId(client, "Delta Building Supply") },
    account: "121",
    apply: { items: [{ doc: bill.id, apply: true }] },
  });
  expect(stolen.path).toBe("apply.items[0].doc");
});

it("applies a payment keyed by its bill, so that repeating it changes nothing", async () => {
  const client = await openClient();
  const bill = await aBill(client);
  const body = {
    entity: { id: await vendorId(client, "Acme Steel Erectors") },
    account: "121",
    apply: { items: [{ doc: { id: bill.id }, apply: true, amount: 250.25 }] },
  };
  await client.record("PUT", "vendorPayment/eid:ct-pay-1", body);

  const again = await client.record("PUT", "vendorPayment/eid:ct-pay-1", body);

  expect(
    (await linksOf(client, again.id)).map(({ foreignamount, docunpaid }) => [
      foreignamount,
      docunpaid,
    ]),
  ).toEqual([["250.25", "749.75"]]);
});

it("routes approvals where the account wants that", async () => {
  const client = await openClient({ approvalRouting: true });
  const order = await anOrder(client);
  const early = await aBill(client, {
    item: { items: [{ amount: 5, orderDoc: { id: order.id }, orderLine: 1 }] },
  });
  await client.act({ do: "approve_purchase_order", id: order.id });
  const bill = await aBill(client, {
    item: { items: [{ amount: 5, orderDoc: { id: order.id }, orderLine: 1 }] },
  });
  const [waiting] = await client.rows(
    "SELECT status, BUILTIN.DF(approvalstatus) AS approval, posting FROM transaction WHERE id = ?",
    [bill.id],
  );

  await client.act({ do: "approve_bill", billId: bill.id });

  expect(early.detail).toContain("not approved");
  expect(waiting).toEqual({ status: "D", approval: "Pending Approval", posting: "F" });
  expect(
    await client.rows("SELECT status, posting FROM transaction WHERE id = ?", [bill.id]),
  ).toEqual([{ status: "A", posting: "T" }]);
});

it("turns a bill into its payment", async () => {
  const client = await openClient();
  const bill = await aBill(client);

  const paid = await client.record("POST", `vendorBill/${bill.id}/!transform/vendorPayment`, {
    account: "121",
  });

  expect(paid.status).toBe(204);
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body.status).toEqual({
    id: "B",
    refName: "Paid In Full",
  });
});

it("renames a vendor on its transactions too, and takes no new ones for an inactive vendor", async () => {
  const client = await openClient();
  const bill = await aBill(client);
  const vendor = await vendorId(client, "Acme Steel Erectors");
  await client.rows("SELECT id FROM transaction");
  await client.act({ do: "rename_vendor", vendorId: vendor, companyName: "Acme Steel & Iron" });

  await client.act({ do: "deactivate_vendor", vendorId: vendor });

  expect(
    await client.rows("SELECT BUILTIN.DF(entity) AS vendor FROM transaction WHERE id = ?", [
      bill.id,
    ]),
  ).toEqual([{ vendor: "Acme Steel & Iron" }]);
  expect(
    await client.record("POST", "purchaseOrder", {
      entity: { id: vendor },
      item: { items: [{ item: "81", amount: 1 }] },
    }),
  ).toMatchObject({ code: "INVALID_KEY_OR_REF", path: "entity" });
});
