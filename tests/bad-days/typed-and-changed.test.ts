import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, typeIn, lookForPayments, pay, issued } = typing(world, installed);

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
