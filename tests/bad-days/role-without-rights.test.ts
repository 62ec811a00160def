import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

it("gets payments by a role that may not see what was deleted, and finds deletions by comparison", async () => {
  await account("set_role", { hidden: ["deletedrecord"] });
  const bill = await billed(world, installed, { vendor, title: "No deleted records" });

  await payBill(world, installed, bill, "200.00");
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([
        { paid: "200.00" },
      ]),
    soon,
  );
  await atRest(world);
  await account("set_role", { hidden: [] });
});

it.each(["unknown", "removed"])(
  "gets payments where transactions have no account: %s",
  async (accountColumns) => {
    await account("set_options", { accountColumns });
    const bill = await billed(world, installed, { vendor, title: `Columns ${accountColumns}` });

    await payBill(world, installed, bill, "100.00");

    await vi.waitFor(
      async () =>
        expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([
          { paid: "100.00" },
        ]),
      soon,
    );
    await account("set_options", { accountColumns: "shown" });
  },
);

it("finds a deleted bill without the list of what was deleted", async () => {
  await account("set_role", { hidden: ["deletedrecord"] });
  const bill = await billed(world, installed, { vendor, title: "Deleted unseen" });
  await account("delete_bill", { billId: bill.billId });

  await syncPayments(installed, bill.commitment);

  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([
        { record: "desynchronized", waiting: expect.stringContaining("deleted") as string },
      ]),
    soon,
  );
  await account("set_role", { hidden: [] });
});
