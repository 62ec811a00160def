import { expect, it, onTestFinished } from "vitest";
import type { PaymentChanges } from "../../../../server/connectors/connector.ts";
import { readAccount } from "../../../../server/connectors/netsuite/account.ts";
import { changesSince } from "../../../../server/connectors/netsuite/changes-since.ts";
import { client } from "../../../../server/connectors/netsuite/client.ts";
import { type SuiteQl, suiteQl } from "../../../../server/connectors/netsuite/suiteql.ts";
import { aBilledOrder } from "../../../contracts/connector/documents.ts";
import { openNetSuite } from "../../../contracts/connector/netsuite-stage.ts";

/**
 * The connector's own queries with small pages: the sandbox answers them as NetSuite would with
 * large ones.
 */
async function open(pageSize: number, options?: Parameters<typeof openNetSuite>[0]) {
  const stage = await openNetSuite(options);
  onTestFinished(() => stage.close());
  const account = readAccount({ ...stage.credentials, baseUrl: stage.url });
  const send = client(account, { lane: (call) => call(), pause: async () => undefined });
  return { stage, connector: stage.connect(), suiteql: suiteQl(send, stage.url, pageSize) };
}

async function pull(suiteql: SuiteQl, cursor?: string): Promise<PaymentChanges[]> {
  const pages = [];
  for await (const page of changesSince(suiteql, cursor, new Date("2000-01-01T00:00:00Z"))) {
    pages.push(page);
  }
  return pages;
}

it("pages through many changes of one and the same moment without losing or repeating any", async () => {
  const now = new Date();
  const { stage, connector, suiteql } = await open(2, { now: () => now });
  const bills = [];
  for (let made = 0; made < 5; made += 1) bills.push((await aBilledOrder(stage, connector)).billId);

  const pages = await pull(suiteql);

  expect(pages.map(({ billIds }) => billIds.length)).toEqual([2, 2, 1]);
  expect(pages.flatMap(({ billIds }) => billIds).toSorted()).toEqual(bills.toSorted());
});

it("goes on from the page that was saved last", async () => {
  const { stage, connector, suiteql } = await open(2);
  await connector.payables.paymentsOf(["1"]);
  const bills = [];
  for (const hoursAgo of [5, 4, 3, 2, 1]) {
    stage.setClockBack(hoursAgo * 120);
    bills.push((await aBilledOrder(stage, connector)).billId);
  }
  stage.setClockBack(0);

  const [, second] = await pull(suiteql);
  const rest = await pull(suiteql, second?.cursor);

  expect(rest.flatMap(({ billIds }) => billIds)).toEqual(expect.arrayContaining(bills.slice(4)));
  expect(rest.flatMap(({ billIds }) => billIds)).not.toContain(bills[0]);
});

it("never takes the cursor back while it reads the overlap", async () => {
  const { stage, connector, suiteql } = await open(1);
  for (let made = 0; made < 3; made += 1) await aBilledOrder(stage, connector);
  const cursor = (await pull(suiteql)).at(-1)?.cursor;

  const again = await pull(suiteql, cursor);

  expect(again).toHaveLength(3);
  expect(new Set(again.map((page) => page.cursor))).toEqual(new Set([cursor]));
});

it("follows the journal of a void to its payment and its bills", async () => {
  const { stage, connector, suiteql } = await open(1);
  const { billId } = await aBilledOrder(stage, connector);
  const payment = stage.pay({ billId, amount: "10.00" });
  stage.voidPayment(payment, "reversal");

  // A page of one row each: the journal's own page must lead to both.
  const pages = await pull(suiteql);

  const leading = pages.filter(
    ({ billIds, paymentIds }) => billIds.includes(billId) && paymentIds.includes(payment),
  );
  expect(leading).toHaveLength(2);
});

it("names what was deleted as bill and as payment, since either it may have been", async () => {
  const { stage, connector, suiteql } = await open(1000);
  const { billId } = await aBilledOrder(stage, connector);
  const cursor = (await pull(suiteql)).at(-1)?.cursor;
  stage.act({ do: "delete_bill", billId });

  const deleted = (await pull(suiteql, cursor)).at(-1);

  expect(deleted).toMatchObject({ billIds: [billId], paymentIds: [billId] });
});

it("asks an account without deleted records for them once", async () => {
  const { stage, suiteql } = await open(1000);
  stage.faults.add({
    ...stage.calls.query,
    kind: "status",
    status: 403,
    times: 1,
  });

  await pull(suiteql);
  await pull(suiteql);

  expect(stage.sent().filter(({ text }) => text.includes("deletedrecord"))).toEqual([]);
});
