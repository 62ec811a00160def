import { expect, it } from "vitest";
import { itemized } from "../sandbox/netsuite/rules/amounts.ts";
import { ITEM } from "../sandbox/netsuite/seeded-ids.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { billsOf } from "../world/books.ts";
import { changeSettings } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted, invoiced, worth } from "./billing.ts";
import { type Row, tableOf } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const LUMP = { description: "Steel", amount: "1000.01" };
const TONS = { description: "Rebar", quantity: "7", unit_cost: "33.33", uom: "tons" };

const form = (retainage: "net" | "line") =>
  changeSettings(installed, {
    own: {
      ...installed.installation.settings.own,
      retainage,
      retainageItemId: ITEM.retainage,
    },
  });
const contract = (retainage: "net" | "line") => async (title: string) => {
  await form(retainage);
  return contracted(world, installed, { title, lines: [LUMP, TONS] });
};
const held = (amount: string, retainage: string) => ({
  ...worth(amount),
  work_completed_retainage_retained_this_period: retainage,
});
const released = (amount: string, work = "0.00") => ({
  ...worth(work),
  work_completed_retainage_released_this_period: amount,
});

/** 30, 30 and 40 % with 10 % held back, then half of that released, then the rest. */
const LIFE = [
  [held("300.00", "30.00"), held("70.00", "7.00")],
  [held("300.00", "30.00"), held("70.00", "7.00")],
  [held("400.01", "40.00"), held("93.31", "9.33")],
  [released("50.00"), released("11.67")],
  [released("50.00"), released("11.66")],
];

/** One contract: each row goes on where the one before has ended. */
const life = (retainage: "net" | "line", after: [bills: string, counted: string[]][]): Row[] => {
  let begun: Promise<Commitment> | undefined;
  return after.map(([bills, counted], index) => ({
    does: `${retainage}: invoice ${index + 1} of ${LIFE.length}`,
    begin: (title) => (begun ??= contract(retainage)(title)),
    play: (commitment) => invoiced(world, installed, commitment, LIFE[index]!),
    order: ["1233.32", "1233.32"],
    bills: [bills, bills],
    counted,
    says: Array.from({ length: index + 2 }, () => "success"),
  }));
};

tableOf(world, installed, [
  ...life("net", [
    ["333.00", ["270", "1.89019"]],
    ["666.00", ["540", "3.78038"]],
    ["1109.99", ["900.01", "6.30003"]],
    ["1171.66", ["950.01", "6.65017"]],
    ["1233.32", ["1000.01", "7"]],
  ]),
  ...life("line", [
    ["333.00", ["300", "2.10021"]],
    ["666.00", ["600", "4.20042"]],
    ["1109.99", ["1000.01", "7"]],
    ["1171.66", ["1000.01", "7"]],
    ["1233.32", ["1000.01", "7"]],
  ]),
]);

it("bills the work tied to its order and the retainage on a line of its own", async () => {
  const commitment = await contract("line")("Lines of the bill");

  const { id } = await invoiced(world, installed, commitment, LIFE[0]!);

  const [bill] = billsOf(world, id);
  const lines = itemized(bill!).map(({ fields }) => [
    fields.item,
    fields.description,
    fields.amount,
    fields.orderDoc !== null && fields.orderDoc !== undefined,
  ]);
  expect(lines).toEqual([
    ["84", "Steel", "300.00", true],
    ["84", "Rebar", "70.00", true],
    [ITEM.retainage, "Retainage held", "-37.00", false],
  ]);
});
