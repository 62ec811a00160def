import { expect, it } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { useWorld } from "../world/use-world.ts";
import { revise } from "./invoice-of.ts";
import { later, parts } from "./lost-answers.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { ns, pull, seen, orderOf, billNamed, syncInvoice, lostBill, answersAgain } = parts(
  world,
  installed,
);

/** Accounting splits the bill: the rest of it goes to a second one on the same order. */
async function split(commitment: Commitment, billId: string): Promise<string> {
  const items = [{ line: 1, quantity: 10_000, rate: 1, amount: 10_000 }];
  await ns("edit_bill", { billId, changes: { item: { items } } });
  const { id } = await ns("bill_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    lines: [{ line: 1, quantity: "15000" }],
    number: `SPLIT-${billId}`,
  });
  return id!;
}

const totalAt = (id: string) => total(billNamed(id)!).toFixed(2);

const beside = (billId: string) => ({
  record: "desynchronized",
  failure: {
    code: "billed_beside",
    whoseMove: "accounting",
    detail: expect.stringMatching(
      new RegExp(`10000\\.00 in NetSuite and to .*00 in Procore, and bill SPLIT-${billId}`),
    ) as string,
  },
});

it("adds nothing back to a bill whose rest accounting has put on a second one", async () => {
  const commitment = await ordered(world, installed, "Split over two");
  const billId = await billOf(world, installed, commitment, "50");
  const second = await split(commitment, billId);
  await pull(commitment);
  expect(await seen(commitment)).toMatchObject({ invoices: [{ record: "desynchronized" }] });

  await syncInvoice(commitment);

  expect(totalAt(billId)).toBe("10000.00");
  expect(await seen(commitment)).toMatchObject({ invoices: [beside(billId)] });

  await ns("delete_bill", { billId: second });
  await syncInvoice(commitment);
  await pull(commitment);
  expect(totalAt(billId)).toBe("25000.00");
  expect(await seen(commitment)).toMatchObject({
    record: "success",
    invoices: [{ record: "success", failure: null }],
  });
});

it("adds nothing when the invoice rises meanwhile, and takes off what falls", async () => {
  const commitment = await ordered(world, installed, "Split, then revised");
  const billId = await billOf(world, installed, commitment, "50");
  await split(commitment, billId);
  const id = (await seen(commitment)).invoices[0]!.id;
  await revise(world, commitment, id, { work_completed_this_period: "30000.00" });
  await pull(commitment);
  expect(totalAt(billId)).toBe("10000.00");
  expect(await seen(commitment)).toMatchObject({ invoices: [beside(billId)] });

  await revise(world, commitment, id, { work_completed_this_period: "9000.00" });
  await pull(commitment);
  expect(totalAt(billId)).toBe("9000.00");
});

it("adds nothing where the bill was split while its answer was lost", async () => {
  const { commitment, billId } = await lostBill("Split while lost");
  await split(commitment, billId);

  await answersAgain(commitment);
  await atRest(world, later);

  expect(totalAt(billId)).toBe("10000.00");
  expect(await seen(commitment)).toMatchObject({ invoices: [beside(billId)] });
});

it("takes nothing off a bill whose line accounting has raised, with another one that takes it back", async () => {
  const commitment = await ordered(world, installed, "Split with a minus");
  const billId = await billOf(world, installed, commitment, "50");
  const { item } = billNamed(billId)!.lines.item![0]!.fields;
  const items = [
    { line: 1, quantity: 30_000, rate: 1, amount: 30_000 },
    { item, quantity: 1, rate: -5_000, amount: -5_000 },
  ];
  await ns("edit_bill", { billId, changes: { item: { items } } });

  await syncInvoice(commitment);
  expect(await seen(commitment)).toMatchObject({
    invoices: [{ record: "desynchronized", failure: null }],
  });
  await syncInvoice(commitment);

  expect(totalAt(billId)).toBe("25000.00");
  expect(await seen(commitment)).toMatchObject({
    invoices: [{ record: "desynchronized", failure: { code: "lines_typed_anew" } }],
  });
});
