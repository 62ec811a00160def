import { expect, it, vi } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { billsOf, booksOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { changeSettings } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { contracted } from "./billing.ts";
import { later, parts } from "./lost-answers.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const {
  pc,
  losesNextWrite,
  answersAgain,
  lostOrder,
  lostBill,
  pull,
  orderOf,
  orderTotals,
  linesOf,
} = parts(world, installed);
/** Its order is in NetSuite, and Crosstie does not know. */
async function lostOrderOf(title: string, amounts: string[]) {
  const commitment = await contracted(world, installed, {
    title,
    lines: amounts.map((amount) => ({ description: `For ${amount}`, amount })),
    isAtRest: false,
  });
  await vi.waitFor(() => expect(orderTotals(commitment)).toHaveLength(1), soon);
  return commitment;
}

const automatic = (automaticSync: boolean) => changeSettings(installed, { automaticSync });

it("bills an invoice once whose answer was lost while automatic sync was switched off and on", async () => {
  const { commitment, id } = await lostBill("Lost bill, off and on");
  await automatic(false);
  await answersAgain(commitment);
  await automatic(true);
  await atRest(world, later);
  await pull(commitment);
  expect(billsOf(world, id).map((bill) => total(bill).toFixed(2))).toEqual(["25000.00"]);
}, 60_000);

it("orders a contract once whose answer was lost while its vendor was changed in Procore to one that NetSuite does not have yet", async () => {
  await pc("set_rules", { locksApprovedCommitments: false });
  const { id: vendorId } = await pc("create_vendor", {
    companyId: installed.companyId,
    fields: { name: "Changed Meanwhile Inc" },
  });
  const commitment = await lostOrder("Lost order, other vendor");
  await pc("update_commitment", { id: commitment.id, vendor_id: vendorId });
  await answersAgain(commitment);
  expect(orderTotals(commitment)).toEqual(["50000.00"]);
}, 60_000);

it("orders a contract once whose answer was lost while it went back to Draft and was approved again", async () => {
  await pc("set_rules", { locksApprovedCommitments: false });
  const commitment = await lostOrder("Lost order, Draft and Approved");
  await pc("update_commitment", { id: commitment.id, status: "Draft" });
  await answersAgain(commitment);
  await pc("update_commitment", { id: commitment.id, status: "Approved" });
  await atRest(world, later);
  await pull(commitment);
  expect(orderTotals(commitment)).toEqual(["50000.00"]);
}, 60_000);

it("adds a contract's new line once whose answer was lost while automatic sync was switched off and on", async () => {
  await pc("set_rules", { locksApprovedCommitments: false });
  const lines = [{ description: "Steel", amount: "10000.00" }];
  const commitment = await contracted(world, installed, { title: "Lost line, off and on", lines });
  world.netsuite.faults.add({
    method: "PATCH",
    path: "/services/rest/record/v1/purchaseOrder/*",
    kind: "lost_response",
    times: 1,
  });
  await pc("add_line", {
    commitmentId: commitment.id,
    fields: {
      description: "Second",
      amount: "777.00",
      cost_code_id: commitment.lines[0]!.costCodeId,
    },
  });
  await vi.waitFor(() => expect(orderOf(commitment).lines.item).toHaveLength(2), soon);
  losesNextWrite("purchaseOrder");
  await automatic(false);
  await answersAgain(commitment);
  await automatic(true);
  await atRest(world, later);
  await pull(commitment);
  expect(linesOf(orderOf(commitment) as never)).toEqual(["10000.00", "777.00"]);
}, 60_000);

it("credits a negative invoice once whose answer was lost while automatic sync was switched off and on", async () => {
  const commitment = await ordered(world, installed, "Lost credit, off and on");
  await billOf(world, installed, commitment, "50");
  losesNextWrite("vendorCredit");
  const { id } = await pc("create_requisition", {
    commitmentId: commitment.id,
    fields: {
      items: [{ line_item_id: commitment.lines[0]!.id, work_completed_this_period: "-700.00" }],
    },
  });
  await pc("approve_requisition", { id });
  await syncPayments(installed, commitment);
  const credits = () =>
    booksOf(world)
      .vendorCredit.filter(({ externalId }) => externalId === `crosstie-requisition-${id}`)
      .map((credit) => total(credit).toFixed(2));
  await vi.waitFor(() => expect(credits()).toHaveLength(1), soon);
  await automatic(false);
  await answersAgain(commitment);
  await automatic(true);
  await atRest(world, later);
  await pull(commitment);
  expect(credits()).toEqual(["700.00"]);
}, 60_000);

it("takes lines out again that the contract lost while the answer was lost", async () => {
  await pc("set_rules", { locksApprovedCommitments: false });
  losesNextWrite("purchaseOrder");
  const commitment = await lostOrderOf("Lost, then changed", ["30000.00", "20000.00"]);
  const [first, second] = commitment.lines;
  await pc("delete_line", { commitmentId: commitment.id, lineId: second!.id });
  await pc("add_line", {
    commitmentId: commitment.id,
    fields: { description: "Crane", amount: "7000.00", cost_code_id: first!.costCodeId },
  });
  await answersAgain(commitment);

  expect(linesOf(orderOf(commitment) as never).toSorted()).toEqual(["30000.00", "7000.00"]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
}, 60_000);

it("takes out again what a change order added whose answer was lost, once it is void", async () => {
  const commitment = await ordered(world, installed, "Change order lost, then void");
  const path = "/services/rest/record/v1/purchaseOrder/*";
  world.netsuite.faults.add({ method: "PUT", path, kind: "lost_response", times: 1 });
  const { id } = await pc("create_change_order", {
    commitmentId: commitment.id,
    number: "001",
    title: "Extra bay",
    status: "approved",
    lines: [
      { description: "Steel", amount: "10000.00", cost_code_id: commitment.lines[0]!.costCodeId },
      { description: "Rebate", amount: "-2000.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  });
  await vi.waitFor(() => expect(orderTotals(commitment)).toEqual(["58000.00"]), {
    ...soon,
    interval: 5,
  });
  world.netsuite.faults.add({ method: "GET", path, kind: "status", status: 503 });
  await pc("set_change_order_status", { id, status: "void" });
  await answersAgain(commitment);

  expect(linesOf(orderOf(commitment) as never)).toEqual(["50000.00"]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
}, 60_000);

it("takes lines out again that came with a second lost answer", async () => {
  await pc("set_rules", { locksApprovedCommitments: false });
  losesNextWrite("purchaseOrder");
  const commitment = await lostOrderOf("Lost twice", ["30000.00", "20000.00"]);
  const [first, second] = commitment.lines;
  await pc("delete_line", { commitmentId: commitment.id, lineId: second!.id });
  await pc("add_line", {
    commitmentId: commitment.id,
    fields: { description: "Crane", amount: "7000.00", cost_code_id: first!.costCodeId },
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  world.netsuite.faults.clear();
  const path = "/services/rest/record/v1/purchaseOrder/*";
  world.netsuite.faults.add({ method: "PUT", path, kind: "lost_response", times: 1 });
  await vi.waitFor(() => expect(linesOf(orderOf(commitment) as never)).toContain("7000.00"), {
    ...later,
    interval: 5,
  });
  world.netsuite.faults.add({ method: "GET", path, kind: "status", status: 503 });
  const [, crane] = world.procore.system.live().commitments.get(commitment.id)!.lines;
  await pc("delete_line", { commitmentId: commitment.id, lineId: crane!.id });
  await answersAgain(commitment);

  expect(linesOf(orderOf(commitment) as never)).toEqual(["30000.00"]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
}, 60_000);
