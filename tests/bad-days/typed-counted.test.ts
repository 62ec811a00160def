import { expect, it, vi } from "vitest";
import { soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { paymentProblemsOf } from "./reading.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, typeIn, lookForPayments, pay, issued, freshView } = typing(world, installed);

const PAYMENTS = "/rest/v1.0/contract_payments";

it.each([503, 403])("is as doubtful as it was while Procore answers %s", async (status) => {
  const bill = await aBill(`Doubtful, then ${status}`);
  await typeIn(bill, { amount: "25.00", check: "1200" });
  await pay(bill, { checkNumber: "1200" });

  world.procore.faults.add({ method: "GET", path: PAYMENTS, kind: "status", status });
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(async () => {
    const { payments } = await viewOf(installed, bill.commitment);
    expect(payments.map(({ problem }) => problem)).not.toContainEqual(
      expect.stringMatching(/same check/),
    );
  }, soon);

  expect(await freshView(bill)).toMatchObject({
    money: { paid: "25.00" },
    payments: [{ status: "doubtful" }, { status: "procore_only" }],
  });
});

it("counts of a doubtful payment what Procore has of it", async () => {
  const bill = await aBill("Doubtful, with a row");
  const paymentId = await pay(bill, { checkNumber: "1210" });
  await typeIn(bill, { amount: "200.00", check: "7" });

  const more = { items: [{ doc: { id: bill.billId }, apply: true, amount: 450 }] };
  await world.netsuite.system.act({ do: "edit_payment", paymentId, changes: { apply: more } });
  await lookForPayments(bill);

  expect(await freshView(bill)).toMatchObject({
    money: { paid: "450.00" },
    invoices: [{ paid: "450.00" }],
    payments: [{ status: "doubtful", amount: "450.00" }, { status: "procore_only" }],
  });

  // Its lock is off, and somebody deletes it.
  const [shown] = issued(bill);
  world.procore.system.live().payments.get(shown!.id)!.originId = null;
  await world.procore.system.act({ do: "delete_payment", id: shown!.id });
  expect((await freshView(bill, "projectManager")).money.paid).toBe("200.00");
});

it("says in the console how many payments are doubtful, and where", async () => {
  const [first, second] = [await aBill("Doubtful here"), await aBill("And there")];
  for (const bill of [first, second]) {
    await typeIn(bill, { amount: "25.00", check: "1220" });
    await pay(bill, { checkNumber: "1220" });
  }

  await lookForPayments(first);

  const problems = await paymentProblemsOf(installed);
  const { paymentsRun } = await viewOf(installed, first.commitment);
  expect(paymentsRun).toMatchObject({ status: "done", problem: null });
  for (const { commitment } of [first, second]) {
    expect(problems).toEqual([
      expect.stringMatching(`^\\d payments are doubtful.*${commitment.number}\\b`),
    ]);
  }
});
