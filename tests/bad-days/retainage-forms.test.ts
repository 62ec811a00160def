import { expect, it } from "vitest";
import { itemized } from "../sandbox/netsuite/rules/amounts.ts";
import { ITEM } from "../sandbox/netsuite/seeded-ids.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, orderIn } from "./billing.ts";
import { documentsOf, invoiceOf, revise } from "./invoice-of.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const work = "work_completed_this_period";
const held = "work_completed_retainage_retained_this_period";
const released = "work_completed_retainage_released_this_period";
const stored = "materials_presently_stored";
const heldOfStored = "materials_stored_retainage_currently_retained";

const choose = (retainage: "net" | "line", retainageItemId: string | null = ITEM.retainage) =>
  changeSettings(installed, {
    own: { ...installed.installation.settings.own, retainage, retainageItemId },
  });
const contract = (title: string) =>
  contracted(world, installed, { title, lines: [{ description: "Steel", amount: "1000.00" }] });

async function billed(commitment: Commitment, item: Record<string, string>): Promise<string> {
  const id = await invoiceOf(world, commitment, item);
  await poll(world, installed);
  return id;
}
const syncNow = async (commitment: Commitment, id: string) => {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${id}/sync`));
  await atRest(world);
};
const invoiceIn = async (commitment: Commitment, id: string) =>
  (await viewOf(installed, commitment)).invoices.find((one) => one.id === id);
const linesOf = (id: string) =>
  documentsOf(world, id).map((document) => [
    document.type,
    ...itemized(document).map(
      ({ fields }) => `${String(fields.description)} ${String(fields.amount)}`,
    ),
  ]);
const counted = async (commitment: Commitment) => (await orderIn(world, commitment)).billed;

it("bills 0.00 where all is retained, counts the work, and releases it on the one line alone", async () => {
  await choose("line");
  const commitment = await contract("All retained");

  const id = await billed(commitment, { [work]: "300.00", [held]: "300.00" });

  expect(linesOf(id)).toEqual([["vendorBill", "Steel 300.00", "Retainage held -300.00"]]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success", amount: "0.00" });
  expect(await counted(commitment)).toEqual([300]);
  const last = await billed(commitment, { [released]: "300.00" });
  expect(linesOf(last)).toEqual([["vendorBill", "Retainage released 300.00"]]);
  expect(await counted(commitment)).toEqual([300]);
});

it("sends nothing where nothing is billed and nothing retained", async () => {
  await choose("line");
  const commitment = await contract("Nothing at all");

  const id = await billed(commitment, {});

  expect(linesOf(id)).toEqual([]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "not_applicable" });
});

it("shows what is held of stored materials on the line, too", async () => {
  await choose("line");
  const commitment = await contract("Stored");

  const id = await billed(commitment, { [stored]: "200.00", [heldOfStored]: "20.00" });

  expect(linesOf(id)).toEqual([["vendorBill", "Steel 200.00", "Retainage held -20.00"]]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success", amount: "180.00" });
});

it("keeps the line through changes of the invoice, turns it, and takes it out", async () => {
  await choose("line");
  const commitment = await contract("Changed");
  const id = await billed(commitment, { [work]: "300.00", [held]: "30.00" });
  const change = async (item: Record<string, string>) => {
    await revise(world, commitment, id, item);
    await poll(world, installed);
    expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success" });
    return linesOf(id);
  };

  expect(await change({ [work]: "400.00", [held]: "40.00" })).toEqual([
    ["vendorBill", "Steel 400.00", "Retainage held -40.00"],
  ]);
  expect(await change({ [held]: "140.00", [work]: "500.00" })).toEqual([
    ["vendorBill", "Steel 500.00", "Retainage held -140.00"],
  ]);
  expect(await change({ [held]: "0.00", [released]: "0.00" })).toEqual([
    ["vendorBill", "Steel 500.00"],
  ]);
  expect(await change({ [held]: "50.00" })).toEqual([
    ["vendorBill", "Steel 500.00", "Retainage held -50.00"],
  ]);
  expect(await counted(commitment)).toEqual([500]);
});

it("writes a credit gross, and bills the order again by as much", async () => {
  await choose("line");
  const commitment = await contract("Credited");
  await billed(commitment, { [work]: "1000.00", [held]: "100.00" });

  const credit = await billed(commitment, { [work]: "-300.00", [held]: "-30.00" });
  const again = await billed(commitment, { [work]: "300.00", [held]: "30.00" });

  expect(linesOf(credit)).toEqual([
    ["vendorCredit", "Steel 300.00", "Retainage held before, taken back -30.00"],
  ]);
  expect(linesOf(again)).toEqual([["vendorBill", "Steel 300.00", "Retainage held -30.00"]]);
  expect(await invoiceIn(commitment, again)).toMatchObject({ record: "success" });
});

it("keeps a contract in the form of its first bill when the setting changes, both ways", async () => {
  await choose("net");
  const net = await contract("Begun net");
  await billed(net, { [work]: "500.00", [held]: "50.00" });
  await choose("line");
  const line = await contract("Begun with a line");
  const first = await billed(line, { [work]: "500.00", [held]: "50.00" });

  const second = await billed(net, { [work]: "500.00", [held]: "50.00" });
  const release = await billed(net, { [released]: "100.00" });
  await choose("net");
  const other = await billed(line, { [work]: "500.00", [held]: "50.00" });
  const freed = await billed(line, { [released]: "100.00" });

  expect(linesOf(second)).toEqual([["vendorBill", "Steel 450.00"]]);
  expect(linesOf(release)).toEqual([["vendorBill", "Steel 100.00"]]);
  expect(linesOf(first)).toEqual(linesOf(other));
  expect(linesOf(freed)).toEqual([["vendorBill", "Retainage released 100.00"]]);
  for (const one of [net, line]) {
    expect(await orderIn(world, one)).toMatchObject({ status: "Fully Billed", billed: [1000] });
  }
});

it("leaves a lone bill as it was written until its invoice is sent again", async () => {
  await choose("net");
  const commitment = await contract("Resent");
  const id = await billed(commitment, { [work]: "500.00", [held]: "50.00" });
  await choose("line");
  await poll(world, installed);
  expect(linesOf(id)).toEqual([["vendorBill", "Steel 450.00"]]);

  await revise(world, commitment, id, { [work]: "600.00", [held]: "60.00" });
  await poll(world, installed);

  expect(linesOf(id)).toEqual([["vendorBill", "Steel 600.00", "Retainage held -60.00"]]);
  expect(await counted(commitment)).toEqual([600]);
});

it("asks for the item of the line before it sends anything", async () => {
  await choose("line", null);
  const commitment = await contract("No item");

  const id = await billed(commitment, { [work]: "500.00", [held]: "50.00" });

  expect(linesOf(id)).toEqual([]);
  expect(await invoiceIn(commitment, id)).toMatchObject({
    record: "error",
    failure: { detail: expect.stringContaining("no NetSuite item is chosen for its retainage") },
  });
  await choose("line");
  await syncNow(commitment, id);
  expect(linesOf(id)).toEqual([["vendorBill", "Steel 500.00", "Retainage held -50.00"]]);
});

it("says what accounting did to the line, and puts it right when somebody asks", async () => {
  await choose("line");
  const commitment = await contract("Edited there");
  const id = await billed(commitment, { [work]: "500.00", [held]: "50.00" });
  const [bill] = documentsOf(world, id);
  const [, second] = itemized(bill!);
  const edit = async (items: object[]) => {
    const act = { do: "edit_bill", billId: bill!.id, changes: { item: { items } } };
    await world.netsuite.system.act(act);
    await syncPayments(installed, commitment);
    await atRest(world);
  };

  await edit([{ line: second!.line, quantity: 20, rate: -1, amount: -20 }]);
  expect(await invoiceIn(commitment, id)).toMatchObject({
    record: "desynchronized",
    waiting: expect.stringMatching(/480\.00.*450\.00/s),
  });
  await syncNow(commitment, id);
  expect(linesOf(id)).toEqual([["vendorBill", "Steel 500.00", "Retainage held -50.00"]]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success" });
});

it("bills a change order's line gross, and holds back of it, too", async () => {
  await choose("line");
  const commitment = await contract("With a change");
  await world.procore.system.act({
    do: "create_change_order",
    commitmentId: commitment.id,
    number: "001",
    title: "Handrail",
    status: "approved",
    lines: [
      { description: "Handrail", amount: "200.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  });
  await atRest(world);
  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    retainage_percent: "10.0",
  });
  const { id } = await approveInvoice(world, installed, commitment, "50");
  await atRest(world);

  expect(linesOf(id)).toEqual([
    ["vendorBill", "Steel 500.00", "Handrail 100.00", "Retainage held -60.00"],
  ]);
  expect(await counted(commitment)).toEqual([500, 100]);
});
