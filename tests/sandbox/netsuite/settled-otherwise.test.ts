import { expect, it } from "vitest";
import { linksOf } from "./payment-queries.ts";
import { aBill } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

/** A bill of 1000.00. */
async function open() {
  const client = await openClient();
  const bill = await aBill(client, {});
  return { client, bill, links: () => linksOf(client, bill.id) };
}

it("settles a bill by credit, journal and prepayment, each a payer of its own kind", async () => {
  const { client, bill, links } = await open();
  const settle = (name: string, amount: string) =>
    client.act({ do: name, billId: bill.id, amount });

  const credit = await settle("apply_credit", "700.00");
  const journal = await settle("apply_journal", "250.00");
  const prepayment = await settle("apply_prepayment", "50.00");

  const rows = await links();
  expect(rows.map(({ nextdoc, foreignamount }) => [nextdoc, foreignamount])).toEqual([
    [credit.id, "700"],
    [journal.id, "250"],
    [prepayment.id, "50"],
  ]);
  expect(rows[0]).toMatchObject({ docunpaid: "0", docstatus: "B" });
  const types = await client.rows(
    "select t.id, t.type from transaction t where t.id in (?, ?, ?) order by t.id",
    [credit.id, journal.id, prepayment.id],
  );
  expect(types.map(({ type }) => type)).toEqual(["VendCred", "Journal", "VPrepApp"]);
});

it("settles the rest of a bill by a discount that shows in no link", async () => {
  const { client, bill, links } = await open();

  await client.act({ do: "pay_bill", billId: bill.id, amount: "980.00", discount: "20.00" });

  expect(await links()).toMatchObject([{ foreignamount: "980", docunpaid: "0", docstatus: "B" }]);
});

it("refuses to settle more than is due", async () => {
  const { client, bill } = await open();

  await expect(
    client.act({ do: "apply_credit", billId: bill.id, amount: "1000.01" }),
  ).rejects.toThrow("no more than 1000.00 is due");
});

it("shows a credit to its readers", async () => {
  const { client, bill } = await open();
  const { id } = await client.act({ do: "apply_credit", billId: bill.id, amount: "10.00" });

  const { body } = await client.record("GET", `vendorCredit/${id}?expandSubResources=true`);

  expect(body).toMatchObject({ total: 10, apply: { items: [{ amount: 10 }] } });
});
