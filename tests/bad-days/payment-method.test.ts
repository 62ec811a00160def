import { beforeEach, expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

beforeEach(async () => {
  await account("set_role", { hidden: [] });
  await account("set_options", { accountColumns: "shown" });
});

/** Accounting pays; what the panel shows of it, and Payments Issued in Procore. */
async function paid(title: string, given: object) {
  const bill = await billed(world, installed, { vendor, title });
  await account("pay_bill", { billId: bill.billId, amount: "100.00", ...given });
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
        { status: "synced" },
      ]),
    soon,
  );
  await atRest(world);
  const issued = [...world.procore.system.live().payments.values()];
  return {
    shown: (await viewOf(installed, bill.commitment)).payments[0],
    written: issued.find(({ contractId }) => contractId === bill.commitment.id),
  };
}

for (const accountColumns of ["shown", "unknown", "removed"]) {
  const titled = (words: string) => `${words}, account ${accountColumns}`;

  it(`takes no ACH number for a check's, with transactions' accounts ${accountColumns}`, async () => {
    await account("set_options", { accountColumns });

    const { shown, written } = await paid(titled("ACH"), {
      method: "electronic",
      checkNumber: "ACH-778",
    });

    expect(shown).toMatchObject({
      method: "electronic",
      checkNumber: null,
      documentNumber: "ACH-778",
    });
    expect(written).toMatchObject({
      paymentMethod: "electronic",
      checkNumber: null,
      notes: "Number in the ERP: ACH-778",
    });
  });

  it(`knows a check and a card by the account that paid, with transactions' accounts ${accountColumns}`, async () => {
    await account("set_options", { accountColumns });

    const check = await paid(titled("Check"), { method: "check", checkNumber: "7001" });
    const card = await paid(titled("Card"), { method: "credit_card", checkNumber: "7002" });

    expect([check.written, card.written]).toMatchObject([
      { paymentMethod: "check", checkNumber: "7001", notes: null },
      { paymentMethod: "credit_card", checkNumber: null, notes: "Number in the ERP: 7002" },
    ]);
  });
}

it("claims no check where nothing shows which account paid", async () => {
  await account("set_options", { accountColumns: "removed" });
  await account("set_role", { hidden: ["transactionaccountingline"] });

  const { shown, written } = await paid("Unknown account", {
    method: "electronic",
    checkNumber: "7003",
  });

  expect(shown).toMatchObject({ method: null, checkNumber: null, documentNumber: "7003" });
  expect(written).toMatchObject({
    paymentMethod: null,
    checkNumber: null,
    notes: "Number in the ERP: 7003",
  });
});
