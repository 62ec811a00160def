import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

type Billed = Awaited<ReturnType<typeof billed>>;

/** What Payments Issued in Procore shows of this commitment. */
const issued = ({ commitment }: Billed) =>
  [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );

const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

/** Accounting pays 250.00 in NetSuite, which has it stand like this before we look. */
async function payAs(bill: Billed, status: string): Promise<string> {
  const { paymentId } = (await act("pay_bill", {
    billId: bill.billId,
    amount: "250.00",
    method: "check",
  })) as { paymentId: string };
  await act("set_payment_status", { paymentId, status });
  return paymentId;
}

async function expectPayment(bill: Billed, payment: object, paid: string): Promise<void> {
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, bill.commitment)).toMatchObject({
        money: { paid },
        payments: [{ amount: "250.00", ...payment }],
      }),
    soon,
  );
  await atRest(world);
}

for (const unpostedLinks of ["amount", "zero"]) {
  for (const [status, shown] of [
    ["pendingApproval", "pending_approval"],
    ["rejected", "rejected"],
    ["declined", "declined"],
    ["inTransit", "in_transit"],
  ] as const) {
    it(`shows a payment that is ${shown} as that, with links of ${unpostedLinks}, and writes it once it is approved`, async () => {
      await act("set_options", { unpostedLinks });
      const bill = await billed(world, installed, { vendor, title: `${shown}, ${unpostedLinks}` });
      const paymentId = await payAs(bill, status);

      await expectPayment(bill, { status: shown, number: null, problem: null }, "0.00");
      expect(issued(bill)).toEqual([]);

      await act("set_payment_status", { paymentId, status: "approved" });
      await expectPayment(bill, { status: "synced", number: 1 }, "250.00");
      expect(issued(bill)).toMatchObject([{ amount: "250.00" }]);
    });
  }
}

it("takes back a payment that Procore shows when it is rejected, and shows it again in its place", async () => {
  const bill = await billed(world, installed, { vendor, title: "Rejected later" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await expectPayment(bill, { status: "synced", number: 1 }, "250.00");

  await act("set_payment_status", { paymentId, status: "rejected" });
  await expectPayment(bill, { status: "rejected", number: 1 }, "0.00");
  expect(issued(bill)).toMatchObject([
    { amount: "0.00", notes: expect.stringMatching(/^Rejected in the ERP/) },
  ]);

  await act("set_payment_status", { paymentId, status: "confirmed" });
  await expectPayment(bill, { status: "synced", number: 1 }, "250.00");
  expect(issued(bill)).toMatchObject([{ amount: "250.00", notes: null }]);
});

it("counts a check once it is printed, under the number that it got then", async () => {
  const bill = await billed(world, installed, { vendor, title: "To print" });
  const { paymentId } = (await act("pay_bill", {
    billId: bill.billId,
    amount: "250.00",
    method: "check",
    toBePrinted: true,
  })) as { paymentId: string };

  await expectPayment(bill, { status: "to_print", checkNumber: null }, "0.00");
  expect(issued(bill)).toEqual([]);

  await act("print_check", { paymentId, checkNumber: "7001" });
  await expectPayment(bill, { status: "synced", checkNumber: "7001" }, "250.00");
});

it("shows no share of a check that waits over two bills until its links show one, and then its shares", async () => {
  await act("set_options", { unpostedLinks: "zero" });
  const commitment = await ordered(world, installed, "One check for two");
  const bills = [
    { billId: await billOf(world, installed, commitment, "10"), amount: "3000.00" },
    { billId: await billOf(world, installed, commitment, "20"), amount: "9000.00" },
  ];
  const { paymentId } = (await act("pay_bill", { bills, method: "check" })) as {
    paymentId: string;
  };
  const seenAs = async (status: string) => {
    await act("set_payment_status", { paymentId, status });
    await syncPayments(installed, commitment);
    await atRest(world);
    return (await viewOf(installed, commitment)).payments;
  };
  const unknown = { amount: null, partOf: "12000.00", problem: null };

  expect(await seenAs("pendingApproval")).toMatchObject([
    { ...unknown, status: "pending_approval" },
    { ...unknown, status: "pending_approval" },
  ]);
  const posted = await seenAs("approved");
  expect(posted.map(({ amount, partOf, status }) => ({ amount, partOf, status }))).toEqual(
    expect.arrayContaining([
      { amount: "3000.00", partOf: null, status: "synced" },
      { amount: "9000.00", partOf: null, status: "synced" },
    ]),
  );
  expect(await seenAs("rejected")).toMatchObject([
    { ...unknown, status: "rejected" },
    { ...unknown, status: "rejected" },
  ]);

  const shown = [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
  const notes = expect.stringMatching(
    /^Rejected in the ERP; it is a share of a payment of 12000\.00\.$/,
  );
  expect(shown).toMatchObject([
    { amount: "0.00", notes },
    { amount: "0.00", notes },
  ]);
  await act("set_options", { unpostedLinks: "amount" });
});
