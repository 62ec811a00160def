import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, billed, syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;
const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const differs = (words: RegExp) => ({
  record: "desynchronized",
  waiting: expect.stringMatching(words) as string,
});

async function ordered(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title, amount: "1000.00" });
  await shows(commitment, { record: "success" });
  await atRest(world);
  return commitment;
}

const setAmount = (commitment: Commitment, amount: string) =>
  world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount,
  });

it("shows both figures of an order that accounting changed, with the next pull, and is synced again once they agree", async () => {
  const commitment = await ordered("Edited order");
  const purchaseOrderId = orderOf(commitment).id;
  const setTo = (rate: number) =>
    account("edit_purchase_order", {
      purchaseOrderId,
      changes: { item: { items: [{ line: 1, quantity: 1, rate, amount: rate }] } },
    });

  await setTo(900);
  await syncPayments(installed, commitment);
  await shows(
    commitment,
    differs(/^purchase order PO\d+ comes to 900\.00 in NetSuite and to 1000\.00/),
  );

  await setTo(1000);
  await syncPayments(installed, commitment);
  await shows(commitment, { record: "success", waiting: null });
});

it("shows both figures of a bill that accounting changed from 600 to 450", async () => {
  const { commitment, billId } = await billed(world, installed, { vendor, title: "Edited bill" });

  await account("edit_bill", {
    billId,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 450, amount: 450 }] } },
  });
  await syncPayments(installed, commitment);

  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, commitment)).invoices).toMatchObject([
        differs(
          /comes to 450\.00 in NetSuite and to 600\.00 in Procore: line 1 of .+ comes to 450\.00/,
        ),
      ]),
    soon,
  );
});

it("makes no second order when an import took our external id away", async () => {
  const commitment = await ordered("Imported over");
  const { id } = orderOf(commitment);
  await account("set_external_id", { type: "purchaseOrder", id, externalId: "IMPORT-7" });

  await setAmount(commitment, "1100.00");

  await vi.waitFor(
    () => expect(orderOf(commitment).lines.item).toMatchObject([{ fields: { amount: "1100.00" } }]),
    soon,
  );
  await shows(commitment, { record: "success" });
  expect(ordersOf(world, commitment)).toMatchObject([{ id, externalId: "IMPORT-7" }]);
});

it("writes a deleted order again only when a person asks for it", async () => {
  const commitment = await ordered("Deleted order");
  await account("delete_purchase_order", { purchaseOrderId: orderOf(commitment).id });
  await syncPayments(installed, commitment);
  await shows(commitment, differs(/^purchase order PO\d+ was deleted in NetSuite/));

  await setAmount(commitment, "1200.00");
  await atRest(world);
  await shows(commitment, differs(/was deleted in NetSuite/));
  expect(ordersOf(world, commitment)).toEqual([]);

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await shows(commitment, { record: "success", waiting: null });
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("shows an order that was closed", async () => {
  const commitment = await ordered("Closed order");
  await account("close_purchase_order", { purchaseOrderId: orderOf(commitment).id });

  await syncPayments(installed, commitment);

  await shows(commitment, differs(/is closed in NetSuite while it is open in Procore/));

  const setStatus = (status: string) =>
    world.procore.system.act({ do: "set_commitment_status", id: commitment.id, status });
  await setStatus("Complete");
  await shows(commitment, { record: "success", waiting: null });
  await setStatus("Approved");
  await shows(commitment, differs(/is closed in NetSuite while it is open in Procore/));
});

it("lets a bill wait for its order's approval in NetSuite, and go by itself once that came", async () => {
  await account("set_options", { approvalRouting: true });
  const commitment = await createCommitment(world, installed, { vendor, title: "Routed" });
  await shows(commitment, { record: "success", standing: "pending_approval", icon: "blue" });
  await approveInvoice(world, installed, commitment);
  const invoice = (state: object) =>
    vi.waitFor(
      async () => expect((await viewOf(installed, commitment)).invoices).toMatchObject([state]),
      soon,
    );
  await invoice({ record: "pending", waiting: expect.stringMatching(/approval of/) as string });

  await account("approve_purchase_order", { purchaseOrderId: orderOf(commitment).id });
  await syncPayments(installed, commitment);

  // The account routes bills too.
  await invoice({ record: "success", standing: "pending_approval" });
  await shows(commitment, { record: "success", standing: null, icon: "green" });
  await account("set_options", { approvalRouting: false });
});

it("shows a bill that accounting holds, until it is released", async () => {
  const { commitment, billId } = await billed(world, installed, { vendor, title: "On hold" });
  const invoice = (standing: string | null) =>
    shows(commitment, { invoices: [{ record: "success", standing }] });

  await account("hold_bill", { billId });
  await syncPayments(installed, commitment);
  await invoice("on_hold");

  await account("hold_bill", { billId, hold: false });
  await syncPayments(installed, commitment);
  await invoice(null);
});
