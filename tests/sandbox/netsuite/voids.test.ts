import { expect, it } from "vitest";
import { headersOf, linksOf } from "./payment-queries.ts";
import { aBill } from "./seeded-ids.ts";
import { openClient } from "./use-account.ts";

it("voids with a reversing journal: the old link is zero, the journal points at the payment", async () => {
  const client = await openClient();
  const bill = await aBill(client);
  const { paymentId = "" } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "400.10",
  });

  const { voidJournalId } = await client.act({ do: "void_payment", paymentId });

  const [header] = await headersOf(client);
  expect(header).toMatchObject({
    status: "V",
    statuslabel: "Bill Payment : Voided",
    voided: "T",
    foreigntotal: "-400.1",
  });
  expect(
    (await linksOf(client, paymentId)).map(({ previousdoc, doctype, foreignamount, docunpaid }) => [
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
  const client = await openClient({ reversingJournals: false });
  const bill = await aBill(client);
  const { paymentId = "" } = await client.act({
    do: "pay_bill",
    billId: bill.id,
    amount: "1000.00",
  });

  const { voidJournalId } = await client.act({ do: "void_payment", paymentId });

  const [header] = await headersOf(client);
  expect(voidJournalId).toBeNull();
  expect(header).toMatchObject({ status: "V", voided: "T", foreigntotal: "0" });
  expect(await linksOf(client, paymentId, bill.id)).toEqual([]);
  expect(
    await client.rows("SELECT status, foreignamountunpaid FROM transaction WHERE id = ?", [
      bill.id,
    ]),
  ).toEqual([{ status: "A", foreignamountunpaid: "1000" }]);
});

it("voids once, and in a closed period only by a journal", async () => {
  const client = await openClient();
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
  const client = await openClient();
  const bill = await aBill(client);
  const first = await client.act({ do: "pay_bill", billId: bill.id, amount: "1000.00" });
  await client.act({ do: "unapply_payment", paymentId: first.paymentId });
  const second = await client.act({ do: "pay_bill", billId: bill.id, amount: "1000.00" });

  await client.act({ do: "delete_payment", paymentId: second.paymentId });

  expect((await headersOf(client)).map(({ id }) => id)).toEqual([first.paymentId]);
  expect(await linksOf(client, bill.id)).toEqual([]);
  expect(await client.rows("SELECT recordid, recordtype FROM deletedrecord")).toEqual([
    { recordid: second.paymentId, recordtype: "vendorPayment" },
  ]);
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body).toMatchObject({
    status: { id: "A" },
    balance: 1000,
  });
});

it.each(["bill", "payment"] as const)(
  "moves only the %s's date when a payment is voided",
  async (side) => {
    let clock = Date.parse("2026-05-01T10:00:00Z");
    const client = await openClient({
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
