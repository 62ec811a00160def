import { expect, vi } from "vitest";
import type { Invoice } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { soon } from "./at-rest.ts";
import { createCommitment, pathOf, viewOf, type Wanted } from "./commitments.ts";
import { type Installed, must } from "./install.ts";
import type { World } from "./open-world.ts";

/**
 * Someone bills a share of a commitment and someone approves that. Procore says nothing of it; the
 * poll is asked for, not waited for.
 */
export async function approveInvoice(
  world: World,
  installed: Installed,
  commitment: Commitment,
  percent = "50",
): Promise<{ id: string }> {
  const requisition = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent,
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id: requisition.id });
  await syncPayments(installed, commitment);
  return requisition;
}

/** A commitment and its first invoice, both in NetSuite; automatic sync has to be on. */
export async function billed(
  world: World,
  installed: Installed,
  wanted: Wanted,
): Promise<{ commitment: Commitment; billId: string }> {
  const commitment = await createCommitment(world, installed, wanted);
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  await approveInvoice(world, installed, commitment);
  const bill = await vi.waitFor(async () => {
    const [invoice] = (await viewOf(installed, commitment)).invoices as [Invoice];
    expect(invoice).toMatchObject({ record: "success" });
    return invoice.counterpart!;
  }, soon);
  return { commitment, billId: bill.id };
}

/** Accounting pays in NetSuite, then someone presses "Sync payments". */
export async function payBill(
  world: World,
  installed: Installed,
  { commitment, billId }: { commitment: Commitment; billId: string },
  amount: string,
): Promise<{ paymentId: string }> {
  const paid = (await world.netsuite.system.act({
    do: "pay_bill",
    billId,
    amount,
    method: "check",
  })) as { paymentId: string };
  await syncPayments(installed, commitment);
  return paid;
}

export async function syncPayments(installed: Installed, commitment: Commitment): Promise<void> {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/payments/sync`));
}
