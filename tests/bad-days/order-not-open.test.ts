import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const idOf = (commitment: Commitment) => ({ purchaseOrderId: ordersOf(world, commitment)[0]!.id });

async function pull(commitment: Commitment): Promise<void> {
  await syncPayments(installed, commitment);
  await atRest(world);
}

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const saying = (words: RegExp) => expect.stringMatching(words) as string;
const green = { record: "success", waiting: null };

const WAYS = {
  rejected: {
    close: (of: object) => act("approve_purchase_order", { ...of, reject: true }),
    open: (of: object) => act("approve_purchase_order", of),
    words: /purchase order PO\d+ was rejected in NetSuite: accounting approves it there/,
  },
  closed: {
    close: (of: object) => act("close_purchase_order", of),
    open: (of: object) => act("close_purchase_order", { ...of, closed: false }),
    words: /purchase order PO\d+ is closed in NetSuite while it is open in Procore/,
  },
};

it.each(["rejected", "closed"] as const)(
  "lets an invoice wait for an order that was %s, and go by itself once it is not",
  async (how) => {
    const { close, open, words } = WAYS[how];
    const commitment = await ordered(world, installed, `Order ${how}, then billed`);
    await close(idOf(commitment));
    await pull(commitment);
    const { id } = await approveInvoice(world, installed, commitment, "50");
    await atRest(world);
    await shows(commitment, {
      record: "desynchronized",
      waiting: saying(words),
      invoices: [{ record: "pending", waiting: saying(words), failure: null }],
    });
    expect(billsOf(world, id)).toEqual([]);

    await open(idOf(commitment));
    await pull(commitment);
    await shows(commitment, { ...green, invoices: [green] });
    expect(billsOf(world, id)).toHaveLength(1);
  },
);

it.each(["rejected", "closed"] as const)(
  "finds out that an order was %s when NetSuite refuses its bill, and sends it once it is not",
  async (how) => {
    const { close, open, words } = WAYS[how];
    const commitment = await ordered(world, installed, `Order ${how} unheard`);
    await close(idOf(commitment));
    const { id } = await approveInvoice(world, installed, commitment, "50");
    await atRest(world);
    await shows(commitment, {
      record: "desynchronized",
      invoices: [{ record: "pending", waiting: saying(words), failure: null }],
    });

    await open(idOf(commitment));
    await pull(commitment);
    await shows(commitment, { ...green, invoices: [green] });
    expect(billsOf(world, id)).toHaveLength(1);
  },
);

it("says so where an order that waited for approval is rejected, and goes on once it is approved", async () => {
  await act("set_options", { approvalRouting: true });
  const commitment = await ordered(world, installed, "Routed, rejected, approved");
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await shows(commitment, { invoices: [{ waiting: saying(/approval of commitment/) }] });

  await act("approve_purchase_order", { ...idOf(commitment), reject: true });
  await pull(commitment);
  await shows(commitment, { invoices: [{ waiting: saying(WAYS.rejected.words) }] });

  await act("approve_purchase_order", idOf(commitment));
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [{ record: "success" }] });
  expect(billsOf(world, id)).toHaveLength(1);
  await act("approve_bill", { billId: billsOf(world, id)[0]!.id });
  await act("set_options", { approvalRouting: false });
  await pull(commitment);
});

it("lets an invoice wait for an order that was deleted, until a person has it sent again", async () => {
  const commitment = await ordered(world, installed, "Order deleted, then billed");
  await act("delete_purchase_order", idOf(commitment));
  await pull(commitment);
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);
  await shows(commitment, {
    invoices: [
      {
        record: "pending",
        waiting: saying(/purchase order PO\d+ was deleted in NetSuite: press Sync now/),
      },
    ],
  });

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await shows(commitment, { ...green, invoices: [green] });
  expect(billsOf(world, id)).toHaveLength(1);
});

it("shows a bill that was rejected, until it is approved", async () => {
  const commitment = await ordered(world, installed, "Bill rejected");
  const billId = await billOf(world, installed, commitment, "50");
  await act("approve_bill", { billId, reject: true });
  await pull(commitment);
  await shows(commitment, {
    invoices: [
      { record: "desynchronized", waiting: saying(/^vendor bill .+ was rejected in NetSuite/) },
    ],
  });

  await act("approve_bill", { billId });
  await pull(commitment);
  await shows(commitment, { invoices: [green] });
});

it("lets a person's request wait, too", async () => {
  const commitment = await ordered(world, installed, "Asked for");
  await changeSettings(installed, { automaticSync: false });
  await act("close_purchase_order", idOf(commitment));
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);
  const path = `${pathOf(installed, commitment)}/invoices/${id}/sync`;
  await must(installed.admin.send("POST", path));
  await atRest(world);
  await shows(commitment, {
    invoices: [{ record: "pending", waiting: saying(WAYS.closed.words) }],
  });

  await act("close_purchase_order", { ...idOf(commitment), closed: false });
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
  await changeSettings(installed, { automaticSync: true });
});

it("takes an order that was closed after its last bill for done", async () => {
  const commitment = await ordered(world, installed, "All billed, then closed");
  await billOf(world, installed, commitment, "100");
  await act("close_purchase_order", idOf(commitment));
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
});
