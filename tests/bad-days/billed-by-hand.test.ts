import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, ordered } from "./money-table.ts";
import { deleteInvoice, poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const act = (name: string, given: object) =>
  world.netsuite.system.act({ do: name, ...given }) as Promise<Record<string, string>>;
const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;

/** Accounting bills the order in NetSuite's own screen. */
async function billByHand(commitment: Commitment, amount: string, number: string) {
  const { id } = await act("bill_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    lines: [{ line: 1, quantity: amount }],
    number,
  });
  return id!;
}

const billsOn = (commitment: Commitment) =>
  booksOf(world)
    .vendorBill.filter(({ lines }) =>
      lines.item?.some(({ fields }) => fields.orderDoc === orderOf(commitment).id),
    )
    .map(({ id }) => id);

async function pull(commitment: Commitment): Promise<void> {
  await syncPayments(installed, commitment);
  await atRest(world);
}

async function syncInvoice(commitment: Commitment): Promise<void> {
  const { invoices } = await viewOf(installed, commitment);
  const path = `${pathOf(installed, commitment)}/invoices/${invoices[0]!.id}`;
  await must(installed.admin.send("POST", `${path}/sync`));
  await atRest(world);
}

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const green = { record: "success", waiting: null };

it("writes no second bill of an invoice whose bill was deleted and entered anew by hand", async () => {
  const commitment = await ordered(world, installed, "Entered anew");
  await act("set_options", { refuseDuplicateBillNumbers: false });
  const ours = await billOf(world, installed, commitment, "50");
  const number = booksOf(world).vendorBill.find(({ id }) => id === ours)!.fields.tranId as string;
  await act("delete_bill", { billId: ours });
  const theirs = await billByHand(commitment, "25000", number);
  await act("pay_bill", { billId: theirs, amount: "25000.00", method: "check" });
  await pull(commitment);
  await shows(commitment, { invoices: [{ record: "desynchronized" }] });

  await syncInvoice(commitment);
  await shows(commitment, {
    invoices: [
      { failure: { code: "duplicate", detail: expect.stringContaining(theirs) as string } },
    ],
  });
  expect(billsOn(commitment)).toEqual([theirs]);
});

it("writes no bill of what an order was billed for by hand under another number", async () => {
  const commitment = await ordered(world, installed, "Another number");
  const theirs = await billByHand(commitment, "25000", "BY-HAND-1");
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);

  await shows(commitment, {
    invoices: [
      {
        record: "error",
        failure: {
          code: "duplicate",
          title: expect.stringMatching(/BY-HAND-1 .*25000\.00/) as string,
        },
      },
    ],
  });
  expect(billsOf(world, id)).toEqual([]);

  await act("delete_bill", { billId: theirs });
  await syncInvoice(commitment);
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
  expect(billsOf(world, id)).toHaveLength(1);
});

it("calls an order different that somebody else has billed, too", async () => {
  const commitment = await ordered(world, installed, "Billed by two");
  const ours = await billOf(world, installed, commitment, "50");
  const theirs = await billByHand(commitment, "10000", "BY-HAND-2");
  await pull(commitment);

  const said = {
    record: "desynchronized",
    waiting: expect.stringMatching(
      /^purchase order PO\d+ is billed for 10000\.00 by bill BY-HAND-2, which Crosstie did not write/,
    ) as string,
  };
  await shows(commitment, { ...said, invoices: [green] });

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  await shows(commitment, said);

  await act("delete_bill", { billId: theirs });
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
  expect(billsOn(commitment)).toEqual([ours]);
});

it("writes no bill of an order that was billed by hand in other parts", async () => {
  const commitment = await ordered(world, installed, "Two parts");
  const parts = [
    await billByHand(commitment, "10000", "PART-1"),
    await billByHand(commitment, "15000", "PART-2"),
  ];
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);
  await shows(commitment, { invoices: [{ record: "error", failure: { code: "duplicate" } }] });
  expect(billsOf(world, id)).toEqual([]);

  for (const billId of parts) await act("delete_bill", { billId });
  await syncInvoice(commitment);
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
});

it("takes a bill by hand for that invoice of the contract whose number it has", async () => {
  const commitment = await ordered(world, installed, "Equal months");
  await act("set_options", { refuseDuplicateBillNumbers: false });
  const theirs = await billByHand(commitment, "5000", "RENT-1");
  await act("pay_bill", { billId: theirs, amount: "5000.00", method: "check" });
  const enter = async (number: string) => {
    const { id } = (await world.procore.system.act({
      do: "create_requisition",
      commitmentId: commitment.id,
      percent: "10",
      fields: { invoice_number: number },
    })) as { id: string };
    await world.procore.system.act({ do: "approve_requisition", id });
    await poll(world, installed);
    return id;
  };

  const second = await enter("RENT-2");
  await shows(commitment, {
    invoices: [
      {
        record: "error",
        failure: {
          detail: expect.stringMatching(/enters that one in Procore under its number/) as string,
        },
      },
    ],
  });
  const first = await enter("RENT-1");
  await must(
    installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${second}/sync`),
  );
  await atRest(world);

  expect(billsOf(world, first)).toEqual([]);
  expect(billsOf(world, second)).toHaveLength(1);
  expect(billsOn(commitment)).toEqual([theirs, billsOf(world, second)[0]!.id]);
});

it("writes no second bill of an invoice that was deleted in Procore and entered anew under another number", async () => {
  const commitment = await ordered(world, installed, "Corrected number");
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);
  const [ours] = billsOf(world, id);
  await act("pay_bill", { billId: ours!.id, amount: "25000.00", method: "check" });
  await pull(commitment);
  await deleteInvoice(world, installed, id);

  const again = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "50",
    fields: { invoice_number: "A-78" },
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id: again.id });
  await poll(world, installed);
  expect(billsOf(world, again.id)).toEqual([]);
  const { invoices } = await viewOf(installed, commitment);
  expect(invoices.find((one) => one.id === again.id)).toMatchObject({
    record: "error",
    failure: { detail: expect.stringMatching(/^Its invoice was deleted in Procore/) as string },
  });
});
