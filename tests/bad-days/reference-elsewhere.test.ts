import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";
import { parts } from "./lost-answers.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const { ns, pull, seen, orderOf, billNamed } = parts(world, installed);

it("does not call a bill synced that is gone, because another bill carries our external id now", async () => {
  const commitment = await ordered(world, installed, "Entered anew with our id");
  const billId = await billOf(world, installed, commitment, "50");
  const { externalId, fields } = billNamed(billId)!;
  await ns("delete_bill", { billId });
  const { id } = await ns("bill_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    number: fields.tranId,
    lines: [{ line: 1, amount: "20000.00" }],
  });
  await ns("set_external_id", { type: "vendorBill", id, externalId });
  await ns("pay_bill", { billId: id, amount: "20000.00", method: "check" });
  await pull(commitment);
  await pull(commitment);
  // seen: success, 25,000.00, paid 0.00, open null; in the books one bill of 20,000.00, paid in full
  expect((await seen(commitment)).invoices[0]).not.toMatchObject({ record: "success" });
});

it("does not call an order synced that is gone, because another order carries our external id now", async () => {
  const commitment = await ordered(world, installed, "Order with our id");
  const { id, externalId } = orderOf(commitment);
  const donor = await ordered(world, installed, "Donor");
  const other = orderOf(donor).id;
  await ns("delete_purchase_order", { purchaseOrderId: id });
  await ns("set_external_id", { type: "purchaseOrder", id: other, externalId: null });
  await ns("set_external_id", { type: "purchaseOrder", id: other, externalId });
  const items = [{ line: 1, quantity: 30_000, rate: 1, amount: 30_000 }];
  await ns("edit_purchase_order", { purchaseOrderId: other, changes: { item: { items } } });
  await pull(commitment);
  expect(await seen(commitment)).not.toMatchObject({ record: "success" });
});
