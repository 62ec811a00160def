import { afterEach, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";
import type { Options } from "./options.ts";
import { applications, HEADERS } from "./payment-queries.ts";
import { aBill, anOrder, vendorId } from "./seeded-ids.ts";

let account: Awaited<ReturnType<typeof openAccount>> | undefined;
afterEach(() => account?.close());

async function open(options: Partial<Options> = {}): Promise<Client> {
  account = await openAccount(options);
  return account.client;
}

const links = (client: Client, ...ids: string[]) =>
  client.rows(applications(ids), [...ids, ...ids]);
const headers = (client: Client) => client.rows(HEADERS, ["2020-01-01 00:00:00"]);

it("pays a bill in two parts: the bill stays open until the second", async () => {
  const client = await open();
  const bill = await aBill(client, { externalId: "ct-bill-1" });
  const first = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
    method: "check",
    checkNumber: "1234",
    date: "2026-03-20",
  });
  const [half] = await links(client, bill.id);

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
    (await links(client, bill.id)).map(({ nextdoc, foreignamount, docunpaid, docstatus }) => [
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
  const client = await open();
  const bill = await aBill(client);
  const paid = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
    method: "check",
    checkNumber: "1234",
    date: "2026-03-20",
  });

  const [header] = await headers(client);

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
  const client = await open();
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

it("voids with a reversing journal: the old link is zero, the journal points at the payment", async () => {
  const client = await open();
  const bill = await aBill(client);
  const { paymentId = "" } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
  });

  const { voidJournalId } = await client.act({ do: "void_payment", paymentId });

  const [header] = await headers(client);
  expect(header).toMatchObject({
    status: "V",
    statuslabel: "Bill Payment : Voided",
    voided: "T",
    foreigntotal: "-400.1",
  });
  expect(
    (await links(client, paymentId)).map(({ previousdoc, doctype, foreignamount, docunpaid }) => [
      previousdoc,
      doctype,
      foreignamount,
      docunpaid,
    ]),
  ).toEqual([
    [bill.id, "VendBill", "0", "1000"],
    [voidJournalId, "Journal", "400.1", undefined],
  ]);
  expect((await client.record("GET", `vendorPayment/${paymentId}`)).body.voidJournal).toMatchObject(
    { id: voidJournalId },
  );
});

it("voids without a journal: total zero, links gone", async () => {
  const client = await open({ reversingJournals: false });
  const bill = await aBill(client);
  const { paymentId = "" } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "1000.00",
  });

  const { voidJournalId } = await client.act({ do: "void_payment", paymentId });

  const [header] = await headers(client);
  expect(voidJournalId).toBeNull();
  expect(header).toMatchObject({ status: "V", voided: "T", foreigntotal: "0" });
  expect(await links(client, paymentId, bill.id)).toEqual([]);
  expect(
    await client.rows("SELECT status, foreignamountunpaid FROM transaction WHERE id = ?", [
      bill.id,
    ]),
  ).toEqual([{ status: "A", foreignamountunpaid: "1000" }]);
});

it("voids once, and in a closed period only by a journal", async () => {
  const client = await open();
  const bill = await aBill(client, { tranDate: "2025-05-10" });
  const { paymentId } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "10.00",
    date: "2025-05-20",
  });
  await client.act({ do: "close_period", name: "May 2025" });

  await expect(
    client.act({ do: "void_payment", paymentId, reversingJournals: false }),
  ).rejects.toThrow("in a closed period");
  await client.act({ do: "void_payment", paymentId, reversingJournals: true });
  await expect(client.act({ do: "void_payment", paymentId })).rejects.toThrow(
    "already been voided",
  );
});

it("reopens a bill whose payment is unapplied, and forgets a payment that is deleted", async () => {
  const client = await open();
  const bill = await aBill(client);
  const first = await client.act({ do: "pay_bill", billId: bill.id, amount: "1000.00" });
  await client.act({ do: "unapply_payment", paymentId: first.paymentId });
  const second = await client.act({ do: "pay_bill", billId: bill.id, amount: "1000.00" });

  await client.act({ do: "delete_payment", paymentId: second.paymentId });

  expect((await headers(client)).map(({ id }) => id)).toEqual([first.paymentId]);
  expect(await links(client, bill.id)).toEqual([]);
  expect(await client.rows("SELECT recordid, recordtype FROM deletedrecord")).toEqual([
    { recordid: second.paymentId, recordtype: "vendorPayment" },
  ]);
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body).toMatchObject({
    status: { id: "A" },
    balance: 1000,
  });
});

it("refuses to pay more than is due, a bill on hold, a bill that waits for approval and a bill of someone else", async () => {
  const client = await open();
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
  const client = await open();
  const bill = await aBill(client);
  const body = {
    entity: { id: await vendorId(client, "Acme Steel Erectors") },
    account: "121",
    apply: { items: [{ doc: { id: bill.id }, apply: true, amount: 250.25 }] },
  };
  await client.record("PUT", "vendorPayment/eid:ct-pay-1", body);

  const again = await client.record("PUT", "vendorPayment/eid:ct-pay-1", body);

  expect(
    (await links(client, again.id)).map(({ foreignamount, docunpaid }) => [
      foreignamount,
      docunpaid,
    ]),
  ).toEqual([["250.25", "749.75"]]);
});

it.each(["bill", "payment"] as const)(
  "moves only the %s's date when a payment is voided",
  async (side) => {
    let clock = Date.parse("2026-05-01T10:00:00Z");
    const client = await open({
      now: () => new Date(clock),
      applicationBumps: side,
      tokenSeconds: 7200,
    });
    const bill = await aBill(client);
    const { paymentId } = await client.act({ do: "pay_bill", billId: bill.id, amount: "10.00" });
    clock += 1800_000;

    await client.act({ do: "void_payment", paymentId });

    const changed = await client.rows(
      "SELECT id FROM transaction WHERE type IN ('VendBill', 'VendPymt') AND lastmodifieddate >= TO_TIMESTAMP('2026-05-01 06:30:00', 'YYYY-MM-DD HH24:MI:SS')",
    );
    expect(changed).toEqual([{ id: side === "bill" ? bill.id : paymentId }]);
  },
);

it("routes approvals where the account wants that", async () => {
  const client = await open({ approvalRouting: true });
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
  const client = await open();
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
  const client = await open();
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
