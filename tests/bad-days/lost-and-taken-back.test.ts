import { expect, it, vi } from "vitest";
import type { SyncRecord } from "../../server/store/records.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, countCalls } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { letFeedPass } from "./payment-feed.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const path = "/services/rest/record/v1/vendorBill/*";
const afterRetries = { ...soon, timeout: 40_000 };

const fault = (what: {
  method: string;
  kind: "lost_response" | "reset" | "status";
  status?: number;
  times?: number;
}) => world.netsuite.faults.add({ path, ...what });
const recordOf = (id: string): Promise<Record<string, unknown>> =>
  world.database.admin("records").where({ kind: "requisition", procore_id: id }).first();

/**
 * An invoice whose bill was sent, while NetSuite says nothing of it, neither then nor afterwards.
 */
async function billedUnheard(
  title: string,
  kind: "lost_response" | "reset",
): Promise<{ commitment: Commitment; id: string }> {
  const commitment = await createCommitment(world, installed, { vendor, title });
  await atRest(world);
  fault({ method: "PUT", kind, times: 1 });
  fault({ method: "GET", kind: "status", status: 503 });
  const { id } = await approveInvoice(world, installed, commitment);
  await vi.waitFor(
    () =>
      expect(
        countCalls(world.netsuite, "GET", new RegExp(`-requisition-${id}$`), 503),
      ).toBeGreaterThan(0),
    soon,
  );
  return { commitment, id };
}

/** Crosstie hears of it from Procore, and only then NetSuite answers again. */
async function recover({ projectId }: Commitment, id: string, heard: object): Promise<void> {
  await world.jobs.send("detect-change", {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
    kind: "requisition",
    procoreId: id,
    projectId,
  });
  const triesNow = () =>
    world.database.admin("pgboss.job").where({ name: "push-record", state: "active" });
  await vi.waitFor(
    async () =>
      expect([await recordOf(id), await triesNow()]).toMatchObject([
        { ...heard, erp_id: null },
        [],
      ]),
    soon,
  );
  world.netsuite.faults.clear();
  await atRest(world, afterRetries);
}

it("says that a bill stands in NetSuite when its answer was lost and its invoice was deleted meanwhile", async () => {
  const { commitment, id } = await billedUnheard("Lost, then deleted", "lost_response");

  await world.procore.system.act({ do: "delete_requisition", id });
  await recover(commitment, id, { is_deleted: true });

  const [bill, ...others] = billsOf(world, id);
  expect(others).toEqual([]);
  expect(await recordOf(id)).toMatchObject({
    status: "desynchronized",
    erp_id: bill!.id,
    attempting_since: null,
    waiting: expect.stringContaining("close its counterpart by hand"),
  });
  expect(countCalls(world.netsuite, "PUT", new RegExp(`-requisition-${id}$`))).toBe(1);
}, 120_000);

it("says that a bill stands in NetSuite when its answer was lost and its invoice was sent back meanwhile", async () => {
  const { commitment, id } = await billedUnheard("Lost, then sent back", "lost_response");

  await world.procore.system.act({
    do: "set_requisition_status",
    id,
    status: "revise_and_resubmit",
  });
  await recover(commitment, id, { snapshot: { status: "revise_and_resubmit" } });

  const [bill] = billsOf(world, id);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    {
      record: "desynchronized",
      counterpart: { id: bill!.id },
      waiting: expect.stringMatching(/bill stays open/),
    },
  ]);
  expect(await recordOf(id)).toMatchObject({ attempting_since: null });
}, 120_000);

it("brings back what was paid on such a bill before anybody knew of it", async () => {
  const { commitment, id } = await billedUnheard("Lost, paid, sent back", "lost_response");
  await world.netsuite.system.act({
    do: "pay_bill",
    billId: billsOf(world, id)[0]!.id,
    amount: "100.00",
    method: "check",
  });
  await syncPayments(installed, commitment);

  await world.procore.system.act({
    do: "set_requisition_status",
    id,
    status: "revise_and_resubmit",
  });
  await recover(commitment, id, { snapshot: { status: "revise_and_resubmit" } });
  await letFeedPass(world);
  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    payments: [{ amount: "100.00", status: "synced" }],
  });
  await world.database.admin("cursors").where({ name: "payments" }).delete();
}, 120_000);

it("leaves nothing to look up where the lost write never came to be", async () => {
  const { commitment, id } = await billedUnheard("Never arrived", "reset");

  await world.procore.system.act({ do: "delete_requisition", id });
  await recover(commitment, id, { is_deleted: true });

  expect(billsOf(world, id)).toEqual([]);
  expect(await recordOf(id)).toMatchObject({
    status: "not_integrated",
    erp_id: null,
    attempting_since: null,
    waiting: null,
  });
}, 120_000);

it("keeps a refusal on the screen that comes after a lost answer, and does not ask again by itself", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Lost, then refused",
  });
  await atRest(world);
  fault({ method: "PUT", kind: "reset", times: 1 });
  fault({ method: "PUT", kind: "status", status: 400 });

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world, afterRetries);

  expect(countCalls(world.netsuite, "PUT", new RegExp(`-requisition-${id}$`), 400)).toBe(1);
  expect(await recordOf(id)).toMatchObject({
    status: "error",
    attempting_since: null,
    failure: { whoseMove: "accounting" },
  } satisfies { status: SyncRecord["status"]; attempting_since: null; failure: object });
});
