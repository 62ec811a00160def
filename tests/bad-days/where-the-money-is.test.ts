import { expect, it } from "vitest";
import type { CommitmentView } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { invoiceOf } from "./invoice-of.ts";
import { ordered } from "./money-table.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });

async function seen(commitment: Commitment): Promise<CommitmentView> {
  await poll(world, installed);
  await syncPayments(installed, commitment);
  await atRest(world);
  return viewOf(installed, commitment);
}

/** Crosstie meets this invoice before the others of its contract. */
async function meet({ projectId }: Commitment, procoreId: string): Promise<void> {
  const { companyId, connectionId } = installed;
  const load = { companyId, connectionId, kind: "requisition", procoreId, projectId };
  await world.jobs.send("detect-change", load);
  await atRest(world);
}

const held = (amount: string, released = "0.00") => ({
  work_completed_this_period: "1000.00",
  work_completed_retainage_retained_this_period: amount,
  work_completed_retainage_released_this_period: released,
});

it("shows as held what the contract's newest approved invoice says, whichever was met last", async () => {
  const commitment = await ordered(world, installed, "Held and released");
  await invoiceOf(world, commitment, held("100.00"));
  await invoiceOf(world, commitment, held("100.00"));
  const newest = await invoiceOf(world, commitment, held("0.00", "150.00"));
  await meet(commitment, newest);

  const { money, invoices } = await seen(commitment);

  expect(invoices.map(({ retained }) => retained)).toEqual(["-150.00", "100.00", "100.00"]);
  expect(money.retainage).toBe("50.00");
});
