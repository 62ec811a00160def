import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import type { Options } from "./options.ts";
import { headersOf, linksOf } from "./payment-queries.ts";
import { aBill } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

async function paidBill(options: Partial<Options> = {}) {
  const client = await openClient(options);
  const bill = await aBill(client, {});
  const { paymentId } = await client.act({ do: "pay_bill", billId: bill.id, amount: "400.00" });
  const become = (status: string) => client.act({ do: "set_payment_status", paymentId, status });
  return { client, bill, paymentId, become };
}

const link = async (client: Client, id: string) => (await linksOf(client, id))[0];
const header = async (client: Client) => (await headersOf(client))[0];

it.each([
  ["pendingApproval", "A"],
  ["inTransit", "B"],
  ["confirmed", "C"],
  ["rejected", "D"],
  ["declined", "E"],
  ["approved", "F"],
])("shows a payment that is %s as %s", async (status, letter) => {
  const { client, become } = await paidBill();

  await become(status);

  expect(await header(client)).toMatchObject({ status: letter });
});

it.each(["pendingApproval", "rejected", "declined"])(
  "leaves a bill open whose payment is %s, and its link as the account has it",
  async (status) => {
    const { client, bill, become } = await paidBill();
    await become(status);
    const withAmount = await link(client, bill.id);
    await client.act({ do: "set_options", unpostedLinks: "zero" });

    expect(withAmount).toMatchObject({ foreignamount: "400", docunpaid: "1000", docstatus: "A" });
    expect(await link(client, bill.id)).toMatchObject({ foreignamount: "0", docunpaid: "1000" });
  },
);

it("says of a bill that all of its money is in transit", async () => {
  const { client, bill, become } = await paidBill();
  await client.act({ do: "pay_bill", billId: bill.id });
  await become("inTransit");
  const underWay = await link(client, bill.id);
  await become("confirmed");

  expect(underWay).toMatchObject({ docunpaid: "0", docstatus: "F" });
  expect(await link(client, bill.id)).toMatchObject({ docunpaid: "0", docstatus: "B" });
});

it("gives a check its number when it is printed", async () => {
  const { client, bill } = await paidBill();
  const { paymentId } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "10.00",
    toBePrinted: true,
  });
  const waiting = await client.record("GET", `vendorPayment/${paymentId}`);
  await client.act({ do: "print_check", paymentId, checkNumber: "7001" });

  expect(waiting.body).toMatchObject({ tranId: "To Print", toBePrinted: true });
  const printed = await client.record("GET", `vendorPayment/${paymentId}`);
  expect(printed.body).toMatchObject({ tranId: "7001", toBePrinted: false });
});

it("moves no payment that was voided", async () => {
  const { client, paymentId, become } = await paidBill();
  await client.act({ do: "void_payment", paymentId });

  await expect(become("approved")).rejects.toThrow("voided transaction");
});
