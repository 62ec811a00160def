import { expect, it } from "vitest";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { billsOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, orderIn, worth } from "./billing.ts";
import { figuresOf } from "./figures.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const MATERIAL = "83";
const LABOR = "82";
const lines = [
  { description: "Steel", amount: "50000.00" },
  { description: "Rebar", quantity: "100", unit_cost: "40.00", uom: "tons" },
];

const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const bill = (commitment: Commitment, ...amounts: string[]) =>
  invoiced(world, installed, commitment, amounts.map(worth));
const invoices = async (commitment: Commitment) => (await viewOf(installed, commitment)).invoices;
const receiptsOf = (orderId: string) =>
  (world.netsuite.system.state() as { itemReceipt: NsRecord[] }).itemReceipt.filter(
    ({ fields }) => fields.createdFrom === orderId,
  );

async function choose(itemReceipts: string | null, itemId = MATERIAL): Promise<void> {
  const own = { ...installed.installation.settings.own, itemId, itemReceipts };
  await changeSettings(installed, { own });
  await netsuite("set_options", { advancedReceiving: true, billInAdvanceOfReceipt: false });
}

it("says that a receipt is missing before anything is sent, and bills once accounting has received", async () => {
  await choose(null);
  const commitment = await contracted(world, installed, { title: "Unreceived", lines });
  const { id: purchaseOrderId } = await orderIn(world, commitment);

  const invoice = await bill(commitment, "15000.00", "1000.00");

  expect(await invoices(commitment)).toMatchObject([
    {
      record: "error",
      failure: {
        code: "not_received",
        whoseMove: "accounting",
        detail: expect.stringMatching(
          /line 1 of PO\d+ \(.*Steel\) has 0 received, and 15000 more is billed; line 2 .+ and 25 more is billed\./,
        ) as string,
      },
    },
  ]);
  expect(billsOf(world, invoice.id)).toEqual([]);
  const received = [
    { line: 1, quantity: "15000" },
    { line: 2, quantity: "25" },
  ];
  await netsuite("receive_purchase_order", { purchaseOrderId, lines: received });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);

  expect(await invoices(commitment)).toMatchObject([{ record: "success" }]);
  expect((await orderIn(world, commitment)).billed).toEqual([15_000, 25]);
  expect(receiptsOf(purchaseOrderId)).toHaveLength(1);
});

it("receives what each bill bills, and no more, where Crosstie is to", async () => {
  await choose("crosstie");
  const commitment = await contracted(world, installed, { title: "Received", lines });
  const { id } = await orderIn(world, commitment);
  await netsuite("edit_purchase_order", {
    purchaseOrderId: id,
    changes: { expense: { items: [{ account: { id: "58" }, amount: 750, memo: "Freight" }] } },
  });

  const first = await bill(commitment, "15000.00", "1000.00");
  expect(await orderIn(world, commitment)).toMatchObject({
    received: [15_000, 25],
    billed: [15_000, 25],
  });
  await bill(commitment, "35000.00", "3000.00");

  expect(await orderIn(world, commitment)).toMatchObject({
    received: [50_000, 100],
    billed: [50_000, 100],
  });
  const receipts = receiptsOf(id);
  expect(receipts.map(({ externalId }) => externalId)).toContain(
    `crosstie-requisition-${first.id}-receipt`,
  );
  expect(receipts.flatMap(({ lines: received }) => received.expense ?? [])).toEqual([]);
  const { says, bills } = await figuresOf(world, installed, commitment);
  expect([says.slice(1), bills]).toEqual([
    ["success", "success"],
    ["54000.00", "54000.00"],
  ]);
});

it.each([
  ["of the receipt", "POST", "purchaseOrder/*"],
  ["of the bill", "PUT", "vendorBill/*"],
])("writes one receipt and one bill when the answer %s was lost", async (_whose, method, path) => {
  await choose("crosstie");
  const commitment = await contracted(world, installed, { title: `Lost ${method}`, lines });
  const { id } = await orderIn(world, commitment);
  world.netsuite.faults.add({
    method,
    path: `/services/rest/record/v1/${path}`,
    kind: "lost_response",
    times: 1,
  });

  const invoice = await bill(commitment, "15000.00", "0.00");

  expect(await invoices(commitment)).toMatchObject([{ record: "success" }]);
  expect(receiptsOf(id)).toHaveLength(1);
  expect(billsOf(world, invoice.id)).toHaveLength(1);
  expect(await orderIn(world, commitment)).toMatchObject({
    received: [15_000, 0],
    billed: [15_000, 0],
  });
});

it("writes no receipt of what cannot be received, nor where bills may come first", async () => {
  await choose(null, LABOR);
  const labor = await contracted(world, installed, { title: "Labor alone", lines });
  await bill(labor, "15000.00", "1000.00");
  expect(await invoices(labor)).toMatchObject([{ record: "success" }]);

  await choose("not_needed");
  await netsuite("set_options", { billInAdvanceOfReceipt: true });
  const early = await contracted(world, installed, { title: "Billed early", lines });
  await bill(early, "15000.00", "1000.00");

  expect(await invoices(early)).toMatchObject([{ record: "success" }]);
  const orders = await Promise.all([orderIn(world, labor), orderIn(world, early)]);
  expect(orders.flatMap(({ id }) => receiptsOf(id))).toEqual([]);
});
