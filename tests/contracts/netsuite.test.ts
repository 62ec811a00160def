import { inspect } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import type { PayablesConnector } from "../../server/connectors/connector.ts";
import { netsuiteSystem } from "../../server/connectors/netsuite/connector.ts";
import { connectorBattery } from "./connector-battery.ts";
import {
  aBilledOrder,
  aLine,
  anOrder,
  codedTo,
  aVendor,
  numbered,
  VENDOR,
} from "./connector/documents.ts";
import { openNetSuite, privateKey } from "./connector/netsuite-stage.ts";

async function open(options?: Parameters<typeof openNetSuite>[0]) {
  const stage = await openNetSuite(options);
  onTestFinished(() => stage.close());
  return stage;
}

async function pull(connector: PayablesConnector, start: string | undefined) {
  let cursor = start;
  const paymentIds: string[] = [];
  for await (const page of connector.payables.changesSince(
    start,
    new Date("2000-01-01T00:00:00Z"),
  )) {
    paymentIds.push(...page.paymentIds);
    cursor = page.cursor;
  }
  return { paymentIds, cursor };
}

connectorBattery({
  open: () => open(),
  refused: (stage) => ({ document: anOrder(stage, "4711", [aLine("1", "10.00")]), words: /4711/ }),
});

it("does not know what became of a write that it may not read back any more", async () => {
  const stage = await open();
  const shutOut = async () =>
    stage.faults.add({ method: "GET", path: "/*", kind: "status", status: 401 });
  const connector = stage.connect({ beforeWrite: shutOut });
  const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);

  await expect(connector.put(order)).rejects.toMatchObject({ code: "unknown_outcome" });

  stage.faults.clear();
  expect(stage.count(stage.orderKind)).toBe(1);
  expect(await connector.find(order)).toMatchObject({ isCurrent: true });
});

it("learns the numbers of lines that an account numbers anew with every change", async () => {
  const stage = await open({ purchaseOrderLines: "appended" });
  const connector = stage.connect();
  const order = anOrder(stage, stage.createVendor(VENDOR), [
    aLine("1", "10.00"),
    aLine("2", "20.00"),
    aLine("3", "30.00"),
  ]);
  const [, second, third] = numbered(order, await connector.put(order)).lines;

  const changed = await connector.put({ ...order, lines: [third!, second!, aLine("4", "20.00")] });

  const amounts = new Map(
    stage.lines(stage.orderKind, changed.id).map(({ number, amount }) => [number, amount]),
  );
  expect(["2", "3", "4"].map((id) => amounts.get(changed.lines[id] ?? ""))).toEqual([
    "20.00",
    "30.00",
    "20.00",
  ]);
});

for (const options of [
  { createdByPut: 201, nullColumns: "null" },
  { createdByPut: 204, nullColumns: "absent" },
  { multiCurrency: false },
] as const) {
  it(`works in an account that has ${JSON.stringify(options)}`, async () => {
    const stage = await open(options);
    const connector = stage.connect();
    const { billId } = await aBilledOrder(stage, connector, "100.00");

    stage.pay({ billId, amount: "40.00", method: "electronic" });

    expect(await connector.payables.paymentsOf([billId])).toMatchObject([
      { unpaid: "60", payments: [{ amount: "40", method: "electronic", state: "paid" }] },
    ]);
  });
}

it("asks for no subsidiary where there are none", async () => {
  const stage = await open({ oneWorld: false });
  const connector = stage.connect({ settings: { itemId: "81" } });

  const { choices, summary } = await connector.check();
  const { billId } = await aBilledOrder(stage, connector);

  expect(choices.subsidiaryId).toEqual([]);
  expect(summary).toBe("Account TSTDRV2604417");
  expect(billId).not.toBe("");
});

it("offers the active subsidiaries and items and names the company", async () => {
  const stage = await open();

  const { choices, summary } = await stage.connect().check();

  expect(summary).toBe("Account TSTDRV2604417 · Keystone Builders Inc.");
  expect(choices.subsidiaryId).toEqual([
    { id: "1", name: "Keystone Builders Inc." },
    { id: "2", name: "Keystone Builders West LLC" },
  ]);
  expect(choices.itemId).toContainEqual({ id: "81", name: "Subcontract" });
});

for (const clash of [{ status: 400 }, { status: 409 }, { code: "USER_ERROR" }]) {
  it(`looks and writes once more when someone saved the record meanwhile, told by ${JSON.stringify(clash)}`, async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
    stage.act({ do: "change_under_save", ...clash });

    const put = await connector.put(order);

    expect(
      stage
        .sent()
        .slice(1)
        // The name of its currency is asked for once an account.
        .filter(({ url }) => !url.includes("/suiteql"))
        .map(({ method }) => method),
    ).toEqual(["PUT", "GET", "PUT", "GET"]);
    expect(stage.lines(stage.orderKind, put.id)).toHaveLength(1);
  });
}

it("knows a refusal for concurrency that comes with status 400", async () => {
  const stage = await open({ concurrencyStatus: 400 });
  stage.faults.add({ ...stage.calls.write, kind: "rate_limit", times: 1 });

  await stage.connect().put(anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]));

  expect(stage.pauses).toHaveLength(1);
});

it("learns of a deleted payment although no bill moved", async () => {
  const stage = await open({ applicationBumps: "payment" });
  const connector = stage.connect();
  const { billId } = await aBilledOrder(stage, connector);
  const payment = stage.pay({ billId, amount: "1.00" });
  const before = await pull(connector, undefined);

  stage.deletePayment(payment);
  const after = await pull(connector, before.cursor);

  expect(before.paymentIds).toEqual([payment]);
  expect(after.paymentIds).toContain(payment);
});

it("sends nothing when no item is chosen", async () => {
  const stage = await open();
  const connector = stage.connect({ settings: {} });
  const order = anOrder(stage, stage.createVendor(VENDOR), [
    aLine("1", "10.00", codedTo({ costType: "Labor" })),
  ]);

  await expect(connector.put(order)).rejects.toMatchObject({
    refusal: { meaning: "item_missing" },
    retryable: false,
    reason: expect.stringContaining("Labor"),
  });
  await expect(connector.preview(order)).rejects.toThrow(/Labor/);
  expect(stage.sent()).toEqual([]);
});

it("takes the item of the cost type before the default, by Procore's id of it", async () => {
  const stage = await open();
  const connector = stage.connect({
    settings: { itemId: "81", itemIdsByCostType: { "4001": "82", "4003": "84" } },
  });
  const typed = (id: string, code: string, name: string) => ({ costType: { id, code, name } });
  const order = anOrder(stage, stage.createVendor(VENDOR), [
    aLine("1", "10.00", typed("4001", "L", "Labor")),
    aLine("2", "10.00", typed("4001", "LAB", "Own labor")),
    aLine("3", "10.00", typed("4002", "L", "Labor")),
    aLine("4", "10.00", typed("4004", "4003", "4001")),
    aLine("5", "10.00", { costType: undefined }),
  ]);

  expect((await connector.preview(order))[0]?.body).toMatchObject({
    item: { items: ["82", "82", "81", "81", "81"].map((id) => ({ item: { id } })) },
  });
});

it("still takes an item that was stored under a cost type's name or code", async () => {
  const stage = await open();
  const connector = stage.connect({
    settings: { itemId: "81", itemIdsByCostType: { Labor: "82", SUB: "84", "4009": "81" } },
  });
  const order = anOrder(stage, stage.createVendor(VENDOR), [
    aLine("1", "10.00", codedTo({ costType: "Labor" })),
    aLine("2", "10.00", { costType: { id: "4002", code: "SUB", name: "Subcontract" } }),
    aLine("3", "10.00", { costType: { id: "4009", code: "SUB", name: "Labor" } }),
  ]);

  expect((await connector.preview(order))[0]?.body).toMatchObject({
    item: { items: ["82", "84", "81"].map((id) => ({ item: { id } })) },
  });
});

it("sends every digit of an amount", async () => {
  const stage = await open();
  const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "1234567890123.45")]);

  await stage.connect().put(order);

  expect(stage.sent().find(({ method }) => method === "PUT")?.text).toContain(
    '"amount":1234567890123.45',
  );
});

it.each(["INVALID_KEY_OR_REF", "INVALID_CONTENT"] as const)(
  "knows what is refused, whether the account says %s or not",
  async (badReferenceCode) => {
    const stage = await open({ badReferenceCode });
    const connector = stage.connect();
    const vendorId = stage.createVendor(VENDOR);
    const line = [aLine("1", "10.00")];
    const { bill } = await aBilledOrder(stage, connector);
    const meaningOf = (refused: Promise<unknown>) =>
      refused.then(
        () => undefined,
        (error: { refusal?: { meaning: string } }) => error.refusal?.meaning,
      );
    const put = (document: Parameters<typeof connector.put>[0], itemId = "81") =>
      meaningOf(stage.connect({ settings: { subsidiaryId: "1", itemId } }).put(document));

    expect([
      await put(anOrder(stage, "4711", line)),
      await put(anOrder(stage, vendorId, line), "4711"),
      await put(aVendor({ name: VENDOR })),
      await put({ ...bill, reference: "B-again" }),
      await put({ ...bill, date: "2025-02-10", dueDate: "2025-03-10" }),
      await meaningOf(stage.connect({ settings: { itemId: "81" } }).put(aVendor({ name: "New" }))),
      await put(anOrder(stage, vendorId, [])),
    ]).toEqual([
      "vendor_unknown",
      "item_missing",
      "duplicate",
      "duplicate",
      "period_closed",
      "field_missing",
      "lines_missing",
    ]);
  },
);

it("says where a refused value stands", async () => {
  const stage = await open();

  const refusal = stage
    .connect({ settings: { itemId: "4711" } })
    .put(anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]));

  await expect(refusal).rejects.toMatchObject({
    reason: expect.stringContaining("(at item.items[0].item)"),
    remoteCode: "INVALID_KEY_OR_REF",
    remoteStatus: 400,
  });
});

it("leads people to NetSuite's own screens, or to the sandbox's", async () => {
  const stage = await open();
  const account = { accountId: stage.credentials.accountId, baseUrl: stage.url };

  expect(netsuiteSystem.webUrl(account, "purchase_order", "9031")).toBe(
    `${stage.url}/app/accounting/transactions/purchord.nl?id=9031`,
  );
  expect(netsuiteSystem.webUrl(account, "bill", "9032")).toBe(
    `${stage.url}/app/accounting/transactions/vendbill.nl?id=9032`,
  );
  expect(netsuiteSystem.webUrl(account, "vendor", "612")).toBe(
    `${stage.url}/app/common/entity/vendor.nl?id=612`,
  );
});

it("does not let a wrong key in on the token of the right one, and tells no secret", async () => {
  const stage = await open();
  await stage.connect().check();

  const refusal: unknown = await stage
    .connect({ withWrongKey: true })
    .payables.findVendor(aVendor())
    .catch((error: unknown) => error);

  expect(refusal).toMatchObject({
    code: "credentials_refused",
    reason: expect.stringContaining("invalid_client"),
  });
  const told = inspect(refusal, { depth: 9, showHidden: true });
  expect(told).not.toContain(privateKey.slice(60, 100));
  expect(told).not.toMatch(/eyJ|Bearer/);
});
