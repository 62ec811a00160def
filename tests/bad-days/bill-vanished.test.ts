import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

// One bill is known by an id that it does not have.
const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const vendor = "Acme Steel Erectors";

it("counts no payment of a bill that was deleted in NetSuite, and says that the two differ", async () => {
  const bill = await billed(world, installed, { vendor, title: "Deleted bill" });
  const { paymentId } = await payBill(world, installed, bill, "100.00");
  await atRest(world);

  await world.netsuite.system.act({ do: "delete_payment", paymentId });
  await world.netsuite.system.act({ do: "delete_bill", billId: bill.billId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect(await viewOf(installed, bill.commitment)).toMatchObject({
    money: { paid: "0.00" },
    payments: [{ status: "voided" }],
    invoices: [{ record: "desynchronized" }],
  });
});

it("keeps the payments of a bill that the query no longer lists but NetSuite still has", async () => {
  const bill = await billed(world, installed, { vendor, title: "Hidden bill" });
  await payBill(world, installed, bill, "100.00");
  await atRest(world);

  // As if the role's queries had lost sight of it: NetSuite still shows the record itself.
  world.netsuite.tap.listen(async ({ path }, request) => {
    const isOfBills =
      path.endsWith("/suiteql") && (await request.clone().text()).includes("b.id as bill");
    return isOfBills ? Response.json({ items: [], hasMore: false }) : undefined;
  });
  await payBill(world, installed, bill, "50.00");
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect(await viewOf(installed, bill.commitment)).toMatchObject({
    money: { paid: "100.00" },
    payments: [{ status: "synced" }],
    invoices: [{ record: "success" }],
  });
});

it("notices a bill that was deleted before anyone paid on it", async () => {
  const bill = await billed(world, installed, { vendor, title: "Deleted unpaid" });
  await atRest(world);

  await world.netsuite.system.act({ do: "delete_bill", billId: bill.billId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect((await viewOf(installed, bill.commitment)).invoices).toMatchObject([
    { record: "desynchronized", waiting: expect.stringContaining("deleted in the ERP") },
  ]);
});

it("does not stop an invoice that was sent again after its bill was deleted", async () => {
  const { admin: db } = world.database;
  const bill = await billed(world, installed, { vendor, title: "Sent again" });
  await atRest(world);
  await world.netsuite.system.act({ do: "delete_bill", billId: bill.billId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  // Retry was pressed, and the next pull reads the same deletion once more before the push has run.
  await db("records")
    .where({ erp_id: bill.billId, kind: "requisition" })
    .update({ status: "pending", waiting: null });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect(
    await db("records")
      .where({ erp_id: bill.billId, kind: "requisition" })
      .first("status", "waiting"),
  ).toEqual({ status: "pending", waiting: null });
});
