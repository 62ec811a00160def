import { expect, it } from "vitest";
import type { CommitmentView } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { type PersonName, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { invoiceOf, revise } from "./invoice-of.ts";
import { billOf, ordered } from "./money-table.ts";
import { poll, refuse } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const PAYMENTS = "/rest/v1.0/contract_payments";
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

async function seen(commitment: Commitment): Promise<CommitmentView> {
  await syncPayments(installed, commitment);
  await poll(world, installed);
  await atRest(world);
  return viewOf(installed, commitment);
}

/** As someone sees it who has not looked before. */
const freshView = async (commitment: Commitment, person: PersonName = "accounting") =>
  viewOf({ ...installed, admin: await signIn(world, person) }, commitment);

const typed = (commitment: Commitment, fields: object) =>
  procore("create_payment", {
    contractId: commitment.id,
    fields: { amount: "250.00", payment_method: "check", date: "2026-05-04", ...fields },
  });

it.each([
  { hidden: "vendorPayment", paid: "24900.00", credited: "100.00", unseen: "24900.00" },
  { hidden: "vendorCredit", paid: "20000.00", credited: "5000.00", unseen: "5000.00" },
])(
  "calls $unseen no discount that a hidden $hidden settled",
  async ({ hidden, paid, credited, unseen }) => {
    const commitment = await ordered(world, installed, `Settled by a hidden ${hidden}`);
    const billId = await billOf(world, installed, commitment, "50");
    await netsuite("set_options", { hiddenFromRole: [hidden], linksToHidden: "hidden" });
    await netsuite("pay_bill", { billId, amount: paid, method: "check" });
    await netsuite("apply_credit", { billId, amount: credited });

    const { invoices } = await seen(commitment);
    // As it was read before doubts were kept.
    await world.database.admin("bills").update({ doubt: null });
    const earlier = await viewOf(installed, commitment);

    await netsuite("set_options", { hiddenFromRole: [] });
    for (const { settlements } of [invoices[0]!, earlier.invoices[0]!]) {
      expect(settlements).not.toContainEqual(expect.objectContaining({ by: "discount" }));
    }
    expect(invoices[0]!.doubt).toContain(`counts ${unseen} of bill`);
    await seen(commitment);
  },
);

it("says on the bill what retainage the invoice holds, after it was revised to the same net", async () => {
  const commitment = await ordered(world, installed, "Revised to the same net");
  const id = await invoiceOf(world, commitment, {
    work_completed_this_period: "1000.00",
    work_completed_retainage_retained_this_period: "100.00",
  });
  await seen(commitment);
  expect(billsOf(world, id)[0]!.fields.memo).toContain("100.00 retainage held");

  await revise(world, commitment, id, {
    work_completed_this_period: "900.00",
    work_completed_retainage_retained_this_period: "0.00",
  });
  const { invoices } = await seen(commitment);

  expect(invoices).toMatchObject([{ record: "success", retained: "0.00" }]);
  expect(billsOf(world, id)[0]!.fields.memo).not.toContain("retainage");
});

it.each(["invoice_number", "requisition_id"])(
  "counts a payment typed in Procore on the invoice that its %s names",
  async (named) => {
    const commitment = await ordered(world, installed, `Typed for its ${named}`);
    const id = await invoiceOf(world, commitment, { work_completed_this_period: "1000.00" });
    await procore("update_requisition", { id, invoice_number: "Inv-8" });
    await invoiceOf(world, commitment, { work_completed_this_period: "2000.00" });
    await seen(commitment);
    const names = { invoice_number: "INV-8", requisition_id: id }[named];
    await typed(commitment, { [named]: names, check_number: "9913" });

    const { invoices, money, payments } = await seen(commitment);

    expect(money.paid).toBe("250.00");
    expect(invoices.map(({ number, paid }) => [number, paid])).toContainEqual(["Inv-8", "250.00"]);
    expect(payments).toMatchObject([{ invoiceNumber: "Inv-8", status: "procore_only" }]);
  },
);

it("asks Procore which invoice a typed payment is for, and about no other payment", async () => {
  const listed = () =>
    world.procore
      .calls()
      .filter(({ method, path }) => method === "GET" && path === PAYMENTS)
      .reduce((sum, { count }) => sum + count, 0);
  const commitment = await ordered(world, installed, "Paid by the ERP alone");
  const billId = await billOf(world, installed, commitment, "50");
  await netsuite("pay_bill", { billId, amount: "1000.00", method: "check" });
  await seen(commitment);
  const before = listed();

  await freshView(commitment);
  expect(listed()).toBe(before);

  await typed(commitment, { check_number: "9914" });
  refuse(world, PAYMENTS);
  const { isFresh, money } = await freshView(commitment, "projectManager");
  world.procore.faults.clear();

  expect(listed()).toBeGreaterThan(before);
  expect({ isFresh, paid: money.paid }).toEqual({ isFresh: true, paid: "1250.00" });
});

it("counts one of a number that two invoices have on neither of them, and once in all", async () => {
  const commitment = await ordered(world, installed, "Two of one number");
  for (const amount of ["1000.00", "2000.00"]) {
    const id = await invoiceOf(world, commitment, { work_completed_this_period: amount });
    await procore("update_requisition", { id, invoice_number: "INV-7" });
    await seen(commitment);
  }
  await typed(commitment, { invoice_number: "INV-7", check_number: "9911" });

  const { invoices, money } = await seen(commitment);

  expect(money.paid).toBe("250.00");
  expect(invoices.map(({ paid }) => paid)).toEqual(["0.00", "0.00"]);
});

it("has no green icon for an order that accounting closed", async () => {
  const commitment = await ordered(world, installed, "Closed in the books");
  expect(await seen(commitment)).toMatchObject({ record: "success", icon: "green" });
  const purchaseOrderId = ordersOf(world, commitment)[0]!.id;

  await netsuite("close_purchase_order_line", { purchaseOrderId, line: 1 });

  expect(await seen(commitment)).toMatchObject({ record: "desynchronized", icon: "yellow" });
});
