import { expect, it } from "vitest";
import { atRest } from "../at-rest.ts";
import { billed, payBill } from "../bills.ts";
import { useWorld } from "../use-world.ts";
import { differencesIn, reconcile } from "./reconcile.ts";
import type { Books } from "./sides.ts";

// Each test leaves something green that is not true: nothing looks for it.
const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });

const aBill = (title: string) => billed(world, installed, { vendor: "Acme Steel Erectors", title });

const now = async (): Promise<string[]> => {
  const netsuite = world.netsuite.system.state() as Books;
  const sides = { db: world.database.admin, procore: world.procore.system.live(), netsuite };
  return differencesIn(await reconcile(sides));
};

/** What is found since, in any order. */
async function found(happens: () => unknown): Promise<string[]> {
  const before = await now();
  await happens();
  return (await now()).filter((one) => !before.includes(one));
}

const issuedOn = (contractId: string) =>
  [...world.procore.system.live().payments.values()].find((one) => one.contractId === contractId)!;

it("finds nothing where all is true", async () => {
  const bill = await aBill("True");
  await payBill(world, installed, bill, "250.00");
  await atRest(world);

  expect(await now()).toEqual([]);
});

const ns = (act: string, given: object) => world.netsuite.system.act({ do: act, ...given });

it("finds another total of a bill", async () => {
  const { billId } = await aBill("Another total");
  const line = { line: 1, quantity: 1, rate: 5, amount: 5 };

  const edit = () => ns("edit_bill", { billId, changes: { item: { items: [line] } } });

  expect(await found(edit)).toEqual([
    expect.stringMatching(/total 600\.00 in Procore, \d+\.00 in NetSuite/),
  ]);
});

it("finds a bill that is on hold, and one that was rejected", async () => {
  const [held, rejected] = [await aBill("Held"), await aBill("Rejected")];

  const hold = () => ns("hold_bill", { billId: held.billId });
  const reject = () => ns("approve_bill", { billId: rejected.billId, reject: true });

  expect(await found(hold)).toEqual([expect.stringContaining("state open in Procore, on hold")]);
  expect(await found(reject)).toEqual([
    expect.stringContaining("state open in Procore, rejected in NetSuite"),
  ]);
});

it("finds a payment in the books that is not known to Crosstie", async () => {
  const { billId } = await aBill("Paid unheard");
  const pay = () => ns("pay_bill", { billId, amount: "90.00", method: "check" });

  expect(await found(pay)).toEqual([expect.stringContaining("90.00 in NetSuite is not known")]);
});

it("finds a payment that is void in the books, and one that somebody changed in Procore", async () => {
  const [voided, changed] = [await aBill("Voided unheard"), await aBill("Changed by hand")];
  const { paymentId } = await payBill(world, installed, voided, "100.00");
  await payBill(world, installed, changed, "200.00");
  await atRest(world);

  const end = () => ns("void_payment", { paymentId });
  const change = () => void (issuedOn(changed.commitment.id).amount = "20.00");

  expect(await found(end)).toEqual([
    expect.stringContaining("0.00 in NetSuite, 100.00 in Crosstie"),
  ]);
  expect(await found(change)).toEqual([
    expect.stringContaining("20.00 in Procore, 200.00 in Crosstie"),
  ]);
});

it("finds a document of ours that Crosstie has lost", async () => {
  const { billId } = await aBill("Lost");
  const db = world.database.admin;
  const lose = () => db("records").where({ erp_id: billId }).update({ erp_id: "1" });

  expect(await found(lose)).toContainEqual(
    expect.stringContaining(`vendorBill ${billId}: is in NetSuite`),
  );
});
