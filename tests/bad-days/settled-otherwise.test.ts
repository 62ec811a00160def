import { expect, it, vi } from "vitest";
import type { Invoice } from "../../server/api/contract.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { paymentProblemsOf } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

type Billed = Awaited<ReturnType<typeof billed>>;
const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

/** A bill of 600.00. */
const aBill = (title: string) => billed(world, installed, { vendor, title });

async function expectInvoice(bill: Billed, invoice: Partial<Invoice>): Promise<void> {
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([invoice]),
    soon,
  );
  await atRest(world);
}

const issued = ({ commitment }: Billed) =>
  [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );

it("shows a bill settled by credit, journal and prepayment as settled, with what by, and issues no payment", async () => {
  const bill = await aBill("Settled without money");
  const { billId } = bill;
  await act("apply_credit", { billId, amount: "400.00" });
  await act("apply_journal", { billId, amount: "150.00" });
  await act("apply_prepayment", { billId, amount: "50.00" });

  await expectInvoice(bill, {
    amount: "600.00",
    paid: "0.00",
    open: "0.00",
    settlements: [
      { by: "credit", number: expect.stringContaining("VC-"), amount: "400.00" },
      { by: "journal", number: expect.stringContaining("JE"), amount: "150.00" },
      { by: "prepayment", number: expect.any(String), amount: "50.00" },
    ] as Invoice["settlements"],
  });
  expect(issued(bill)).toEqual([]);
});

it("shows a bill of 600.00 that was paid with 588.00 and a discount of 12.00 as settled", async () => {
  const bill = await aBill("Discounted");
  await act("pay_bill", { billId: bill.billId, amount: "588.00", discount: "12.00" });

  await expectInvoice(bill, {
    paid: "588.00",
    open: "0.00",
    settlements: [{ by: "discount", number: null, amount: "12.00" }],
  });
  expect(issued(bill)).toMatchObject([{ amount: "588.00" }]);
});

it("holds back the bill alone whose payer the role may not see, and names the permission", async () => {
  const [hidden, open] = [await aBill("Credit out of sight"), await aBill("Paid in sight")];
  await act("set_options", { hiddenFromRole: ["vendorCredit"], linksToHidden: "shown" });
  await act("apply_credit", { billId: hidden.billId, amount: "600.00" });
  await act("pay_bill", { billId: open.billId, amount: "600.00" });

  await expectInvoice(open, { paid: "600.00", open: "0.00", settlements: [], doubt: null });
  const doubt = expect.stringContaining("Enter Vendor Credits");
  await expectInvoice(hidden, { doubt });
  expect(await paymentProblemsOf(installed)).toContainEqual(doubt);
  await act("set_options", { hiddenFromRole: [] });
  await expectInvoice(hidden, {
    open: "0.00",
    settlements: [{ by: "credit", number: expect.any(String), amount: "600.00" }],
    doubt: null,
  });
  expect(await paymentProblemsOf(installed)).toEqual([]);
});

it("keeps each doubt with its own invoice, and names all of them only where all projects are seen", async () => {
  const bills = [];
  for (const title of ["One doubt", "Another", "A third", "A fourth"]) {
    bills.push(await aBill(title));
  }
  await act("set_options", { hiddenFromRole: ["vendorPayment"], linksToHidden: "hidden" });
  for (const { billId } of bills) await act("pay_bill", { billId, amount: "600.00" });

  for (const bill of bills) {
    const counts = expect.stringContaining("counts 600.00 of bill");
    await expectInvoice(bill, { doubt: counts });
    const view = await viewOf(installed, bill.commitment);
    expect(view.paymentsRun).toMatchObject({ status: "done", problem: null });
    for (const other of bills.filter((one) => one !== bill)) {
      expect(JSON.stringify(view)).not.toContain(other.commitment.number);
    }
  }
  const problems = await paymentProblemsOf(installed);
  await act("set_options", { hiddenFromRole: [] });

  // Bills of the tests before this one are hidden as well.
  const count = Number(/^(\d+) bills are in doubt\.$/.exec(problems[0]!)?.[1]);
  expect(count).toBeGreaterThanOrEqual(bills.length);
  const one = expect.stringMatching(/^SC-[\d-]+, invoice [\d-]+: /);
  expect(problems.slice(1)).toEqual([one, one, one, `And ${count - 3} more.`]);
});
