import { expect, it } from "vitest";
import { paymentsOf as paymentsIn } from "../../../../server/connectors/netsuite/payments-of.ts";
import type { Query, SuiteQl } from "../../../../server/connectors/netsuite/suiteql.ts";

/** Of an account that names its currencies. */
const ISO: Record<string, string> = { "1": "USD", "2": "CAD" };
const names = { naming: () => Promise.resolve((id?: string | null) => ISO[id ?? ""]) };
const paymentsOf = (suiteql: SuiteQl, billIds: string[]) => paymentsIn(suiteql, names, billIds);

const bill = { bill: "1", billnumber: "INV-1", total: "100.00", unpaid: "40.00" };
const link = (changes: object) => ({
  ...bill,
  billline: "0",
  payer: "9",
  payerline: "1",
  applied: "60.00",
  type: "VendPymt",
  tranid: "5001",
  trandate: "2026-03-12",
  status: "F",
  accounttype: "Bank",
  ...changes,
});

/** Answers like NetSuite, `most` rows a page, only for the bills that are asked for. */
function answering(rows: { bill: string }[], most = 1000) {
  const asked: string[][] = [];
  const page = async <Row>(query: Query<Row>, offset = 0) => {
    asked.push(query.params ?? []);
    const found = rows.filter((row) => query.params?.includes(row.bill));
    return {
      rows: found.slice(offset, offset + most).map((row) => query.row.parse(row)),
      hasMore: found.length > offset + most,
    };
  };
  const suiteql: SuiteQl = {
    page,
    all: async (query) => (await page({ ...query, row: query.row }, 0)).rows,
    forgetMissing: () => undefined,
  };
  return { suiteql, asked };
}

it("adds up the shares of one payment on one bill and counts repeated link rows once", async () => {
  const { suiteql } = answering([
    link({ applied: "25.00" }),
    link({ applied: "25.00" }),
    link({ applied: "35.00", payerline: "2" }),
  ]);

  expect(await paymentsOf(suiteql, ["1"])).toEqual([
    {
      billId: "1",
      billNumber: "INV-1",
      total: "100",
      unpaid: "40",
      unseen: "0",
      settlements: [],
      problem: undefined,
      payments: [
        {
          paymentId: "9",
          amount: "60",
          date: "2026-03-12",
          method: "check",
          checkNumber: "5001",
          state: "paid",
        },
      ],
    },
  ]);
});

it("names the currency of the bill and of what was paid", async () => {
  const { suiteql } = answering([link({ billcurrency: "1", currency: "2" })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([
    { currency: "USD", payments: [{ currency: "CAD" }] },
  ]);
});

it("takes a payment for voided when its links are at zero, or its status or flag says so", async () => {
  for (const sign of [{ applied: "0.00" }, { status: "V" }, { voided: "T" }]) {
    const { suiteql } = answering([link(sign)]);

    expect(await paymentsOf(suiteql, ["1"])).toMatchObject([{ payments: [{ state: "voided" }] }]);
  }
});

it.each([
  ["A", "pending_approval"],
  ["B", "in_transit"],
  ["C", "paid"],
  ["D", "rejected"],
  ["E", "declined"],
  ["F", "paid"],
  ["Z", "in_transit"],
  ["?", "in_transit"],
  [null, "paid"],
])("takes a payment of status %s for %s", async (status, state) => {
  const { suiteql } = answering([link({ status })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([{ payments: [{ state, amount: "60" }] }]);
});

it("takes a payment that posts nothing for none that was voided, though its link is at zero", async () => {
  const { suiteql } = answering([link({ status: "A", applied: "0.00", payertotal: "-60.00" })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([
    { payments: [{ state: "pending_approval", amount: "60" }] },
  ]);
});

it("takes a check that waits for the printer for no payment yet, and its words for no number", async () => {
  const { suiteql } = answering([link({ tranid: "To Print" })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([
    { payments: [{ state: "to_print", method: "check", checkNumber: undefined }] },
  ]);
});

it("does not take a vendor credit for a payment and keeps what is open", async () => {
  const { suiteql } = answering(
    [
      link({}),
      link({ payer: "10", type: "VendCred", applied: "15.00" }),
      link({ payer: "11", type: "VPrepApp", applied: "5.00" }),
    ].map((row) => ({ ...row, unpaid: "20.00" })),
  );

  const [found] = await paymentsOf(suiteql, ["1"]);

  expect(found?.unpaid).toBe("20");
  expect(found?.payments.map(({ paymentId }) => paymentId)).toEqual(["9"]);
});

it("works out what is open from all links where NetSuite does not say", async () => {
  const { suiteql } = answering(
    [link({}), link({ payer: "10", type: "VendCred", applied: "15.00" })].map((row) => ({
      ...row,
      unpaid: null,
    })),
  );

  expect((await paymentsOf(suiteql, ["1"]))[0]?.unpaid).toBe("25");
});

it("holds back the one bill of which the role may not see what was applied", async () => {
  const hidden = { type: null, tranid: null, trandate: null, status: null, accounttype: null };
  const { suiteql } = answering([link(hidden), link({ bill: "2" })]);

  expect(await paymentsOf(suiteql, ["1", "2"])).toMatchObject([
    {
      problem: expect.stringMatching(
        /60\.00 was paid on bill INV-1.*Pay Bills.*No payment of this bill was changed/,
      ),
    },
    { problem: undefined, payments: [{ amount: "60" }] },
  ]);
});

it("tells what settled a bill beside payments, but for what applies nothing", async () => {
  const { suiteql } = answering(
    [
      link({ payer: "10", type: "VendCred", tranid: "VC-7", applied: "-400.00" }),
      link({ payer: "11", type: "Journal", tranid: "JE8", applied: "150.00" }),
      link({ payer: "12", type: "VPrepApp", tranid: null, applied: "50.00" }),
      link({ payer: "13", type: "VendCred", tranid: "VC-9", applied: "0.00" }),
    ].map((row) => ({ ...row, total: "600.00", unpaid: "0.00" })),
  );

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([
    {
      payments: [],
      unseen: "0",
      settlements: [
        { by: "credit", number: "VC-7", amount: "400" },
        { by: "journal", number: "JE8", amount: "150" },
        { by: "prepayment", number: undefined, amount: "50" },
      ],
    },
  ]);
});

it("does not mind a hidden payer that applies nothing", async () => {
  const { suiteql } = answering([link({ type: null, applied: "0.00" })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([{ payments: [] }]);
});

it("knows a card and an electronic payment by the account that paid", async () => {
  const { suiteql } = answering([
    link({ accounttype: "CredCard" }),
    link({ payer: "10", tranid: null }),
    link({ payer: "11", accounttype: "OthCurrLiab" }),
  ]);

  expect(
    (await paymentsOf(suiteql, ["1"]))[0]?.payments.map(({ method, checkNumber }) => [
      method,
      checkNumber,
    ]),
  ).toEqual([
    ["credit_card", undefined],
    ["electronic", undefined],
    ["electronic", undefined],
  ]);
});

it("says how much NetSuite counts as paid beyond what it shows", async () => {
  const { suiteql } = answering([link({ applied: "50.00" })]);

  expect(await paymentsOf(suiteql, ["1"])).toMatchObject([
    { unpaid: "40", unseen: "10", payments: [{ amount: "50" }] },
  ]);
});

it("shows a bill without payments", async () => {
  const { suiteql } = answering([{ ...bill, unpaid: "100.00" } as { bill: string }]);

  expect(await paymentsOf(suiteql, ["1"])).toEqual([
    {
      billId: "1",
      billNumber: "INV-1",
      total: "100",
      unpaid: "100",
      unseen: "0",
      payments: [],
      settlements: [],
      problem: undefined,
    },
  ]);
});

it("asks for fewer bills rather than for a second page, which could skip rows", async () => {
  const { suiteql, asked } = answering(
    ["1", "2", "3"].flatMap((id) => [link({ bill: id }), link({ bill: id, payer: "10" })]),
    2,
  );

  const found = await paymentsOf(suiteql, ["1", "2", "3"]);

  expect(asked).toEqual([["1", "2", "3"], ["1", "2"], ["1"], ["2"], ["3"]]);
  expect(found.map(({ billId, payments }) => [billId, payments.length])).toEqual([
    ["1", 2],
    ["2", 2],
    ["3", 2],
  ]);
});
