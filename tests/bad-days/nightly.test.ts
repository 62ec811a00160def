import { expect, it } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { withhold } from "./deliveries.ts";
import { later, parts } from "./lost-answers.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({
  settings: { automaticSync: true, paymentSchedule: "daily" },
});
const { ns, pc, pull } = parts(world, installed);

/** What tells of changes is believed to be further than it is. */
async function runAhead(name: RegExp): Promise<void> {
  const { admin: db } = world.database;
  const ahead = String(new Date().getUTCFullYear() + 1);
  const rows = await db("cursors").select<{ name: string; value: string }[]>("name", "value");
  for (const row of rows.filter((each) => name.test(each.name))) {
    const value = row.value.replaceAll(/\b20\d\d(?=-\d\d-\d\d)/g, ahead);
    await db("cursors").where({ name: row.name }).update({ value });
  }
}

const setAmount = ({ id, lines }: Commitment, amount: string) =>
  pc("set_line_amount", { commitmentId: id, lineId: lines[0]!.id, amount });

/** `since`: when all was compared before, or set up. */
async function night(since = 86_400_000): Promise<void> {
  const { admin: db } = world.database;
  const before = new Date(Date.now() - since).toISOString();
  await db("cursors").where({ name: "reconciled" }).update({ value: before });
  await world.jobs.send("repair-hooks", { companyId: installed.companyId });
  await atRest(world, later);
}

it("finds a change of which no webhook told and that no poll looked for", async () => {
  const commitment = await ordered(world, installed, "Changed unheard");
  await pc("set_rules", { locksApprovedCommitments: false });
  await runAhead(/^commitment:\d+(:asked)?$/);
  await withhold(world, () => setAmount(commitment, "61000.00"));
  await world.everyTick();
  await atRest(world, later);
  expect(total(ordersOf(world, commitment)[0]!).toFixed(2)).toBe("50000.00");

  await night();

  expect(total(ordersOf(world, commitment)[0]!).toFixed(2)).toBe("61000.00");
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
});

it("puts right what somebody has changed in Payments Issued, without a call for each payment", async () => {
  const commitment = await ordered(world, installed, "Changed in Procore");
  const billId = await billOf(world, installed, commitment, "50");
  for (const checkNumber of ["2101", "2102", "2103"]) {
    await ns("pay_bill", { billId, amount: "100.00", method: "check", checkNumber });
  }
  await pull(commitment);
  const { payments } = world.procore.system.live();
  const issued = () =>
    [...payments.values()].filter(({ contractId }) => contractId === commitment.id);
  expect(issued().map(({ amount }) => amount)).toEqual(["100.00", "100.00", "100.00"]);
  issued()[1]!.amount = "10.00";
  const heard = world.procore.tap.heard.length;

  await night();

  expect(issued().map(({ amount }) => amount)).toEqual(["100.00", "100.00", "100.00"]);
  const asked = world.procore.tap.heard
    .slice(heard)
    .filter(({ method, path }) => method === "GET" && path.includes("contract_payments"));
  // the figures of both systems ask once for each contract that is billed
  const { requisitions } = world.procore.system.live();
  const contracts = new Set([...requisitions.values()].map((one) => one.commitmentId));
  expect(asked.length).toBeLessThan(4 + contracts.size);
  const writes = world.procore.tap.heard.length;
  await night();
  expect(
    world.procore.tap.heard
      .slice(writes)
      .filter(({ method, path }) => method !== "GET" && path.includes("contract_payments")),
  ).toEqual([]);
});

it("compares in the night after the set-up, and not again because something seems amiss", async () => {
  const runs = async () =>
    (await world.database.admin("runs").where({ kind: "figures" }).select("run_id")).length;
  const before = await runs();

  await night(12 * 3_600_000);
  expect(await runs()).toBe(before + 1);
  await night(3_600_000);
  expect(await runs()).toBe(before + 1);
});

it("finds a payment that NetSuite's changes did not tell", async () => {
  const commitment = await ordered(world, installed, "Paid unheard");
  const billId = await billOf(world, installed, commitment, "50");
  await pull(commitment);
  await runAhead(/^payments$/);
  await ns("pay_bill", { billId, amount: "700.00", method: "check", checkNumber: "2001" });
  await pull(commitment);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ paid: "0.00" }]);

  await night();

  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ paid: "700.00" }]);
});
