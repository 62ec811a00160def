import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, worth } from "./billing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const orderIdOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!.id;
/** Two lines that only their money and their cost codes tell apart. */
const alike = (title: string) =>
  contracted(world, installed, {
    title,
    lines: [
      { description: "Labor", amount: "30000.00" },
      { description: "Labor", amount: "20000.00" },
      { description: "Crane", amount: "1000.00" },
    ],
  });

async function pull(commitment: Commitment): Promise<void> {
  await syncPayments(installed, commitment);
  await atRest(world);
}

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const differs = (words: RegExp) => ({
  record: "desynchronized",
  waiting: expect.stringMatching(words) as string,
});
const green = { record: "success", waiting: null };

const sync = async (path: string) => {
  await must(installed.admin.send("POST", `${path}/sync`));
  await atRest(world);
};

it("tells lines of the same words apart by their number, when money moves between them", async () => {
  const commitment = await alike("Alike");
  await pull(commitment);
  await shows(commitment, green);

  const line = (number: number, amount: number) => ({
    line: number,
    quantity: amount,
    rate: 1,
    amount,
  });
  await act("edit_purchase_order", {
    purchaseOrderId: orderIdOf(commitment),
    changes: { item: { items: [line(1, 20_000), line(2, 30_000)] } },
  });
  await pull(commitment);
  await shows(
    commitment,
    differs(/line 1 of PO\d+ .+ comes to 20000\.00 in NetSuite and to 30000\.00 in Procore/),
  );

  await sync(pathOf(installed, commitment));
  await pull(commitment);
  await shows(commitment, green);
});

it("says which line of the order a bill is tied to, where accounting tied it to another one", async () => {
  const commitment = await alike("Tied elsewhere");
  const { id } = await invoiced(world, installed, commitment, [worth("5000.00"), worth("0.00")]);
  const [bill] = billsOf(world, id);
  await pull(commitment);
  await shows(commitment, { ...green, invoices: [green] });

  const [line] = bill!.lines.item!;
  await act("edit_bill", {
    billId: bill!.id,
    changes: { item: { items: [{ line: line!.line, orderLine: 2 }] } },
  });
  await pull(commitment);
  await shows(commitment, {
    invoices: [
      differs(/line 1 of .+ \(.*Labor\) bills line 2 of its purchase order .+ instead of line 1/),
    ],
  });

  const { invoices } = await viewOf(installed, commitment);
  await sync(`${pathOf(installed, commitment)}/invoices/${invoices[0]!.id}`);
  await pull(commitment);
  await shows(commitment, { invoices: [green] });
  expect(booksOf(world).vendorBill.find((one) => one.id === bill!.id)?.lines.item).toMatchObject([
    { fields: { orderLine: "1" } },
  ]);
});

it("says that a line of an order is closed while Procore can still bill it", async () => {
  const commitment = await alike("Line closed");
  await invoiced(world, installed, commitment, [worth("30000.00"), worth("5000.00")]);
  const purchaseOrderId = orderIdOf(commitment);

  await act("close_purchase_order_line", { purchaseOrderId, line: 1 });
  await pull(commitment);
  await shows(commitment, green);

  await act("close_purchase_order_line", { purchaseOrderId, line: 2 });
  await pull(commitment);
  await shows(
    commitment,
    differs(
      /^line 2 of PO\d+ \(.*Labor\) is closed in NetSuite, with 5000\.00 of 20000\.00 billed: /,
    ),
  );

  await act("close_purchase_order_line", { purchaseOrderId, line: 2, closed: false });
  await pull(commitment);
  await shows(commitment, green);
});

/** Accounting sorts the lines in place: the same keys, each with another one's contents. */
async function sortLines(commitment: Commitment): Promise<void> {
  const [order] = ordersOf(world, commitment);
  const [first, second] = order!.lines.item!.map(({ fields }) => fields);
  const as = (line: number, { item, description, quantity, rate, amount }: typeof first & {}) => ({
    line,
    item: { id: item },
    description,
    quantity: Number(quantity),
    rate: Number(rate),
    amount: Number(amount),
  });
  await act("edit_purchase_order", {
    purchaseOrderId: order!.id,
    changes: { item: { items: [as(1, second!), as(2, first!)] } },
  });
}

const linesOf = (commitment: Commitment) =>
  ordersOf(world, commitment)[0]!
    .lines.item!.toSorted((one, other) => one.line - other.line)
    .map(({ fields }) => [fields.description, fields.amount]);

it("finds its lines again where accounting has sorted them, before anything is billed on them", async () => {
  const commitment = await contracted(world, installed, {
    title: "Sorted",
    lines: [
      { description: "Labor", amount: "30000.00" },
      { description: "Crane", amount: "20000.00" },
    ],
  });
  await sortLines(commitment);
  await pull(commitment);
  await shows(commitment, differs(/line 1 of PO\d+ \(.*Labor\) is line 2 in NetSuite by now/));

  await sync(pathOf(installed, commitment));
  await shows(commitment, green);
  expect(linesOf(commitment)).toEqual([
    [expect.stringContaining("Crane"), "20000.00"],
    [expect.stringContaining("Labor"), "30000.00"],
  ]);
  const { id } = await invoiced(world, installed, commitment, [worth("3000.00"), worth("0.00")]);
  expect(billsOf(world, id)[0]!.lines.item).toMatchObject([{ fields: { orderLine: "2" } }]);
});

it("finds lines again that accounting typed anew just as they were", async () => {
  const commitment = await contracted(world, installed, {
    title: "Typed anew alike",
    lines: [{ description: "Labor", amount: "30000.00" }],
  });
  const [order] = ordersOf(world, commitment);
  const { item, description } = order!.lines.item![0]!.fields;
  const line = { item: { id: item }, description, quantity: 30_000, rate: 1, amount: 30_000 };
  const purchaseOrderId = order!.id;
  const changes = { item: { items: [{ ...line, description: "Other" }, line] } };
  await act("edit_purchase_order", { purchaseOrderId, changes, replace: ["item"] });
  await act("edit_purchase_order", {
    purchaseOrderId,
    changes: { item: { items: [{ line: 2 }] } },
    replace: ["item"],
  });
  await pull(commitment);
  const [now] = ordersOf(world, commitment)[0]!.lines.item!;
  if (now!.line !== 1) await shows(commitment, differs(/is line \d+ in NetSuite by now/));

  await sync(pathOf(installed, commitment));
  const { id } = await invoiced(world, installed, commitment, [worth("3000.00")]);
  await shows(commitment, { ...green, invoices: [green] });
  expect(billsOf(world, id)[0]!.lines.item).toMatchObject([
    { fields: { orderLine: String(now!.line) } },
  ]);
});

it("names lines that somebody else wrote, also where they come to nothing together", async () => {
  const commitment = await alike("Lines of others");
  const { item } = ordersOf(world, commitment)[0]!.lines.item![0]!.fields;
  const other = (description: string, amount: number) => ({
    item: { id: item },
    description,
    quantity: 1,
    rate: amount,
    amount,
  });
  const items = [
    { line: 1 },
    { line: 2 },
    { line: 3 },
    other("Back charge", 7_000),
    other("Rebate", -7_000),
  ];
  await act("edit_purchase_order", {
    purchaseOrderId: orderIdOf(commitment),
    changes: { item: { items } },
  });
  await pull(commitment);
  await shows(
    commitment,
    differs(/^PO\d+ has lines .+ did not write \(Back charge 7000\.00, Rebate -7000\.00\)/),
  );
});
