import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { deleteInvoice, poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const act = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
async function contract(title: string): Promise<Commitment> {
  const wanted = { vendor: "Acme Steel Erectors", title, amount: "20000.00" };
  const commitment = await createCommitment(world, installed, wanted);
  await atRest(world);
  return commitment;
}

/** Somebody enters the vendor's invoice of a quarter of the contract, and somebody approves it. */
async function enter({ id: commitmentId }: Commitment, number: string): Promise<string> {
  const given = { commitmentId, percent: "25", fields: { invoice_number: number } };
  const { id } = (await act("create_requisition", given)) as { id: string };
  await act("approve_requisition", { id });
  await poll(world, installed);
  return id;
}

const sync = async (commitment: Commitment) => {
  await syncPayments(installed, commitment);
  await atRest(world);
};
const retry = async (commitment: Commitment, id: string) => {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${id}/sync`));
  await atRest(world);
};
const invoiceIn = async (commitment: Commitment, id: string) =>
  (await viewOf(installed, commitment)).invoices.find((one) => one.id === id);
const twice = (number: string) => ({
  record: "error",
  failure: { title: `Number ${number} is there twice on this contract`, whoseMove: "project" },
});

it("bills an invoice once that somebody enters twice, and says so", async () => {
  const commitment = await contract("Entered twice");
  const first = await enter(commitment, "INV-7");
  const again = await enter(commitment, "INV-7");

  expect(await invoiceIn(commitment, first)).toMatchObject({ record: "success" });
  expect(await invoiceIn(commitment, again)).toMatchObject(twice("INV-7"));
  expect(billsOf(world, again)).toEqual([]);
});

it("bills one that was deleted in Procore and entered anew once accounting has deleted its bill", async () => {
  const commitment = await contract("Entered anew");
  const first = await enter(commitment, "INV-8");
  const [bill] = billsOf(world, first);
  await deleteInvoice(world, installed, first);
  const again = await enter(commitment, "INV-8");
  expect(await invoiceIn(commitment, again)).toMatchObject(twice("INV-8"));
  expect(billsOf(world, again)).toEqual([]);

  await world.netsuite.system.act({ do: "delete_bill", billId: bill!.id });
  await sync(commitment);
  await retry(commitment, again);

  expect(await invoiceIn(commitment, again)).toMatchObject({ record: "success" });
  expect(billsOf(world, again)).toMatchObject([{ fields: { tranId: "INV-8" } }]);
});
