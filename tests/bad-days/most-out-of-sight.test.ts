import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

type Billed = Awaited<ReturnType<typeof billed>>;
const outOfSight = expect.stringMatching(/is out of sight in NetSuite, as most are/) as string;

async function shows({ commitment }: Billed, order: object, invoice: object): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({ ...order, invoices: [invoice] }),
    soon,
  );
}

/** What Payments Issued in Procore shows of this commitment. */
const issued = ({ commitment }: Billed) =>
  [...world.procore.system.live().payments.values()]
    .filter(({ contractId }) => contractId === commitment.id)
    .map(({ amount }) => amount);

it("sends again what was deleted, together with most others, once a person says so", async () => {
  const bill = await billed(world, installed, { vendor, title: "Deleted both" });
  const { commitment, billId } = bill;
  await netsuite("delete_bill", { billId });
  for (const { id } of ordersOf(world, commitment)) {
    await netsuite("delete_purchase_order", { purchaseOrderId: id });
  }
  await syncPayments(installed, commitment);
  const differs = { record: "desynchronized" };
  await shows(bill, { ...differs, waiting: outOfSight }, differs);
  expect(ordersOf(world, commitment)).toEqual([]);

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));

  await shows(bill, { record: "success" }, { record: "success" });
  expect(ordersOf(world, commitment)).toHaveLength(1);
  expect(booksOf(world).vendorBill.filter(({ id }) => id === billId)).toEqual([]);
  expect(billsOf(world, (await viewOf(installed, commitment)).invoices[0]!.id)).toHaveLength(1);
  // Whatever Procore was not told of in passing, the next look at the lists tells it.
  await poll(world, installed);
});

it("takes nothing back when the role sees no order and no bill any more, says so, and is green again with its sight", async () => {
  const bill = await billed(world, installed, { vendor, title: "Out of sight" });
  await payBill(world, installed, bill, "250.00");
  await vi.waitFor(() => expect(issued(bill)).toEqual(["250.00"]), soon);
  await atRest(world);

  await netsuite("set_options", { hiddenFromRole: ["purchaseOrder", "vendorBill"] });
  await syncPayments(installed, bill.commitment);
  const differs = { record: "desynchronized", waiting: outOfSight };
  await shows(bill, differs, differs);
  expect(issued(bill)).toEqual(["250.00"]);

  await netsuite("set_options", { hiddenFromRole: [] });
  await syncPayments(installed, bill.commitment);
  const synced = { record: "success", waiting: null };
  await shows(bill, synced, synced);
});
