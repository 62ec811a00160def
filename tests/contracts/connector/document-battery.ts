import { expect, it } from "vitest";
import { aBilledOrder, aLine, anOrder, numbered, VENDOR } from "./documents.ts";
import type { ConnectorStage, Refused } from "./stage.ts";

export function documentBattery(
  open: () => Promise<ConnectorStage>,
  refused: (stage: ConnectorStage) => Refused,
): void {
  it("creates a document once, however often it is put", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "1250.50"),
      aLine("2", "310.25"),
    ]);

    const first = await connector.put(order);
    const again = await connector.put(numbered(order, first));

    expect(again).toEqual(first);
    expect(first.number).toBeTruthy();
    expect(stage.count(stage.orderKind)).toBe(1);
    expect(stage.lines(stage.orderKind, first.id).map(({ amount }) => Number(amount))).toEqual([
      1250.5, 310.25,
    ]);
  });

  it("still has one document when a put is repeated by someone who never learned the lines", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "10.00"),
      aLine("2", "10.00"),
    ]);

    const first = await connector.put(order);
    const again = await connector.put(order);

    expect(again.id).toBe(first.id);
    expect(stage.count(stage.orderKind)).toBe(1);
    expect(stage.lines(stage.orderKind, first.id).map(({ number }) => number)).toEqual([
      again.lines["1"],
      again.lines["2"],
    ]);
  });

  it("writes with one call, and reads back with one where the answer does not say all", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [aLine("1", "10.00")]);
    const first = await connector.put(order);
    const before = stage.sent().length;

    await connector.put(numbered(order, first));

    expect(
      stage
        .sent()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual([
      stage.calls.write.method,
      ...(stage.calls.readBack ? [stage.calls.readBack.method] : []),
    ]);
  });

  it("keeps the numbers of lines that stay when others come, go and change places", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "10.00"),
      aLine("2", "20.00"),
      aLine("3", "30.00"),
    ]);
    const first = await connector.put(order);
    const [, second, third] = numbered(order, first).lines;

    const changed = await connector.put({
      ...order,
      lines: [{ ...third!, amount: "33.00" }, aLine("4", "40.00"), second!, aLine("5", "40.00")],
    });

    const amounts = new Map(
      stage.lines(stage.orderKind, first.id).map(({ number, amount }) => [number, Number(amount)]),
    );
    expect(changed.lines).toMatchObject({ "2": first.lines["2"], "3": first.lines["3"] });
    expect(["2", "3", "4", "5"].map((id) => amounts.get(changed.lines[id] ?? ""))).toEqual([
      20, 33, 40, 40,
    ]);
    expect(amounts.size).toBe(4);
    expect(new Set(Object.values(changed.lines)).size).toBe(4);
  });

  it("writes a bill against the lines of its order and keeps the order's lines when it changes later", async () => {
    const stage = await open();
    const connector = stage.connect();
    const { order, orderId, bill, billId } = await aBilledOrder(stage, connector, "1000.00");

    const changed = await connector.put({ ...order, lines: [...order.lines, aLine("2", "50.00")] });
    const billedAgain = await connector.put(bill);

    expect(changed).toMatchObject({ id: orderId, lines: { "1": order.lines[0]?.erpLine } });
    expect(billedAgain).toMatchObject({ id: billId, number: bill.number });
    expect(stage.lines("bill", billId)).toHaveLength(1);
  });

  it("finds what it put and tells whether it is still so", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "10.00"),
      aLine("2", "20.00"),
    ]);
    const put = await connector.put(order);
    const { id, number, lines, total } = put;
    const known = numbered(order, put);
    const [first, second] = known.lines;
    const found = { id, number, lines, total: "30.00" };

    expect(total).toBe(found.total);
    expect(await connector.find(order)).toMatchObject({ ...found, isCurrent: true });
    expect(
      await connector.find({ ...known, lines: [first!, { ...second!, amount: "21.00" }] }),
    ).toMatchObject({ ...found, isCurrent: false });
    expect(await connector.find({ ...known, title: "Miscellaneous metals" })).toMatchObject({
      id: put.id,
      isCurrent: false,
    });
    expect(await connector.find({ ...known, date: "2026-03-05" })).toMatchObject({
      isCurrent: false,
    });
    expect(await connector.find({ ...known, lines: [first!] })).toMatchObject({ isCurrent: false });
    expect(await connector.find({ ...order, reference: "PO-never" })).toBeUndefined();
    expect(await connector.lookUp({ kind: stage.orderKind, reference: order.reference })).toEqual({
      id: put.id,
      number: put.number,
    });
    expect(
      await connector.lookUp({ kind: stage.orderKind, reference: "PO-never" }),
    ).toBeUndefined();
  });

  it("finds a bill of the same vendor and number that somebody else wrote, and never its own", async () => {
    const stage = await open();
    const connector = stage.connect();
    const { bill, billId, order } = await aBilledOrder(stage, connector, "1000.00");
    const other = anOrder(stage, stage.createVendor("Granite Creek Fencing"), []);

    const find = (changes: Partial<typeof bill>) =>
      connector.payables.findTwins({ ...bill, reference: "B-another", ...changes });
    const twin = {
      id: billId,
      number: bill.number,
      reference: bill.reference,
      total: "1000.00",
    };

    expect(await connector.payables.findTwins(bill)).toEqual([]);
    expect(await find({})).toEqual([twin]);
    expect(await find({ number: bill.number.toLowerCase() })).toEqual([twin]);
    expect(await find({ number: "SC-014-1" })).toEqual([twin]);
    expect(await find({ number: "INV-none", numbers: ["INV-none"], orderId: "1" })).toEqual([]);
    expect(await find({ vendorId: other.vendorId, orderId: "1" })).toEqual([]);
    expect(order.vendorId).not.toBe(other.vendorId);
  });

  it("passes on the words of a refusal and does not ask for a repetition", async () => {
    const stage = await open();
    const { document, words } = refused(stage);

    const refusal = stage.connect().put(document);

    await expect(refusal).rejects.toMatchObject({
      code: "remote",
      retryable: false,
      reason: expect.stringMatching(words),
      remoteStatus: expect.any(Number),
    });
  });

  it("previews exactly what it then sends, without credentials", async () => {
    const stage = await open();
    const connector = stage.connect();
    const order = anOrder(stage, stage.createVendor(VENDOR), [
      aLine("1", "1250.50", { quantity: "2", unitCost: "625.25" }),
    ]);

    const [preview] = await connector.preview(order);
    await connector.put(order);

    const sent = stage
      .sent()
      .find(({ method, url }) => method === preview?.method && url === preview.url);
    expect(sent?.body).toEqual(preview?.body);
    expect(sent?.headers).toMatchObject(preview?.headers ?? {});
    expect(JSON.stringify(preview)).not.toMatch(/authorization|bearer/i);
  });
}
