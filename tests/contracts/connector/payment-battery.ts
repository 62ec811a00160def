import fc from "fast-check";
import { expect, it } from "vitest";
import type { BillPayments, PayablesConnector } from "../../../server/connectors/connector.ts";
import { aBilledOrder } from "./documents.ts";
import type { ConnectorStage } from "./stage.ts";

/**
 * What `sync` does with changes: asks for the whole truth of every bill concerned, known payments
 * included.
 */
class Mirror {
  readonly bills = new Map<string, BillPayments>();
  #cursor: string | undefined;
  readonly #connector: PayablesConnector;
  readonly #begin: Date;

  constructor(connector: PayablesConnector, begin = new Date("2000-01-01T00:00:00Z")) {
    this.#connector = connector;
    this.#begin = begin;
  }

  async pull(): Promise<void> {
    for await (const { billIds, paymentIds, cursor } of this.#connector.payables.changesSince(
      this.#cursor,
      this.#begin,
    )) {
      const concerned = new Set(billIds);
      for (const [billId, { payments }] of this.bills) {
        if (payments.some(({ paymentId }) => paymentIds.includes(paymentId))) concerned.add(billId);
      }
      for (const bill of concerned.size > 0
        ? await this.#connector.payables.paymentsOf([...concerned])
        : []) {
        this.bills.set(bill.billId, bill);
      }
      this.#cursor = cursor;
    }
  }
}

/**
 * A bill from before the overlap of any pull, and a younger one so that the mirror has left it
 * behind.
 */
async function anOldBill(stage: ConnectorStage, connector: PayablesConnector, amount = "1000.00") {
  await connector.payables.paymentsOf(["1"]);
  stage.setClockBack(180);
  const old = await aBilledOrder(stage, connector, amount);
  stage.setClockBack(0);
  await aBilledOrder(stage, connector);
  const mirror = new Mirror(connector);
  await mirror.pull();
  return { ...old, mirror };
}

const money = (amount: string | undefined) => Number(amount);

export function paymentBattery(open: () => Promise<ConnectorStage>): void {
  it("begins where it is told to, and leaves older years alone", async () => {
    const stage = await open();
    const connector = stage.connect();
    await connector.payables.paymentsOf(["1"]);
    stage.setClockBack(5 * 24 * 60);
    const { billId: old } = await aBilledOrder(stage, connector);
    stage.setClockBack(0);
    const begin = new Date();
    const { billId } = await aBilledOrder(stage, connector);

    const mirror = new Mirror(connector, begin);
    await mirror.pull();

    expect([...mirror.bills.keys()]).toContain(billId);
    expect([...mirror.bills.keys()]).not.toContain(old);
  });

  it("brings back a part payment, then the rest", async () => {
    const stage = await open();
    const connector = stage.connect();
    const { bill, billId, mirror } = await anOldBill(stage, connector);

    const first = stage.pay({ billId, amount: "400.10" });
    await mirror.pull();
    const afterFirst = mirror.bills.get(billId);
    const second = stage.pay({ billId, amount: "599.90", method: "credit_card" });
    await mirror.pull();
    const afterSecond = mirror.bills.get(billId);

    expect(afterFirst).toMatchObject({
      billNumber: bill.number,
      payments: [
        { paymentId: first, method: "check", checkNumber: expect.any(String), state: "paid" },
      ],
    });
    expect(
      [afterFirst?.total, afterFirst?.unpaid, afterFirst?.payments[0]?.amount].map(money),
    ).toEqual([1000, 599.9, 400.1]);
    expect(afterSecond?.payments.map(({ paymentId, method }) => [paymentId, method])).toEqual([
      [first, "check"],
      [second, "credit_card"],
    ]);
    expect(money(afterSecond?.unpaid)).toBe(0);
    expect(afterSecond?.payments.every(({ date }) => /^\d{4}-\d\d-\d\d$/.test(date))).toBe(true);
  });

  it("tells an electronic payment from a check", async () => {
    const stage = await open();
    const connector = stage.connect();
    const { billId } = await aBilledOrder(stage, connector);

    stage.pay({ billId, amount: "1.00", method: "electronic" });

    expect(await connector.payables.paymentsOf([billId])).toMatchObject([
      { payments: [{ method: "electronic", checkNumber: undefined }] },
    ]);
  });

  for (const traces of ["reversal", "nothing"] as const) {
    it(`counts a voided payment no more when the void leaves ${traces}`, async () => {
      const stage = await open();
      const connector = stage.connect();
      const { billId, mirror } = await anOldBill(stage, connector);
      const payment = stage.pay({ billId, amount: "400.00" });
      await mirror.pull();

      stage.voidPayment(payment, traces);
      await mirror.pull();

      const after = mirror.bills.get(billId);
      expect(money(after?.unpaid)).toBe(1000);
      expect(after?.payments.filter(({ state }) => state !== "voided")).toEqual([]);
      if (traces === "reversal") {
        expect(after?.payments).toMatchObject([{ paymentId: payment, state: "voided" }]);
      }
    });
  }

  for (const ending of ["unapplyPayment", "deletePayment"] as const) {
    it(`drops a payment after ${ending}`, async () => {
      const stage = await open();
      const connector = stage.connect();
      const { billId, mirror } = await anOldBill(stage, connector);
      const payment = stage.pay({ billId, amount: "400.00" });
      await mirror.pull();

      stage[ending](payment);
      await mirror.pull();

      expect(mirror.bills.get(billId)).toMatchObject({ payments: [] });
      expect(money(mirror.bills.get(billId)?.unpaid)).toBe(1000);
    });
  }

  it("says nothing of bills that the ERP does not have", async () => {
    const stage = await open();
    const connector = stage.connect();

    expect(await connector.payables.paymentsOf(["999999"])).toEqual([]);
    expect(await connector.payables.paymentsOf([])).toEqual([]);
  });

  it("loses no change, however payments, voids and pulls fall together", async () => {
    const stage = await open();
    const connector = stage.connect();
    const act = fc.record({
      what: fc.constantFrom("pay", "pay", "void", "voidAway", "unapply", "delete", "pull"),
      which: fc.nat({ max: 2 }),
      minutesBack: fc.nat({ max: 14 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
        const bills = [(await anOldBill(stage, connector)).billId];
        const { billId, mirror } = await anOldBill(stage, connector);
        bills.push(billId);
        const payments: string[] = [];
        for (const { what, which, minutesBack } of acts) {
          stage.setClockBack(minutesBack);
          const [payment] =
            what === "pay" || what === "pull"
              ? []
              : payments.splice(which % Math.max(1, payments.length), 1);
          if (what === "pay") {
            payments.push(stage.pay({ billId: bills[which % 2] ?? "", amount: "5.00" }));
          }
          if (what === "pull") await mirror.pull();
          if (payment && what === "void") stage.voidPayment(payment, "reversal");
          if (payment && what === "voidAway") stage.voidPayment(payment, "nothing");
          if (payment && what === "unapply") stage.unapplyPayment(payment);
          if (payment && what === "delete") stage.deletePayment(payment);
          stage.setClockBack(0);
        }

        await mirror.pull();

        expect(bills.map((id) => mirror.bills.get(id))).toEqual(
          await connector.payables.paymentsOf(bills),
        );
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
}
