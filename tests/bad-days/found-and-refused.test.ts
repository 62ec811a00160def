import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";
import { parts } from "./lost-answers.ts";

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
