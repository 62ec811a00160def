import { expect, it } from "vitest";
import type { BillDocument, BillLine } from "../../../server/connectors/documents.ts";
import { aBilledOrder, codedTo } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

const retained = (held: string, erpLine?: string): BillLine => ({
  id: "retainage",
  erpLine,
  orderLine: undefined,
  isRetainage: true,
  description: "Retainage held",
  gross: "0.00",
  retainageHeld: held,
  retainageReleased: "0.00",
  net: `-${held}`,
  ...codedTo({}),
});

/** Where Settings offer a line for retainage: it is ours like all others, and bills no order. */
export function retainageBattery(open: () => Promise<ConnectorStage>): void {
  it("writes a line for retainage once, changes it and takes it out", async ({ skip }) => {
    const stage = await open();
    if (!stage.system.retainage) skip();
    const connector = stage.connect();
    const { bill: plain, billId, orderId } = await aBilledOrder(stage, connector);
    const before = await connector.put(plain);
    const put = async (held: string, last: typeof before) => {
      const [work] = plain.lines;
      const lines = [
        { ...work!, erpLine: last.lines[work!.id] },
        ...(held === "0.00" ? [] : [retained(held, last.lines.retainage)]),
      ];
      const total = (1000 - Number(held)).toFixed(2);
      const bill: BillDocument = { ...plain, retainage: "line", total, lines };
      const known = { id: billId, lines: last.lines, written: last.written, isAskedFor: false };
      const counterpart = await connector.put(bill, known);
      const [order, standing] = await connector.payables.standingsOf([
        { id: orderId, written: null },
        { id: billId, written: counterpart.written },
      ]);
      const found = await connector.find({
        ...bill,
        lines: lines.map((line) => ({ ...line, erpLine: counterpart.lines[line.id] })),
      });
      return { counterpart, standing, found, ofOrder: order?.bills?.map(({ amount }) => amount) };
    };

    const first = await put("100.00", before);
    const second = await put("150.00", first.counterpart);
    const third = await put("0.00", second.counterpart);

    for (const [seen, total, count] of [
      [first, "900.00", 2],
      [second, "850.00", 2],
      [third, "1000.00", 1],
    ] as const) {
      expect(seen.counterpart).toMatchObject({ id: billId, total, remark: undefined });
      expect(Object.keys(seen.counterpart.lines)).toHaveLength(count);
      expect(seen.standing).toMatchObject({ total, remark: undefined });
      expect(seen.found).toMatchObject({ isCurrent: true });
      if (seen.ofOrder) expect(seen.ofOrder).toEqual(["1000.00"]);
    }
  });
}
