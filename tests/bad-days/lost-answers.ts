import { expect, vi } from "vitest";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";
import { signIn } from "../world/sign-in.ts";
import { ordered } from "./money-table.ts";

export const later = { ...soon, timeout: 60_000 };
const records = "/services/rest/record/v1";

/** What accounting and the project do, and what a person then sees. */
export function parts(world: World, installed: Installed) {
  const ns = async (name: string, given: object = {}) =>
    (await world.netsuite.system.act({ do: name, ...given })) as Record<string, string>;
  const pc = async (name: string, given: object = {}) =>
    (await world.procore.system.act({ do: name, ...given })) as { id: string };

  /** The next write is carried out, and NetSuite says nothing of it until `answersAgain`. */
  function losesNextWrite(type: string): void {
    const path = `${records}/${type}/*`;
    world.netsuite.faults.add({ method: "PUT", path, kind: "lost_response", times: 1 });
    world.netsuite.faults.add({ method: "GET", path, kind: "status", status: 503 });
  }
  async function answersAgain(commitment: Commitment): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 500));
    world.netsuite.faults.clear();
    await atRest(world, later);
    await pull(commitment);
  }
  async function lostOrder(title: string, vendor = "Acme Steel Erectors"): Promise<Commitment> {
    losesNextWrite("purchaseOrder");
    const commitment = await createCommitment(world, installed, {
      vendor,
      title,
      amount: "50000.00",
    });
    await vi.waitFor(() => expect(ordersOf(world, commitment)).toHaveLength(1), soon);
    return commitment;
  }
  async function lostBill(
    title: string,
  ): Promise<{ commitment: Commitment; id: string; billId: string }> {
    const commitment = await ordered(world, installed, title);
    losesNextWrite("vendorBill");
    const { id } = await approveInvoice(world, installed, commitment, "50");
    await vi.waitFor(() => expect(billsOf(world, id)).toHaveLength(1), soon);
    return { commitment, id, billId: billsOf(world, id)[0]!.id };
  }
  async function pull(commitment: Commitment): Promise<void> {
    await syncPayments(installed, commitment);
    await atRest(world, later);
  }
  const press = async (path: string) => {
    await installed.admin.send("POST", `${path}/sync`);
    await atRest(world, later);
  };
  async function syncInvoice(commitment: Commitment, index = 0): Promise<void> {
    const { invoices } = await viewOf(installed, commitment);
    await press(`${pathOf(installed, commitment)}/invoices/${invoices[index]!.id}`);
  }
  /** As someone sees it who has not looked before. */
  const seen = async (commitment: Commitment) =>
    viewOf({ ...installed, admin: await signIn(world, "accounting") }, commitment);

  const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;
  const orderTotals = (commitment: Commitment) =>
    ordersOf(world, commitment).map((order) => total(order).toFixed(2));
  const linesOf = (record: { lines: Record<string, { fields: Record<string, unknown> }[]> }) =>
    (record.lines.item ?? []).map(({ fields }) => String(fields.amount));
  const billNamed = (id: string) => booksOf(world).vendorBill.find((bill) => bill.id === id);
  return {
    ns,
    pc,
    losesNextWrite,
    answersAgain,
    lostOrder,
    lostBill,
    pull,
    syncInvoice,
    seen,
    orderOf,
    orderTotals,
    linesOf,
    billNamed,
  };
}
