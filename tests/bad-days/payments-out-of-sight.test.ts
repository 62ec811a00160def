import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { newestRun } from "./payment-feed.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

for (const { linksToHidden, words } of [
  { linksToHidden: "shown", words: "Pay Bills" },
  { linksToHidden: "hidden", words: "still counts that much as paid" },
]) {
  it(`voids nothing when NetSuite's role loses sight of payments and the links to them are ${linksToHidden}`, async () => {
    const bill = await billed(world, installed, {
      vendor,
      title: `Out of sight, links ${linksToHidden}`,
    });
    await payBill(world, installed, bill, "100.00");
    await atRest(world);

    await world.netsuite.system.act({
      do: "set_options",
      hiddenFromRole: ["vendorPayment"],
      linksToHidden,
    });
    await syncPayments(installed, bill.commitment);
    await vi.waitFor(
      async () =>
        expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([
          { doubt: expect.stringContaining(words) },
        ]),
      soon,
    );
    const hidden = await viewOf(installed, bill.commitment);
    await world.netsuite.system.act({ do: "set_options", hiddenFromRole: [] });
    await syncPayments(installed, bill.commitment);
    await atRest(world);

    expect(hidden).toMatchObject({ money: { paid: "100.00" }, payments: [{ status: "synced" }] });
    expect(await newestRun(world)).toMatchObject({ status: "done", problem: null });
    expect(await viewOf(installed, bill.commitment)).toMatchObject({
      money: { paid: "100.00" },
      invoices: [{ doubt: null }],
      payments: [{ status: "synced" }],
    });
  });
}
