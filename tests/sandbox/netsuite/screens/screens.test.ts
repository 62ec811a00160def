import { expect, it } from "vitest";
import type { Client } from "../client.ts";
import { aBill, anOrder } from "../seeded-ids.ts";
import { useAccount } from "../use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

const open = async (path: string) => (await fetch(`${client.url}${path}`)).text();
const post = (path: string, form: Record<string, string>) =>
  fetch(`${client.url}${path}`, { method: "POST", body: new URLSearchParams(form) });
const PAYMENT = "/app/accounting/transactions/vendpymt.nl";

it("lists orders, bills, payments and vendors with links to them", async () => {
  const order = await anOrder(client);
  const bill = await aBill(client);

  const page = await open("/");

  expect(page).toContain(
    `<a href="/app/accounting/transactions/purchord.nl?id=${order.id}">PO10428</a>`,
  );
  expect(page).toContain(
    `<a href="/app/accounting/transactions/vendbill.nl?id=${bill.id}">INV-1007</a>`,
  );
  expect(page).toContain("Acme Steel Erectors");
  expect(page).not.toContain("Northlight Glazing");
});

it("pays a bill by its form and voids the payment by another", async () => {
  const bill = await aBill(client);
  expect(await open(`/app/accounting/transactions/vendbill.nl?id=${bill.id}`)).toContain(
    "<button>Pay</button>",
  );

  const paid = await post(PAYMENT, {
    billId: bill.id,
    amount: "400.10",
    method: "check",
    checkNumber: "1234",
    date: "2026-03-20",
  });
  const payment = new URL(paid.url).searchParams.get("id") ?? "";
  const voided = await post(PAYMENT, { void: payment });

  expect(await paid.text()).toContain("Bill Payment #1234");
  expect(await voided.text()).toContain("Voided");
  expect(
    await client.rows("SELECT voided, tranid FROM transaction WHERE id = ?", [payment]),
  ).toEqual([{ voided: "T", tranid: "1234" }]);
});

it("shows a refusal where the form stood", async () => {
  const bill = await aBill(client);

  const refused = await post(PAYMENT, {
    billId: bill.id,
    amount: "9999.00",
    method: "check",
    date: "2026-03-20",
  });

  expect(refused.status).toBe(400);
  expect(await refused.text()).toMatch(/role="alert">The amount applied to bill INV-1007 exceeds/);
});

it("makes a vendor, and escapes what was typed", async () => {
  const made = await post("/app/common/entity/vendor.nl", {
    companyName: '<script>alert("x")</script> & Sons',
    email: "",
    subsidiary: "2",
  });
  const again = await post("/app/common/entity/vendor.nl", {
    companyName: '<script>alert("x")</script> & Sons',
    subsidiary: "2",
  });

  const page = await made.text();
  expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Sons");
  expect(page).not.toContain("<script>");
  expect(again.status).toBe(400);
  expect(await again.text()).not.toContain("<script>");
});

it("approves what waits for approval", async () => {
  await client.act({ do: "set_options", approvalRouting: true });
  const bill = await aBill(client);

  const approved = await post("/app/accounting/transactions/vendbill.nl", { approve: bill.id });

  expect(await approved.text()).toContain("Open");
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body.approvalStatus).toMatchObject({
    id: "2",
  });
});

it("shows what of an order was received, billed and closed", async () => {
  await client.act({ do: "set_options", advancedReceiving: true });
  const { id: purchaseOrderId } = await anOrder(client);
  const lines = [{ line: 1, quantity: "1.5" }];
  const receipt = await client.act({ do: "receive_purchase_order", purchaseOrderId, lines });
  await client.act({ do: "bill_purchase_order", purchaseOrderId, number: "INV-1" });
  await client.act({ do: "close_purchase_order_line", purchaseOrderId, line: 2 });

  const page = await open(`/app/accounting/transactions/purchord.nl?id=${purchaseOrderId}`);
  const opened = await open(`/app/accounting/transactions/itemrcpt.nl?id=${receipt.id}`);

  const cells = (row: string) => row.split("<td").map((cell) => cell.replace(/^[^>]*>|<.*$/gs, ""));
  const [first, second] = page.split("<h2>Lines</h2>")[1]!.split("<tr>").slice(2);
  expect(page).toMatch(
    /<th[^>]*>Received.*<th[^>]*>Billed.*<th[^>]*>Amount billed.*<th[^>]*>Closed/,
  );
  expect(cells(first!).slice(-5)).toEqual(["1,000.00", "1.5", "1.5", "750.00", ""]);
  expect(cells(second!).slice(-4)).toEqual(["0", "0", "0.00", "Yes"]);
  expect(page).toContain(`itemrcpt.nl?id=${receipt.id}`);
  expect(opened).toContain("Created from");
  expect(opened).toContain("Purchase Order #PO10428");
});

it("rejects what waits for approval", async () => {
  await client.act({ do: "set_options", approvalRouting: true });
  const order = await anOrder(client);

  const rejected = await post("/app/accounting/transactions/purchord.nl", {
    approve: order.id,
    reject: "yes",
  });

  expect(await rejected.text()).toContain("Rejected by Supervisor");
});

it("answers 404 for a record that is not there", async () => {
  const missing = await fetch(`${client.url}/app/accounting/transactions/vendbill.nl?id=1`);

  expect(missing.status).toBe(404);
});
