import { expect, it } from "vitest";
import { FREIGHT } from "../sandbox/netsuite/seeded-ids.ts";
import { countCalls } from "../world/books.ts";
import { useWorld } from "../world/use-world.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, typeIn, lookForPayments, pay, issued, freshView } = typing(world, installed);

const ours = expect.stringContaining("crosstie-");
const changePayment = (paymentId: string, billId: string, amount: number) =>
  world.netsuite.system.act({
    do: "edit_payment",
    paymentId,
    changes: { apply: { items: [{ doc: { id: billId }, apply: true, amount }] } },
  });

it("doubts no payment that grows as much as a later one becomes less", async () => {
  const bill = await aBill("More of one, less of the other");
  const first = await pay(bill, { amount: "400.00", checkNumber: "1300" });
  const second = await pay(bill, { amount: "200.00", checkNumber: "1301" });

  await changePayment(second, bill.billId, 50);
  await changePayment(first, bill.billId, 550);
  await lookForPayments(bill);

  expect(issued(bill)).toMatchObject([{ amount: "550.00" }, { amount: "50.00" }]);
  expect(await freshView(bill)).toMatchObject({
    money: { paid: "600.00" },
    payments: [{ status: "synced" }, { status: "synced" }],
  });
});

it("doubts no payment because of a row that turns out to be a later one's", async () => {
  const bill = await aBill("A row of a later payment");
  const id = await typeIn(bill, { check: "1311", date: "2026-05-20" });
  await world.netsuite.system.act({
    do: "pay_bill",
    billId: bill.billId,
    amount: "250.00",
    method: "electronic",
    date: "2026-05-20",
  });

  await pay(bill, { checkNumber: "1311" });

  expect(issued(bill)).toMatchObject([
    { id, originId: ours },
    { amount: "250.00", originId: ours },
  ]);
  expect(await freshView(bill)).toMatchObject({
    money: { paid: "500.00" },
    payments: [{ status: "synced" }, { status: "synced" }],
  });
});

it("shows all of a payment of a bill that came with freight", async () => {
  const bill = await aBill("With freight");
  await world.netsuite.system.act({
    do: "edit_bill",
    billId: bill.billId,
    changes: { expense: { items: [{ account: { id: FREIGHT }, amount: 80, memo: "Freight" }] } },
  });

  await pay(bill, { amount: "680.00", checkNumber: "1320" });

  expect(issued(bill)).toMatchObject([{ amount: "680.00", originId: ours }]);
  expect(await freshView(bill)).toMatchObject({
    money: { paid: "680.00" },
    payments: [{ status: "synced" }],
  });
});

it("voids a payment without a look at all the others", async () => {
  const bill = await aBill("Void, and no list");
  const paymentId = await pay(bill, { checkNumber: "1330" });
  const lists = () => countCalls(world.procore, "GET", /\/contract_payments$/);
  const listed = lists();

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await lookForPayments(bill);

  expect(issued(bill)).toMatchObject([{ amount: "0.00", originId: ours }]);
  expect(lists()).toBe(listed);
});
