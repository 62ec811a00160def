import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { aBill, CHECKING, FREIGHT, ITEM, vendorId } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

/** Source: the reference, 2.4 and 3.2; what differs stands at each test. */
let client: Client;
useAccount((account) => {
  client = account.client;
});

const acme = () => vendorId(client, "Acme Steel Erectors");
const items = (amount: number) => ({ items: [{ item: { id: ITEM.subcontract }, amount }] });
const read = async (path: string) => (await client.record("GET", path)).body;

it("takes a vendor credit by its lines and leaves open what is not applied", async () => {
  const bill = await aBill(client);
  const body = {
    entity: { id: await acme() },
    tranId: "CR-7",
    tranDate: "2026-03-12",
    item: items(300),
    apply: { items: [{ doc: { id: bill.id }, apply: true, amount: 120 }] },
  };

  const created = await client.record("PUT", "vendorCredit/eid:PCO-CR-7", body);
  const credit = await read(`vendorCredit/${created.id}`);
  const [link] = await client.rows(
    "SELECT previousdoc, foreignamount FROM nexttransactionlinelink WHERE nextdoc = ?",
    [created.id],
  );
  const [row] = await client.rows(
    "SELECT type, tranid, BUILTIN.DF(status) AS status, foreignamountunpaid FROM transaction WHERE id = ?",
    [created.id],
  );

  expect(credit).toMatchObject({
    total: 300,
    applied: 120,
    unApplied: 180,
    status: { id: "A", refName: "Open" },
  });
  expect((await read(`vendorBill/${bill.id}`)).balance).toBe(880);
  expect(link).toEqual({ previousdoc: bill.id, foreignamount: "120" });
  expect(row).toEqual({ type: "VendCred", tranid: "CR-7", status: "Bill Credit : Open" });
});

it("books a vendor credit the other way round", async () => {
  const { id } = await client.record("POST", "vendorCredit", {
    entity: { id: await acme() },
    tranDate: "2026-03-12",
    item: items(300),
  });

  const rows = await client.rows(
    "SELECT account, debit, credit FROM transactionaccountingline WHERE transaction = ? ORDER BY transactionline",
    [id],
  );

  expect(rows).toEqual([
    { account: "111", debit: "300" },
    { account: "58", credit: "300" },
  ]);
});

it("keeps both sides of the ledger equal, whatever is posted", async () => {
  const entity = { id: await acme() };
  const account = { id: CHECKING };
  const tranDate = "2026-03-12";
  const bill = await aBill(client);
  await client.act({ do: "apply_credit", billId: bill.id, amount: "10.00" });
  const paid = await client.act({ do: "pay_bill", billId: bill.id, amount: "40.00" });
  await client.act({ do: "void_payment", paymentId: paid.paymentId });
  await client.record("POST", "vendorCredit", { entity, tranDate, item: items(30) });
  await client.record("POST", "vendorPrepayment", { entity, account, tranDate, payment: 500 });
  const expense = { items: [{ account: { id: FREIGHT }, amount: 42.5 }] };
  await client.record("POST", "check", { entity, account, tranDate, expense });

  const posted = await client.rows(
    `SELECT t.type, SUM(a.debit) AS debits, SUM(a.credit) AS credits
     FROM transaction t JOIN transactionaccountingline a ON a.transaction = t.id
     WHERE a.posting = 'T' GROUP BY t.type ORDER BY t.type`,
  );

  expect(posted.map(({ type }) => type)).toEqual([
    "Check",
    "Journal",
    "VPrep",
    "VendBill",
    "VendCred",
    "VendPymt",
  ]);
  for (const { debits, credits } of posted) expect(debits).toBe(credits);
});

it("applies no more of a credit than it is worth", async () => {
  const bill = await aBill(client);

  const refused = await client.record("POST", "vendorCredit", {
    entity: { id: await acme() },
    item: items(100),
    apply: { items: [{ doc: { id: bill.id }, apply: true, amount: 120 }] },
  });

  expect(refused).toMatchObject({ status: 400, code: "USER_ERROR" });
});

it("takes a journal whose sides are equal and no other", async () => {
  const journal = (credit: number) =>
    client.record("POST", "journalEntry", {
      subsidiary: { id: "1" },
      tranDate: "2026-03-12",
      line: {
        items: [
          { account: { id: FREIGHT }, debit: 75, entity: { id: "401" } },
          { account: { id: "111" }, credit },
        ],
      },
    });

  const balanced = await journal(75);
  const lopsided = await journal(74);
  const [row] = await client.rows(
    "SELECT type, isreversal, foreigntotal FROM transaction WHERE id = ?",
    [balanced.id],
  );

  expect([balanced.status, lopsided.status]).toEqual([204, 400]);
  expect(row).toEqual({ type: "Journal", isreversal: "F", foreigntotal: "75" });
});

it("takes a check by its lines, and refuses to list checks", async () => {
  const created = await client.record("POST", "check", {
    account: { id: CHECKING },
    entity: { id: await acme() },
    tranDate: "2026-03-12",
    expense: { items: [{ account: { id: FREIGHT }, amount: 42.5 }] },
  });
  const list = await client.record("GET", "check");
  const wrong = await client.record("POST", "check", {
    account: { id: FREIGHT },
    entity: { id: await acme() },
    expense: { items: [{ account: { id: FREIGHT }, amount: 42.5 }] },
  });
  const [row] = await client.rows("SELECT type, foreigntotal FROM transaction WHERE id = ?", [
    created.id,
  ]);

  expect(await read(`check/${created.id}`)).toMatchObject({ total: 42.5, tranId: "5001" });
  expect(row).toEqual({ type: "Check", foreigntotal: "-42.5" });
  expect(list).toMatchObject({ status: 405, code: "INVALID_METHOD" });
  expect(wrong).toMatchObject({ status: 400, path: "account" });
});

it("takes a prepayment out of a bank account", async () => {
  const { id } = await client.record("POST", "vendorPrepayment", {
    entity: { id: await acme() },
    account: { id: CHECKING },
    payment: 500,
    tranDate: "2026-03-12",
  });

  expect(await read(`vendorPrepayment/${id}`)).toMatchObject({
    total: 500,
    transactionNumber: "VPREP1",
  });
});

it("takes a sales order of a customer's project", async () => {
  const order = (entity: string) =>
    client.record("POST", "salesOrder", {
      entity: { id: entity },
      job: { id: "401" },
      tranDate: "2026-03-12",
      item: items(9000),
    });

  const own = await order("301");
  const others = await order("302");
  const [row] = await client.rows("SELECT type, entity, posting FROM transaction WHERE id = ?", [
    own.id,
  ]);

  expect(await read(`salesOrder/${own.id}`)).toMatchObject({ tranId: "SO1", total: 9000 });
  expect(others).toMatchObject({ status: 400, path: "job" });
  expect(row).toEqual({ type: "SalesOrd", entity: "301", posting: "F" });
});
