import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const editOrder = (commitment: Commitment, changes: object) =>
  act("edit_purchase_order", { purchaseOrderId: ordersOf(world, commitment)[0]!.id, changes });

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const differs = (words: RegExp) => ({
  record: "desynchronized",
  waiting: expect.stringMatching(words) as string,
});
const green = { record: "success", waiting: null };

async function pull(commitment: Commitment): Promise<void> {
  await syncPayments(installed, commitment);
  await atRest(world);
}

const sync = (path: string) => must(installed.admin.send("POST", `${path}/sync`));

async function newVendor(name: string): Promise<string> {
  const { vendorId } = (await act("create_vendor", { companyName: name })) as { vendorId: string };
  return vendorId;
}

const vendorOf = (commitment: Commitment) =>
  ordersOf(world, commitment)[0]!.fields.entity as string;

async function syncInvoice(commitment: Commitment): Promise<void> {
  const { invoices } = await viewOf(installed, commitment);
  await sync(`${pathOf(installed, commitment)}/invoices/${invoices[0]!.id}`);
  await atRest(world);
}

const linesOf = (billId: string) =>
  booksOf(world).vendorBill.find(({ id }) => id === billId)!.lines.item!;
const amountsOf = (billId: string) => linesOf(billId).map(({ fields }) => fields.amount);

/** The bill as it is once accounting has entered its lines by hand, instead of from the order. */
const untied = (amount: number) => ({
  item: { items: [{ item: { id: "81" }, quantity: 1, rate: amount, amount }] },
});

it("calls an order that accounting gave to another vendor different, and sends no bill against it", async () => {
  const commitment = await ordered(world, installed, "Given away");
  const ours = vendorOf(commitment);
  const other = await newVendor("Baker Iron");

  await editOrder(commitment, { entity: { id: other } });
  await pull(commitment);
  await shows(
    commitment,
    differs(
      new RegExp(
        `^purchase order PO\\d+ is for Baker Iron \\(id ${other}\\) in NetSuite and for Acme Steel Erectors \\(id ${ours}\\) in Procore`,
      ),
    ),
  );
  const { id } = await approveInvoice(world, installed, commitment, "10");
  await shows(commitment, {
    invoices: [{ record: "pending", waiting: expect.stringMatching(/another vendor/) as string }],
  });
  await atRest(world);
  expect(billsOf(world, id)).toEqual([]);

  await editOrder(commitment, { entity: { id: ours } });
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });
});

it("shows nothing as paid to our vendor that another vendor got", async () => {
  const commitment = await ordered(world, installed, "Paid to another");
  const billId = await billOf(world, installed, commitment, "50");
  const other = await newVendor("Cargill Iron");

  await act("edit_bill", {
    billId,
    changes: { entity: { id: other }, ...untied(25_000) },
    replace: ["item"],
  });
  await act("pay_bill", { billId, amount: "25000.00", method: "check" });
  await pull(commitment);

  const words = /^vendor bill .+ is for Cargill Iron .+ in NetSuite and for Acme Steel Erectors/;
  await shows(commitment, {
    invoices: [
      { ...differs(words), paid: "0.00", doubt: expect.stringMatching(/Cargill Iron/) as string },
    ],
    payments: [],
    money: { paid: "0.00" },
  });
});

it("calls a bill that was untied from its order different, before its order is billed once more", async () => {
  const commitment = await ordered(world, installed, "Untied later");
  const billId = await billOf(world, installed, commitment, "50");
  await act("edit_bill", { billId, changes: untied(25_000), replace: ["item"] });

  await pull(commitment);
  await shows(commitment, { invoices: [differs(/25000\.00 of vendor bill .+ no longer tied/)] });

  await syncInvoice(commitment);
  await pull(commitment);
  await shows(commitment, { invoices: [green] });
  expect(linesOf(billId)).toMatchObject([
    { fields: { orderDoc: ordersOf(world, commitment)[0]!.id, amount: "25000.00" } },
  ]);
});

it("adds nothing to a bill whose lines accounting typed anew otherwise", async () => {
  const commitment = await ordered(world, installed, "Typed anew");
  const billId = await billOf(world, installed, commitment, "50");
  const items = [15_000, 10_000].flatMap((amount) => untied(amount).item.items);
  await act("edit_bill", { billId, changes: { item: { items } }, replace: ["item"] });
  await pull(commitment);

  await syncInvoice(commitment);
  await shows(commitment, {
    invoices: [{ record: "desynchronized", failure: { code: "lines_typed_anew" } }],
  });
  expect(amountsOf(billId)).toEqual(["15000.00", "10000.00"]);
});

it("adds nothing to a bill of which accounting has split a line", async () => {
  const commitment = await ordered(world, installed, "Split line");
  const billId = await billOf(world, installed, commitment, "50");
  const rest = { line: 1, quantity: 10_000, rate: 1, amount: 10_000 };
  const items = [rest, ...untied(15_000).item.items];
  await act("edit_bill", { billId, changes: { item: { items } } });
  await pull(commitment);

  await syncInvoice(commitment);
  await shows(commitment, {
    invoices: [{ record: "desynchronized", failure: { code: "lines_typed_anew" } }],
  });
  expect(amountsOf(billId)).toEqual(["10000.00", "15000.00"]);
});

it("adds nothing to an order of which accounting has split a line and added freight, either", async () => {
  const commitment = await ordered(world, installed, "Split, with freight");
  const purchaseOrderId = ordersOf(world, commitment)[0]!.id;
  const rest = { line: 1, quantity: 20_000, rate: 1, amount: 20_000 };
  const items = [rest, ...untied(30_000).item.items, ...untied(750).item.items];
  await act("edit_purchase_order", { purchaseOrderId, changes: { item: { items } } });
  await pull(commitment);

  await sync(pathOf(installed, commitment));
  await atRest(world);
  await shows(commitment, { record: "desynchronized", failure: { code: "lines_typed_anew" } });
  const { item } = ordersOf(world, commitment)[0]!.lines;
  expect(item?.map(({ fields }) => fields.amount)).toEqual(["20000.00", "30000.00", "750.00"]);
});

it("adds nothing to an order whose lines accounting typed anew otherwise, either", async () => {
  const commitment = await ordered(world, installed, "Order typed anew");
  const items = [30_000, 20_000].flatMap((amount) => untied(amount).item.items);
  const purchaseOrderId = ordersOf(world, commitment)[0]!.id;
  const changes = { item: { items } };
  await act("edit_purchase_order", { purchaseOrderId, changes, replace: ["item"] });
  await pull(commitment);
  await shows(commitment, differs(/line 1 .+ is no longer there in NetSuite/));

  await sync(pathOf(installed, commitment));
  await atRest(world);
  await shows(commitment, { record: "desynchronized", failure: { code: "lines_typed_anew" } });
  const { item } = ordersOf(world, commitment)[0]!.lines;
  expect(item?.map(({ fields }) => fields.amount)).toEqual(["30000.00", "20000.00"]);
});

it("shows which line is another one's money where accounting moved it, though the total is the same", async () => {
  const commitment = await ordered(world, installed, "Moved between lines");
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await world.procore.system.act({
    do: "add_line",
    commitmentId: commitment.id,
    fields: {
      description: "Second",
      amount: "10000.00",
      cost_code_id: commitment.lines[0]!.costCodeId,
    },
  });
  await vi.waitFor(() => expect(ordersOf(world, commitment)[0]!.lines.item).toHaveLength(2), soon);
  await atRest(world);
  await pull(commitment);
  await shows(commitment, green);

  const line = (number: number, amount: number) => ({
    line: number,
    quantity: amount,
    rate: 1,
    amount,
  });
  await editOrder(commitment, { item: { items: [line(1, 40_000), line(2, 20_000)] } });
  await pull(commitment);
  await shows(
    commitment,
    differs(/line 1 .+ comes to 40000\.00 in NetSuite and to 50000\.00 in Procore/),
  );

  await sync(pathOf(installed, commitment));
  await atRest(world);
  await pull(commitment);
  await shows(commitment, green);
});

it("takes a vendor that was merged into another one for the same", async () => {
  const from = await newVendor("Dover Steel Old");
  const commitment = await ordered(world, installed, "Merged away");
  const into = vendorOf(commitment);
  await editOrder(commitment, { entity: { id: from } });
  await pull(commitment);
  await shows(commitment, differs(/Dover Steel Old/));
  await editOrder(commitment, { entity: { id: into } });
  await pull(commitment);
  await shows(commitment, green);

  const heir = await newVendor("Acme Steel Erectors and Sons");
  await act("merge_vendors", { from: into, into: heir });
  await pull(commitment);
  expect(vendorOf(commitment)).toBe(heir);
  await shows(commitment, green);

  await editOrder(commitment, { entity: { id: from } });
  await pull(commitment);
  await shows(commitment, differs(/Dover Steel Old .+ and for Acme Steel Erectors and Sons/));
});
