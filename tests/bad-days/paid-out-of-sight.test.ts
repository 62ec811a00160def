import { expect, it } from "vitest";
import { billed, syncPayments } from "../world/bills.ts";
import { atRest } from "../world/at-rest.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const newestRun = () =>
  world.database
    .admin("runs")
    .where({ kind: "payments" })
    .orderBy("run_id", "desc")
    .first<{ status: string; problem: string | null }>();

for (const { amount, problem } of [
  { amount: "100.00", problem: null },
  { amount: "600.00", problem: "shows no payment of it" },
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
    const unseen = {
      run: await newestRun(),
      payments: (await viewOf(installed, bill.commitment)).payments,
    };
    // long enough ago for the feed to have passed it by
    await world.database
      .admin("cursors")
      .where({ name: "payments" })
      .update({
        value: JSON.stringify({
          changed: { at: "2199-01-01 00:00:00", id: "0" },
          deleted: { at: "2199-01-01 00:00:00", id: "0" },
        }),
      });
    await world.netsuite.system.act({ do: "set_options", hiddenFromRole: [] });
    await syncPayments(installed, bill.commitment);
    await atRest(world);

    expect(unseen).toMatchObject({
      run: {
        status: problem ? "failed" : "done",
        problem: problem && expect.stringContaining(problem),
      },
      payments: [],
    });
    expect(await newestRun()).toMatchObject({ status: "done", problem: null });
    expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
      { status: "synced", amount },
    ]);
    // what the next test hides must not be this one's
    await world.database.admin("payments").delete();
    await world.database.admin("records").where({ erp_id: bill.billId }).update({ erp_id: null });
    await world.database.admin("cursors").where({ name: "payments" }).delete();
  });
}
