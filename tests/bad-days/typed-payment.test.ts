import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, invoiceOf, typeIn, pay, issued, freshView } = typing(world, installed);
const ours = expect.stringContaining("crosstie-");

it("adopts the check that was typed in by hand, with all that was typed, and writes no second one", async () => {
  const bill = await aBill("Typed in first");
  const id = await typeIn(bill, { check: "01045", notes: "handed over on site" });

  const paymentId = await pay(bill, { checkNumber: "1045" });

  const typed = { id, checkNumber: "01045", date: "2026-05-04", notes: "handed over on site" };
  expect(issued(bill)).toMatchObject([{ ...typed, amount: "250.00", originId: ours }]);
  expect(await viewOf(installed, bill.commitment)).toMatchObject({
    money: { paid: "250.00" },
    payments: [{ status: "synced", isAdopted: true, amount: "250.00", problem: null }],
  });

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);
  const notes = expect.stringMatching(/^handed over on site · Voided in the ERP/);
  expect(issued(bill)).toMatchObject([{ ...typed, amount: "0.00", notes, originId: ours }]);
});

it("adopts one without a check number by its amount and a date of these days, and fills in what is empty", async () => {
  const bill = await aBill("Typed in without a number");
  const id = await typeIn(bill, {});

  await pay(bill, { checkNumber: "1050" });

  expect(issued(bill)).toMatchObject([
    { id, checkNumber: "1050", date: "2026-05-04", requisitionId: invoiceOf(bill).id },
  ]);
});

it("keeps apart what has another check number, another date or another invoice", async () => {
  const bill = await aBill("Other payments");
  await approveInvoice(world, installed, bill.commitment, "30");
  await atRest(world);
  const other = (await viewOf(installed, bill.commitment)).invoices.find(
    ({ number }) => number !== invoiceOf(bill).invoiceNumber,
  )!;
  await typeIn(bill, { amount: "100.00", check: "7" });
  await typeIn(bill, { amount: "100.00", date: "2026-03-02" });
  await typeIn(bill, { amount: "100.00", invoice: other.number });

  await pay(bill, { amount: "100.00", checkNumber: "1060" });

  expect(issued(bill).map(({ originId }) => originId)).toEqual([null, null, null, ours]);
});

it.each([
  ["two are alike", [{}, {}], /#1 and #2 .*250\.00/],
  ["its check has another amount", [{ amount: "25.00", check: "1070" }], /#1 .*25\.00.*250\.00/],
  ["it is another integration's", [{ check: "1070", origin: "other-erp-9" }], /other-erp-9/],
])(
  "writes nothing where %s, shows it as doubtful, and goes on once somebody has mended it",
  async (why, typed, problem) => {
    const bill = await aBill(`Doubtful: ${why}`);
    const ids: string[] = [];
    for (const one of typed) ids.push(await typeIn(bill, one));
    const before = structuredClone(issued(bill));
    const writes = () => countCalls(world.procore, "POST", /\/contract_payments$/);
    const written = writes();

    await pay(bill, { checkNumber: "1070" });

    expect(issued(bill)).toEqual(before);
    expect(writes()).toBe(written);
    const { payments, money } = await freshView(bill);
    expect(payments.filter(({ status }) => status !== "procore_only")).toMatchObject([
      { status: "doubtful", amount: "250.00", problem: expect.stringMatching(problem) },
    ]);
    const sum = before.reduce((total, { amount }) => total + Number(amount), 0);
    expect(money.paid).toBe(sum.toFixed(2));

    for (const id of ids) {
      const { payments: rows } = world.procore.system.live();
      rows.get(id)!.originId = null;
      await world.procore.system.act({ do: "delete_payment", id });
    }
    await syncPayments(installed, bill.commitment);
    await atRest(world);
    expect(issued(bill)).toMatchObject([{ amount: "250.00", originId: ours }]);
    expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
      { status: "synced", isAdopted: false, problem: null },
    ]);
  },
);

it("never writes more than the invoice comes to, and shows both figures", async () => {
  const bill = await aBill("Paid twice");
  await typeIn(bill, { amount: "400.00", check: "7" });

  await pay(bill, { amount: "300.00", checkNumber: "1080" });

  expect(issued(bill)).toMatchObject([{ amount: "400.00", originId: null }]);
  const { payments, money } = await freshView(bill);
  expect(money.paid).toBe("400.00");
  expect(payments).toMatchObject([
    { status: "doubtful", problem: expect.stringMatching(/700\.00.*600\.00/) },
    { status: "procore_only" },
  ]);
});

it("adopts once when the answer was lost, and where Procore keeps the lock to itself", async () => {
  const [lost, locked] = [await aBill("Adopted, answer lost"), await aBill("Adopted, not locked")];
  const path = "/rest/v1.0/contract_payments/*";
  await typeIn(lost, { check: "1090" });
  world.procore.faults.add({ method: "PATCH", path, kind: "lost_response", times: 1 });
  await pay(lost, { checkNumber: "1090" });
  expect(issued(lost)).toMatchObject([{ checkNumber: "1090", originId: ours }]);

  const id = await typeIn(locked, { check: "1091" });
  world.procore.faults.add({ method: "PATCH", path, kind: "status", status: 422, times: 1 });
  await pay(locked, { checkNumber: "1091" });
  expect(issued(locked)).toMatchObject([{ id, amount: "250.00", originId: null }]);
  expect((await viewOf(installed, locked.commitment)).payments).toMatchObject([
    { status: "synced", isAdopted: true, problem: null },
  ]);
}, 60_000);
