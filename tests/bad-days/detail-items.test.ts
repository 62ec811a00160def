import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted } from "./billing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const pc = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

/** The subcontractor bills the first line in two parts. */
async function detailed(title: string, lines: object[]): Promise<Commitment> {
  const commitment = await contracted(world, installed, { title, lines });
  await pc("set_detail_lines", {
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    details: [
      { description: "Columns", amount: "600.00" },
      { description: "Beams", amount: "400.00" },
    ],
  });
  await atRest(world);
  return commitment;
}

const tiesOf = (id: string) =>
  billsOf(world, id)[0]!.lines.item!.map(({ fields }) => fields.orderLine ?? null);
const green = { record: "success", waiting: null };

it("ties detail items that name the contract's line", async () => {
  const commitment = await detailed("Named by the contract", [
    { description: "Steel", amount: "1000.00" },
    { description: "Paint", amount: "500.00" },
  ]);
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);

  expect(tiesOf(id).toSorted()).toEqual(["1", "1", "2"]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([green]);
});

it("says that detail items are tied to no line where they name their own and several have the code, until accounting ties them", async () => {
  await pc("set_rules", { detailItemsName: "detail_line" });
  const commitment = await detailed("Named by their own", [
    { description: "Steel", amount: "1000.00" },
    { description: "Paint", amount: "500.00" },
  ]);
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await syncPayments(installed, commitment);
  await atRest(world);
  const shows = (invoice: object) =>
    vi.waitFor(
      async () => expect((await viewOf(installed, commitment)).invoices).toMatchObject([invoice]),
      soon,
    );
  await shows({
    record: "desynchronized",
    waiting: expect.stringMatching(
      /^300\.00 of bill .+ \(.*Columns\) is tied to no line of its purchase order/,
    ) as string,
  });

  const [bill] = billsOf(world, id);
  const orderDoc = { id: ordersOf(world, commitment)[0]!.id };
  const items = bill!.lines.item!.map(({ line, fields }) => ({
    line,
    ...(!fields.orderDoc && {
      orderDoc,
      orderLine: 1,
      quantity: Number(fields.amount),
      rate: 1,
      amount: Number(fields.amount),
    }),
  }));
  await world.netsuite.system.act({
    do: "edit_bill",
    billId: bill!.id,
    changes: { item: { items } },
  });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${id}/sync`));
  await atRest(world);
  await shows(green);
  expect(tiesOf(id)).not.toContain(null);
  await pc("set_rules", { detailItemsName: "contract_line" });
});
