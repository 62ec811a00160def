import { expect, it } from "vitest";
import type { CreditDocument } from "../../../server/connectors/documents.ts";
import { whyUnsupported } from "../../../server/connectors/system.ts";
import { codedTo } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

const line = (id: string, amount: string, erpLine?: string) => ({
  id,
  erpLine,
  description: `Taken back ${id}`,
  amount,
  ...codedTo({}),
});

const aCredit = (vendorId: string, lines = [line("1", "350.00"), line("2", "-50.00")]) =>
  ({
    kind: "credit",
    reference: "C-1",
    number: "7",
    numbers: ["7"],
    vendorId,
    date: "2026-03-10",
    currency: undefined,
    memo: "SC-014 · invoice 7",
    total: "300.00",
    retainage: "net",
    lines,
  }) satisfies CreditDocument;

/** What is owed by the vendor, where the ERP keeps that. */
export function creditBattery(open: () => Promise<ConnectorStage>): void {
  it("writes one credit, finds it, and brings it up to date", async ({ skip }) => {
    const stage = await open();
    if (whyUnsupported(stage.system, "credit") !== undefined) skip();
    const connector = stage.connect();
    const credit = aCredit(stage.createVendor("Northgate Ironworks"));
    const [preview] = await connector.preview(credit);

    const put = await connector.put(credit);
    const again = await connector.put(credit);

    expect(again.id).toBe(put.id);
    expect(put).toMatchObject({ number: "7", total: "300.00" });
    expect(stage.count("credit")).toBe(1);
    expect(stage.lines("credit", put.id).map(({ amount }) => Number(amount))).toEqual([350, -50]);
    expect(stage.sent().find(({ url }) => url === preview?.url)?.body).toEqual(preview?.body);
    expect(await connector.find(credit)).toMatchObject({ id: put.id, isCurrent: true });
    expect(await connector.lookUp(credit)).toEqual({ id: put.id, number: "7" });
    const known = { id: put.id, lines: again.lines, written: again.written, isAskedFor: false };
    expect(await connector.payables.standingsOf([known])).toMatchObject([
      { id: put.id, total: "300.00", state: "open" },
    ]);

    const lines = [line("1", "250.00", again.lines["1"])];
    const changed = await connector.put({ ...credit, total: "250.00", lines }, known);
    expect(changed).toMatchObject({ id: put.id, total: "250.00" });
    expect(await connector.find(credit)).toMatchObject({ isCurrent: false });
  });

  it("is no bill, and has twins among credits alone", async ({ skip }) => {
    const stage = await open();
    if (whyUnsupported(stage.system, "credit") !== undefined) skip();
    const connector = stage.connect();
    const credit = aCredit(stage.createVendor("Northgate Ironworks"));
    const { id } = await connector.put(credit);
    const other = { ...credit, reference: "C-2" };
    const twin = { id, number: "7", reference: "C-1", total: "300.00" };
    const { date, currency, memo, total, vendorId, number, numbers } = credit;
    const shared = { date, currency, memo, total, vendorId, number, numbers };

    expect(await connector.payables.findTwins(credit)).toEqual([]);
    expect(await connector.payables.findTwins(other)).toEqual([twin]);
    expect(
      await connector.payables.findTwins({
        ...shared,
        kind: "bill",
        reference: "B-1",
        orderId: "1",
        orderKind: stage.orderKind,
        dueDate: undefined,
        tax: "0.00",
        retainage: "net",
        credited: "0.00",
        lines: [],
      }),
    ).toEqual([]);
    expect(await connector.payables.paymentsOf([id])).toEqual([]);
  });
}
