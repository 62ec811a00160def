import { expect, it, onTestFinished } from "vitest";
import { aBilledOrder, aLine, anOrder, numbered } from "./connector/documents.ts";
import { openNetSuite } from "./connector/netsuite-stage.ts";

async function open(options?: Parameters<typeof openNetSuite>[0]) {
  const stage = await openNetSuite(options);
  onTestFinished(() => stage.close());
  return stage;
}
type Stage = Awaited<ReturnType<typeof open>>;

function orderOf(stage: Stage, currencies: string[], currency: string) {
  const vendorId = stage.createVendor("Maple Millwork");
  if (currencies.length > 0) {
    stage.act({ do: "set_vendor", vendorId, currency: currencies[0], currencies });
  }
  return anOrder(stage, vendorId, [aLine("1", "10.00")], { currency });
}

const writes = (stage: Stage) => stage.sent().filter(({ method }) => method === "PUT");

it("writes an order in any currency of its vendor", async () => {
  const stage = await open();
  const order = orderOf(stage, ["USD", "CAD"], "CAD");

  const put = await stage.connect().put(order);

  expect(put.currency).toBe("CAD");
  expect(writes(stage)[0]?.body).toMatchObject({ currency: { id: "2" } });
});

it.each([
  [
    ["CAD"],
    "USD",
    /SC-014 is in USD in Procore, and its vendor Maple Millwork has CAD in NetSuite/,
  ],
  [["CAD", "USD"], "CHF", /SC-014 is in CHF in Procore, and the account has USD, CAD in NetSuite/],
])("of a vendor with %s refuses an order in %s before it is sent", async (has, currency, words) => {
  const stage = await open();
  const connector = stage.connect();
  const order = orderOf(stage, has, currency);

  const refusal = {
    reason: expect.stringMatching(words),
    refusal: { meaning: "currency_differs" },
  };
  await expect(connector.put(order)).rejects.toMatchObject(refusal);
  await expect(connector.preview(order)).rejects.toMatchObject(refusal);

  expect(writes(stage)).toEqual([]);
});

it("goes on once the vendor has the currency", async () => {
  const stage = await open();
  const connector = stage.connect();
  const order = orderOf(stage, ["CAD"], "USD");
  await connector.put(order).catch(() => undefined);

  stage.act({ do: "set_vendor", vendorId: order.vendorId, currencies: ["CAD", "USD"] });

  expect(await connector.put(order)).toMatchObject({ currency: "USD" });
});

it("refuses a bill in another currency than its order's, and names both", async () => {
  const stage = await open();
  const connector = stage.connect();
  const { bill } = await aBilledOrder(stage, connector);

  await expect(
    connector.put({ ...bill, reference: "B-other", currency: "CAD" }),
  ).rejects.toMatchObject({
    reason: expect.stringMatching(
      /is in CAD in Procore, and its purchase order \S+ is in USD in NetSuite/,
    ),
    refusal: { meaning: "currency_differs" },
  });
});

it.each([{ offTables: "unknown" }, { offTables: "not_found" }] as const)(
  "names no currency where the account has one alone, %s",
  async (words) => {
    const stage = await open({ multiCurrency: false, ...words });
    const connector = stage.connect();
    const { order, orderId, bill } = await aBilledOrder(stage, connector);

    const put = await connector.put({ ...bill, reference: "B-2", number: "B-2", currency: "USD" });

    expect(put.currency).toBeUndefined();
    expect(writes(stage).every(({ text }) => !text.includes("currency"))).toBe(true);
    expect(await connector.find({ ...order, currency: "USD" })).toMatchObject({ isCurrent: true });
    expect(
      (await connector.payables.standingsOf([{ id: orderId, written: null }]))[0],
    ).toMatchObject({
      currency: undefined,
    });
  },
);

it("does not guess where the role may not read the currencies", async () => {
  const stage = await open({ hiddenTables: ["currency"] });
  const order = orderOf(stage, ["USD", "CAD"], "CAD");

  await expect(stage.connect().put(order)).rejects.toMatchObject({
    reason: expect.stringMatching(/currency \(Lists > Currency\)/),
    refusal: { meaning: "permission" },
  });
  expect(writes(stage)).toEqual([]);
});

it("asks once for what it knows, and not at all for what was taken before", async () => {
  const stage = await open();
  const connector = stage.connect();
  const order = orderOf(stage, ["USD", "CAD"], "CAD");
  const put = await connector.put(order);
  const before = stage.sent().length;

  const known = { id: put.id, lines: put.lines, written: put.written, isAskedFor: false };
  await connector.put(numbered(order, put), known);

  const asked = stage.sent().slice(before);
  expect(asked.map(({ method }) => method)).toEqual(["GET", "PUT", "GET"]);
  expect(asked[1]?.text).not.toContain("currency");
});

it("learns that the account has several currencies by now", async () => {
  const stage = await open({ multiCurrency: false });
  const connector = stage.connect();
  const order = orderOf(stage, [], "USD");
  await connector.put(order);
  stage.act({ do: "set_options", multiCurrency: true });
  const { vendorId } = order;
  stage.act({ do: "set_vendor", vendorId, currency: "CAD", currencies: ["CAD"] });

  const seen = await connector.put({ ...order, reference: "PO-next" });

  expect(seen.currency).toBe("CAD");
  await expect(connector.put({ ...order, reference: "PO-last" })).rejects.toMatchObject({
    refusal: { meaning: "currency_differs" },
  });
});
