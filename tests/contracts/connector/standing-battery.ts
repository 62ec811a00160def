import { expect, it } from "vitest";
import { aLine, anOrder, VENDOR } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

/** What accounting changes in a document later is told of it, though its total stays the same. */
export function standingBattery(open: () => Promise<ConnectorStage>): void {
  async function ordered() {
    const stage = await open();
    const { put, payables } = stage.connect();
    const vendorId = stage.createVendor(VENDOR);
    const lines = [aLine("1", "700.00"), aLine("2", "300.00")];
    const order = await put(anOrder(stage, vendorId, lines));
    const standing = async () =>
      (await payables.standingsOf([{ ...order, written: order.written }]))[0];
    return { stage, order, vendorId, standing };
  }

  it("says of a document that stands as it was written for whom it is, and no more", async () => {
    const { order, vendorId, standing } = await ordered();

    expect(order).toMatchObject({ vendorId });
    expect(await standing()).toMatchObject({
      id: order.id,
      total: "1000.00",
      vendorId,
      remark: undefined,
    });
  });

  it("says for which vendor a document is by now", async () => {
    const { stage, order, standing } = await ordered();
    const other = stage.createVendor("Harbor Iron");

    stage.editOrder(order.id, { vendorId: other });

    expect(await standing()).toMatchObject({ vendorId: other, total: "1000.00" });
  });

  it("remarks on money that was moved from one line to another", async () => {
    const { stage, order, standing } = await ordered();

    stage.editOrder(order.id, { amounts: ["650.00", "350.00"] });
    expect(await standing()).toMatchObject({
      total: "1000.00",
      remark: expect.stringMatching(/650\.00.+700\.00/) as string,
    });

    stage.editOrder(order.id, { amounts: ["700.00", "300.00"] });
    expect(await standing()).toMatchObject({ remark: undefined });
  });

  it("shows each line under the number that it was written under, with its amount as it is now", async () => {
    const { stage, order, standing } = await ordered();
    const [one, two] = [order.lines["1"], order.lines["2"]];

    stage.editOrder(order.id, { amounts: ["650.00", "300.00"] });

    expect(await standing()).toMatchObject({
      total: "950.00",
      lines: [
        { line: one, amount: "650.00", description: expect.any(String) as string },
        { line: two, amount: "300.00" },
      ],
    });
  });

  it("shows the lines of a document that nothing is known of", async () => {
    const { order, stage } = await ordered();
    const { payables } = stage.connect();

    const [standing] = await payables.standingsOf([{ id: order.id, written: null }]);

    expect(standing?.lines.map(({ amount }) => amount)).toEqual(["700.00", "300.00"]);
  });
}
