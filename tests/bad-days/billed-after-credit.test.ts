import { expect, it } from "vitest";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, orderIn, worth } from "./billing.ts";
import { figuresOf } from "./figures.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const lines = [{ description: "Steel", amount: "10000.00" }];

it.each([
  ["on the way", ["6000.00", "-300.00", "4300.00"]],
  ["in two steps", ["6000.00", "-300.00", "2000.00", "2300.00"]],
  ["after all was billed", ["10000.00", "-300.00", "300.00"]],
])("counts the order as billed in full, and no more, after a credit %s", async (when, amounts) => {
  const commitment = await contracted(world, installed, { title: `Credit ${when}`, lines });

  for (const amount of amounts) await invoiced(world, installed, commitment, [worth(amount)]);

  const { bills, says } = await figuresOf(world, installed, commitment);
  expect(bills).toEqual(["10000.00", "10000.00"]);
  expect(says).toEqual(["success", ...amounts.map(() => "success")]);
  expect(await orderIn(world, commitment)).toMatchObject({
    status: "Fully Billed",
    billed: [10_000],
  });
});
