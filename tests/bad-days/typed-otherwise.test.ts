import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, typeIn, lookForPayments, pay, issued, freshView } = typing(world, installed);

const ours = expect.stringContaining("crosstie-");

it.each([
  ["many days before", [{ date: "2026-04-20" }], "250.00"],
  ["without a date", [{ date: null }], "250.00"],
  [
    "without an invoice, days before",
    [{ amount: "500.00", invoice: null, date: "2026-04-27" }],
    "500.00",
  ],
  [
    "in two parts without an invoice",
    [
      { amount: "300.00", invoice: null },
      { amount: "250.00", invoice: null },
    ],
    "550.00",
  ],
])("doubles none that was typed %s", async (how, typed, amount) => {
  const bill = await aBill(`Typed ${how}`);
  const ids: string[] = [];
  for (const one of typed) ids.push(await typeIn(bill, one));

  await pay(bill, { amount, checkNumber: "1100" });

  expect(issued(bill).map(({ originId }) => originId)).toEqual(typed.map(() => null));
  const { money, payments } = await freshView(bill);
  expect(money.paid).toBe(amount);
  expect(payments).toContainEqual(expect.objectContaining({ status: "doubtful", amount }));

  // What it really is: another check.
  for (const id of ids) {
    await world.procore.system.act({
      do: "update_payment",
      id,
      check_number: `9${id}`,
      date: "2026-05-04",
      amount: "50.00",
    });
  }
  await lookForPayments(bill);
  expect(issued(bill).at(-1)).toMatchObject({ amount, originId: ours });
});

/** Two invoices of one contract, of 600.00 and 360.00, that one check pays. */
async function twoBills(title: string) {
  const bill = await aBill(title);
  await approveInvoice(world, installed, bill.commitment, "30");
  await atRest(world);
  const { invoices } = await viewOf(installed, bill.commitment);
  const second = invoices.find(({ counterpart }) => counterpart!.id !== bill.billId)!;
  const payBoth = (first: string, other: string) =>
    pay(bill, {
      checkNumber: "1045",
      bills: [
        { billId: bill.billId, amount: first },
        { billId: second.counterpart!.id, amount: other },
      ],
    });
  return { bill, second: second.number, payBoth };
}

it.each([
  ["whole, under one of its invoices", [{ amount: "700.00" }], "700.00"],
  ["under the wrong invoice", [{ amount: "300.00" }], "300.00"],
])("writes no share of a check that was typed %s", async (how, [typed], shown) => {
  const { bill, payBoth } = await twoBills(`A check typed ${how}`);
  await typeIn(bill, { ...typed, check: "1045" });

  await payBoth("400.00", "300.00");

  expect(issued(bill).map(({ originId }) => originId)).toEqual([null]);
  const { money, payments } = await freshView(bill);
  expect(money.paid).toBe(shown);
  expect(payments.map(({ status }) => status).toSorted()).toEqual([
    "doubtful",
    "doubtful",
    "procore_only",
  ]);
});

it("adopts what was typed for each share of one check", async () => {
  const named = await twoBills("Shares with their invoices");
  await typeIn(named.bill, { amount: "300.00", check: "1045", invoice: named.second });
  await typeIn(named.bill, { amount: "400.00", check: "1045" });
  const unnamed = await twoBills("Shares without their invoices");
  await typeIn(unnamed.bill, { amount: "300.00", check: "1045", invoice: null });
  await typeIn(unnamed.bill, { amount: "400.00", check: "1045", invoice: null });

  for (const { bill, payBoth } of [named, unnamed]) {
    await payBoth("400.00", "300.00");
    expect(issued(bill)).toMatchObject([
      { amount: "300.00", originId: ours },
      { amount: "400.00", originId: ours },
    ]);
    expect(await freshView(bill)).toMatchObject({
      money: { paid: "700.00" },
      payments: [{ isAdopted: true }, { isAdopted: true }],
    });
  }
});
