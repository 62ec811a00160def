import { expect, it } from "vitest";
import { aLine, anOrder, numbered, VENDOR } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

export function currencyBattery(open: () => Promise<ConnectorStage>): void {
  it("writes a document in its currency, and says back in which it is there", async () => {
    const stage = await open();
    const connector = stage.connect();
    const vendorId = stage.createVendor(VENDOR);
    const order = anOrder(stage, vendorId, [aLine("1", "10.00")], { currency: "USD" });

    const put = await connector.put(order);

    expect(put).toMatchObject({ currency: "USD" });
    expect(await connector.find(numbered(order, put))).toMatchObject({
      currency: "USD",
      isCurrent: true,
    });
    expect(await connector.find({ ...numbered(order, put), currency: "CAD" })).toMatchObject({
      currency: "USD",
      isCurrent: false,
    });
    expect(
      await connector.payables.standingsOf([{ id: put.id, written: put.written }]),
    ).toMatchObject([{ currency: "USD" }]);
  });

  it("previews the currency that it then sends", async () => {
    const stage = await open();
    const connector = stage.connect();
    const vendorId = stage.createVendor(VENDOR);
    const order = anOrder(stage, vendorId, [aLine("1", "10.00")], { currency: "USD" });

    const [preview] = await connector.preview(order);
    await connector.put(order);

    const { method } = stage.calls.write;
    expect(stage.sent().findLast((one) => one.method === method)?.body).toEqual(preview?.body);
    expect(JSON.stringify(preview?.body)).toContain("currency");
  });
}
