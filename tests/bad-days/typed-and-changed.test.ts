import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { useWorld } from "../world/use-world.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, typeIn, lookForPayments, pay, issued, freshView } = typing(world, installed);

const ours = expect.stringContaining("crosstie-");

it("keeps up to date what it has filled in, and leaves what was typed", async () => {
  const [empty, typed] = [await aBill("Reprinted, was empty"), await aBill("Reprinted, was typed")];
  await typeIn(empty, {});
  await typeIn(typed, { check: "01045" });

  for (const bill of [empty, typed]) {
    const paymentId = await pay(bill, { checkNumber: "1045" });
    const changes = { tranId: "1060" };
    await world.netsuite.system.act({ do: "edit_payment", paymentId, changes });
    await lookForPayments(bill);
  }

  expect(issued(empty)).toMatchObject([{ checkNumber: "1060", originId: ours }]);
  expect(issued(typed)).toMatchObject([{ checkNumber: "01045", originId: ours }]);
});

const PATCHED = {
  method: "PATCH",
  path: "/rest/v1.0/contract_payments/*",
  kind: "status",
} as const;

/** Adopted, and left unlocked by Procore. */
async function unlocked(title: string, check: string) {
  const bill = await aBill(title);
  const id = await typeIn(bill, { check });
  world.procore.faults.add({ ...PATCHED, status: 422, times: 1 });
  await pay(bill, { checkNumber: check });
  expect(issued(bill)).toMatchObject([{ id, originId: null }]);
  return { bill, id };
}

it("counts an unlocked payment as somebody has changed it, and puts it right", async () => {
  const { bill, id } = await unlocked("Unlocked and changed", "1410");
  await world.procore.system.act({ do: "update_payment", id, amount: "200.00" });
  world.procore.faults.add({ ...PATCHED, status: 422 });

  await freshView(bill);
  await atRest(world);

  expect(await freshView(bill, "projectManager")).toMatchObject({
    money: { paid: "200.00" },
    invoices: [{ paid: "200.00" }],
    payments: [{ status: "failed", amount: "250.00" }],
  });

  world.procore.faults.clear();
  await lookForPayments(bill);
  expect(issued(bill)).toMatchObject([{ id, amount: "250.00", originId: ours }]);
  expect(await freshView(bill, "projectManager")).toMatchObject({
    money: { paid: "250.00" },
    payments: [{ status: "synced", isAdopted: true, problem: null }],
  });
});

it("counts nothing of an unlocked payment that somebody has deleted, and writes it", async () => {
  const { bill, id } = await unlocked("Unlocked and deleted", "1420");
  await world.procore.system.act({ do: "delete_payment", id });

  expect(await freshView(bill)).toMatchObject({ money: { paid: "0.00" } });
  await atRest(world);

  expect(issued(bill)).toMatchObject([{ amount: "250.00", originId: ours }]);
  expect(await freshView(bill, "projectManager")).toMatchObject({
    money: { paid: "250.00" },
    payments: [{ status: "synced", isAdopted: false, problem: null }],
  });
});
