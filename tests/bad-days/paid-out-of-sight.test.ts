import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { letFeedPass } from "./payment-feed.ts";

// Each test takes out of Crosstie's memory what it has paid.
const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const vendor = "Acme Steel Erectors";

for (const { amount, problem } of [
  { amount: "12.00", problem: null },
  { amount: "100.00", problem: "counts 100.00 of bill" },
  { amount: "600.00", problem: "counts 600.00 of bill" },
]) {
  it(`brings back a payment of ${amount} that was made while NetSuite's role could not see it, once the role can`, async () => {
    const bill = await billed(world, installed, { vendor, title: `Paid unseen, ${amount}` });
    await atRest(world);

    await world.netsuite.system.act({
      do: "set_options",
      hiddenFromRole: ["vendorPayment"],
      linksToHidden: "hidden",
    });
    await world.netsuite.system.act({
      do: "pay_bill",
      billId: bill.billId,
      amount,
      method: "check",
    });
    await syncPayments(installed, bill.commitment);
    await atRest(world);
    const unseen = await viewOf(installed, bill.commitment);
    await letFeedPass(world);
    await world.netsuite.system.act({ do: "set_options", hiddenFromRole: [] });
    await syncPayments(installed, bill.commitment);
    await atRest(world);

    expect(unseen).toMatchObject({
      invoices: [{ doubt: problem && expect.stringContaining(problem) }],
      payments: [],
    });
    expect(await viewOf(installed, bill.commitment)).toMatchObject({
      invoices: [{ doubt: null }],
      payments: [{ status: "synced", amount }],
    });
    // what the next test hides must not be this one's
    await world.database.admin("payments").delete();
    await world.database.admin("records").where({ erp_id: bill.billId }).update({ erp_id: null });
    await world.database.admin("cursors").where({ name: "payments" }).delete();
  });
}
