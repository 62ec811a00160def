import { expect, it } from "vitest";
import { ordersOf } from "../world/books.ts";
import { useWorld } from "../world/use-world.ts";
import { parts } from "./lost-answers.ts";
import { deleteInvoice } from "./reading.ts";
import { VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const { ns, answersAgain, lostBill, lostOrder, pull, syncInvoice, seen, orderOf, linesOf } = parts(
  world,
  installed,
);

/** The answer of our bill is lost; accounting adds freight to it and pays all of it at once. */
async function paidWithFreight(title: string) {
  const lost = await lostBill(title);
  const freight = {
    item: { id: "81" },
    quantity: 1,
    rate: 750,
    amount: 750,
    description: "Freight",
  };
  await ns("edit_bill", {
    billId: lost.billId,
    changes: { item: { items: [{ line: 1 }, freight] } },
  });
  await ns("pay_bill", { billId: lost.billId, amount: "25750.00", method: "check" });
  await answersAgain(lost.commitment);
  return lost;
}

it("knows a bill that it has found in NetSuite, and its payment, although its next write was refused", async () => {
  const { commitment } = await paidWithFreight("Found, refused");
  await syncInvoice(commitment);
  await pull(commitment);
  const { invoices, money } = await seen(commitment);
  expect(invoices[0]?.counterpart).not.toBeNull();
  expect(money.paid).not.toBe("0.00");
}, 60_000);

it("leaves a line that accounting has added to an order whose answer was lost", async () => {
  const commitment = await lostOrder("Lost order with freight");
  const item = { id: orderOf(commitment).lines.item![0]!.fields.item };
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    changes: {
      item: {
        items: [{ line: 1 }, { item, quantity: 1, rate: 750, amount: 750, description: "Freight" }],
      },
    },
  });
  await answersAgain(commitment);
  expect(linesOf(orderOf(commitment) as never)).toEqual(["50000.00", "750.00"]);
}, 60_000);

it("says that a paid bill stands that was found, when its invoice is deleted in Procore", async () => {
  const { commitment, id } = await paidWithFreight("Found, refused, deleted");
  await pull(commitment);
  await deleteInvoice(world, installed, id);

  const view = await seen(commitment);
  expect(view.invoices).toMatchObject([
    {
      status: "deleted",
      record: "desynchronized",
      canSync: false,
      waiting: expect.stringMatching(
        /^deleted in Procore, and 25750\.00 of its bill of 25750\.00/,
      ) as string,
    },
  ]);
  expect(view).toMatchObject({
    money: { billed: "0.00", paid: "25750.00", unpaid: "0.00" },
    payments: [{ amount: "25750.00", status: "synced" }],
  });
}, 60_000);

it("asks for the vendor of an order that was found, when that vendor was merged meanwhile", async () => {
  const commitment = await lostOrder("Found, its vendor merged");
  const { vendorId: into } = await ns("create_vendor", { companyName: "Heir Steel" });
  await ns("merge_vendors", { from: orderOf(commitment).fields.entity, into });
  await answersAgain(commitment);

  const view = await seen(commitment);
  expect(view).toMatchObject({
    record: "error",
    counterpart: { id: orderOf(commitment).id },
    failure: { code: "vendor_unclear", candidates: [{ id: into }] },
  });
  const live = world.procore.system.live().commitments.get(commitment.id);
  expect(live?.originId).toContain("crosstie-");

  await new VendorChoice(world, installed).choose(commitment, { link: into! });
  expect(await seen(commitment)).toMatchObject({ record: "success", waiting: null });
  expect(ordersOf(world, commitment)).toHaveLength(1);
}, 60_000);
