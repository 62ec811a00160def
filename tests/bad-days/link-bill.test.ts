import { expect, it } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { booksOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import type { Caller } from "../world/sign-in.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { revise } from "./invoice-of.ts";
import { later, parts } from "./lost-answers.ts";
import { ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { ns, pull, orderOf, billNamed, syncInvoice } = parts(world, installed);

/** Accounting has entered the invoice in NetSuite, and perhaps paid it, before it was approved. */
async function enteredByHand(title: string, { amount = "25000.00", isPaid = true } = {}) {
  const commitment = await ordered(world, installed, title);
  const number = `${commitment.number}-1`;
  const { id: billId } = await ns("bill_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    number,
    lines: [{ line: 1, quantity: amount }],
  });
  if (isPaid) await ns("pay_bill", { billId, amount, method: "check", checkNumber: "10077" });
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world, later);
  return { commitment, billId: billId!, id, number };
}

const invoiceOf = async (commitment: Commitment, caller: Caller = installed.admin) =>
  (await viewOf({ ...installed, admin: caller }, commitment)).invoices[0]!;

async function link(commitment: Commitment, id: string, caller: Caller = installed.admin) {
  const { id: invoice } = await invoiceOf(commitment);
  const path = `${pathOf(installed, commitment)}/invoices/${invoice}/link`;
  const { status } = await caller.send("POST", path, { id });
  await atRest(world, later);
  return status;
}

const billsOn = (commitment: Commitment) =>
  booksOf(world).vendorBill.filter(({ lines }) =>
    lines.item?.some(({ fields }) => fields.orderDoc === orderOf(commitment).id),
  );

it("takes a bill that accounting has entered and paid as the invoice's own, with its payments", async () => {
  const { commitment, billId, id } = await enteredByHand("Entered and paid");
  expect(await invoiceOf(commitment)).toMatchObject({
    record: "error",
    failure: {
      code: "duplicate",
      candidates: [{ id: billId, canLink: true, isItself: true }],
      remedies: [{ kind: "retry" }],
    },
  });

  expect(await link(commitment, billId)).toBe(202);
  await pull(commitment);

  expect(await invoiceOf(commitment)).toMatchObject({
    record: "success",
    failure: null,
    paid: "25000.00",
    counterpart: { id: billId },
  });
  expect(billsOn(commitment).map((bill) => bill.id)).toEqual([billId]);
  const { payments, requisitions } = world.procore.system.live();
  const issued = [...payments.values()].filter(({ contractId }) => contractId === commitment.id);
  expect(issued).toMatchObject([{ amount: "25000.00", checkNumber: "10077" }]);
  expect(requisitions.get(id)).toMatchObject({
    originId: expect.stringMatching(new RegExp(`-${billId}$`)),
  });
});

it("shows both figures of a bill that comes to something else, until accounting corrects it", async () => {
  const { commitment, billId } = await enteredByHand("Entered otherwise", {
    amount: "20000.00",
    isPaid: false,
  });
  expect(await link(commitment, billId)).toBe(202);
  const apart = await invoiceOf(commitment);
  expect(apart.record).toBe("desynchronized");
  expect(JSON.stringify(apart)).toContain("20000.00");
  expect(JSON.stringify(apart)).toContain("25000.00");

  const items = [{ line: 1, quantity: 25_000, rate: 1, amount: 25_000 }];
  await ns("edit_bill", { billId, changes: { item: { items } } });
  await syncInvoice(commitment);
  expect(await invoiceOf(commitment)).toMatchObject({ record: "success" });
});

it("writes nothing to a linked bill when the invoice changes", async () => {
  const { commitment, billId, id } = await enteredByHand("Changed after it was linked", {
    isPaid: false,
  });
  await link(commitment, billId);
  expect(await invoiceOf(commitment)).toMatchObject({ record: "success" });
  await revise(world, commitment, id, { work_completed_this_period: "30000.00" });
  await pull(commitment);
  const changed = await invoiceOf(commitment);
  expect(changed.record).toBe("desynchronized");
  expect(JSON.stringify(changed)).toContain("30000.00");
  expect(total(billNamed(billId)!).toFixed(2)).toBe("25000.00");
});

it("lets nobody link who may not sync, what was not offered, or what is another invoice's", async () => {
  const { commitment, billId } = await enteredByHand("Linked by whom", { isPaid: false });
  const reader = await signIn(world, "superintendent");
  expect(await link(commitment, billId, reader)).toBe(403);
  expect(await link(commitment, "1")).toBe(409);
  expect(await link(commitment, billId)).toBe(202);
  expect(await link(commitment, billId)).toBe(409);
  expect(await invoiceOf(commitment)).toMatchObject({ record: "success" });
});
