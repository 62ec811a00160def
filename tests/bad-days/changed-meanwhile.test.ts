import { beforeEach, expect, it, vi } from "vitest";
import { addActivity } from "../../server/store/activities.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { short } from "../world/durations.ts";
import { heldClaim } from "../world/held-claim.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { withhold } from "./deliveries.ts";
import { poll } from "./reading.ts";

// Of one record it makes up what was read.
const { world, installed } = useWorld({
  settings: { automaticSync: true, createVendors: true },
  isGreenTrue: false,
});
const vendor = "Acme Steel Erectors";

beforeEach(async () => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await changeSettings(installed, { automaticSync: true });
  await atRest(world);
});

const recordOf = (commitment: Commitment) =>
  world.database.admin("records").where({ kind: "commitment", procore_id: commitment.id }).first();

/** Waits for a person's Sync; automatic sync is off from here on. */
async function waitingInvoice(title: string) {
  const commitment = await createCommitment(world, installed, { vendor, title });
  await atRest(world);
  await changeSettings(installed, { automaticSync: false });
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  return { commitment, id };
}

/** Nobody looks at the commitment, which would read it. */
async function approveUnasked(commitment: Commitment): Promise<string> {
  const given = { commitmentId: commitment.id, percent: "50" };
  const made = await world.procore.system.act({ do: "create_requisition", ...given });
  const { id } = made as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

const syncNow = async (commitment: Commitment) => {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
};

it("waits for no write that failed while Crosstie was uninstalled", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Failing at the end",
    status: "Draft",
  });
  await atRest(world);
  const { promise: isUninstalled, resolve: answer } = Promise.withResolvers<void>();
  const stop = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "PUT" || !path.includes("/purchaseOrder/")) return undefined;
    stop();
    await isUninstalled;
    return new Response(null, { status: 503, headers: { "retry-after": "1" } });
  });
  const company = () => world.database.admin("companies").where("company_id", installed.companyId);
  await world.procore.system.act({
    do: "set_commitment_status",
    id: commitment.id,
    status: "Approved",
  });
  await vi.waitFor(
    async () => expect((await recordOf(commitment)).attempting_since).not.toBeNull(),
    soon,
  );

  await company().update({ status: "uninstalled" });
  answer();
  await atRest(world);

  const { attempting_since: since } = await recordOf(commitment);
  expect(Date.now() - since.getTime()).toBeGreaterThanOrEqual(short.underWayMs);
  await company().update({ status: "active" });
  await syncNow(commitment);
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("sends what came in between the look at a record and its write, and calls nothing synced that was not sent", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Dearer meanwhile",
    amount: "1000.00",
  });
  await atRest(world);
  const record = await recordOf(commitment);
  const { admin: db } = world.database;
  await db("records").where({ record_id: record.record_id }).update({ is_requested: true });
  const load = {
    companyId: installed.companyId,
    connectionId: record.connection_id,
    recordId: record.record_id,
  };

  // the push has read the record and stands before its settings when the change is written down
  const slow = await db.transaction();
  await slow.raw("lock table company_projects in access exclusive mode");
  await world.jobs.send("push-record", load);
  await vi.waitFor(
    async () =>
      expect(
        (
          await db.raw(
            "select 1 from pg_locks where relation = 'company_projects'::regclass and not granted",
          )
        ).rows,
      ).not.toEqual([]),
    soon,
  );
  await db.transaction(async (trx) => {
    const dearer = {
      ...record.snapshot,
      grandTotal: "5000.00",
      lines: [{ ...record.snapshot.lines[0], amount: "5000.00", unitCost: "5000.00" }],
    };
    await trx("records")
      .where({ record_id: record.record_id })
      .update({ snapshot: JSON.stringify(dearer), status: "pending" });
    await addActivity(trx as typeof db, {
      companyId: installed.companyId,
      recordId: record.record_id,
      action: "updated",
      changes: [],
      impact: null,
      changedBy: null,
    });
  });
  await slow.commit();
  await atRest(world);

  expect(ordersOf(world, commitment)[0]?.lines.item).toMatchObject([
    { fields: { amount: "5000.00" } },
  ]);
  expect((await logOf(world, commitment)).map(({ status }) => status)).toEqual([
    "synced",
    "synced",
  ]);
});

it("bills no invoice that was deleted in Procore since it was last seen", async () => {
  const { commitment, id } = await waitingInvoice("Deleted invoice");

  await world.procore.system.act({ do: "delete_requisition", id });
  await syncNow(commitment);

  expect(billsOf(world, id)).toEqual([]);
  expect((await logOf(world, commitment)).slice(0, 2)).toMatchObject([
    { action: "deleted", status: "not_applicable" },
    { action: "created", status: "not_applicable" },
  ]);
});

it("bills no invoice that was sent back in Procore since it was last seen", async () => {
  const { commitment, id } = await waitingInvoice("Sent back");

  await world.procore.system.act({
    do: "set_requisition_status",
    id,
    status: "revise_and_resubmit",
  });
  await syncNow(commitment);

  expect(billsOf(world, id)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { status: "revise_and_resubmit", record: "pending", waiting: "approval in Procore" },
  ]);
});

it("says whose move it is when Procore refuses the last look at an invoice", async () => {
  const { commitment, id } = await waitingInvoice("Out of sight");

  world.procore.faults.add({
    method: "GET",
    path: `/rest/v1.1/requisitions/${id}`,
    kind: "status",
    status: 403,
    times: 1,
  });
  await syncNow(commitment);

  expect(billsOf(world, id)).toEqual([]);
  expect(await logOf(world, commitment)).toMatchObject([
    { status: "failed", failure: { system: "Procore" } },
    {},
  ]);
});

it("bills no line before its purchase order has it", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "New line" });
  await atRest(world);
  await changeSettings(installed, { automaticSync: false });
  const costCode = [...world.procore.system.live().costCodes.values()].find(
    ({ projectId }) => projectId === commitment.projectId,
  );
  await world.procore.system.act({
    do: "add_line",
    commitmentId: commitment.id,
    fields: { description: "Extra", amount: "800.00", cost_code_id: costCode!.id },
  });
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);

  const invoice = (await logOf(world, commitment)).find(
    ({ record }) => record.kind === "requisition",
  )!;
  await must(
    installed.admin.send(
      "POST",
      `/companies/${installed.companyId}/activities/${invoice.activityId}/retry`,
    ),
  );
  await atRest(world);
  expect(billsOf(world, id)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "pending", waiting: expect.stringContaining(`commitment ${commitment.number}`) },
  ]);

  await syncNow(commitment);
  const [bill] = billsOf(world, id);
  const [order] = ordersOf(world, commitment);
  expect(bill?.lines.item?.map(({ fields }) => fields.orderDoc)).toEqual([order?.id, order?.id]);
});

it("bills a new line on its order although no webhook has told of the line", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Untold line" });
  await atRest(world);
  const costCode = [...world.procore.system.live().costCodes.values()].find(
    ({ projectId }) => projectId === commitment.projectId,
  );
  const withheld = await withhold(world, () =>
    world.procore.system.act({
      do: "add_line",
      commitmentId: commitment.id,
      fields: { description: "Extra", amount: "800.00", cost_code_id: costCode!.id },
    }),
  );
  expect(withheld).not.toEqual([]);

  const id = await approveUnasked(commitment);
  await poll(world, installed);

  const [order] = ordersOf(world, commitment);
  expect(order?.lines.item?.map(({ fields }) => fields.amount)).toEqual(["1200.00", "800.00"]);
  const [bill] = billsOf(world, id);
  expect(bill?.lines.item?.map(({ fields }) => fields.orderDoc)).toEqual([order?.id, order?.id]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
});

it("bills on the order's lines as they are numbered once the invoice was read", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Numbered anew" });
  await atRest(world);
  const [line] = commitment.lines;
  const numbered = async (number: string) =>
    world.database
      .admin("records")
      .where({ kind: "commitment", procore_id: commitment.id })
      .update({ erp_lines: JSON.stringify({ [line!.id]: number }) });
  const { erp_lines: before } = await recordOf(commitment);
  let isSent = false;
  const stopReading = world.procore.tap.listen(async ({ method, path }) => {
    // by now the bill has been prepared once
    if (method !== "GET" || !/\/requisitions\/\d+$/.test(path) || isSent) return;
    const waiting = await world.database.admin("records").where({ kind: "requisition" });
    if (waiting.some(({ parent }) => parent === `commitment:${commitment.id}`)) await numbered("7");
  });
  const lines: string[] = [];
  const stopWriting = world.netsuite.tap.listen(async ({ method, path }, request) => {
    if (method !== "PUT" || !path.includes("/vendorBill/")) return;
    isSent = true;
    const { item } = (await request.clone().json()) as {
      item: { items: { orderLine: unknown }[] };
    };
    lines.push(...item.items.map(({ orderLine }) => String(orderLine)));
    await numbered(before[line!.id]);
  });

  await approveUnasked(commitment);
  await poll(world, installed);
  stopReading();
  stopWriting();

  expect(lines[0]).toBe("7");
});

it("writes nothing more to NetSuite once Crosstie is uninstalled, and goes on after a new installation", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "After the end",
    status: "Draft",
  });
  await atRest(world);
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "status",
    status: 503,
    times: 1,
  });
  const tried = () => countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));
  await world.procore.system.act({
    do: "set_commitment_status",
    id: commitment.id,
    status: "Approved",
  });
  await vi.waitFor(() => expect(tried()).toBe(1), soon);

  await world.database
    .admin("companies")
    .where({ company_id: installed.companyId })
    .update({ status: "uninstalled" });
  await atRest(world);
  expect(tried()).toBe(1);

  await world.database
    .admin("companies")
    .where({ company_id: installed.companyId })
    .update({ status: "active" });
  await syncNow(commitment);
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("writes a record once when a stalled process loses its job to another while its write goes on", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Pushed by two" });
  await atRest(world);
  const record = await recordOf(commitment);
  await world.database
    .admin("records")
    .where({ record_id: record.record_id })
    .update({ is_requested: true });
  const load = {
    companyId: installed.companyId,
    connectionId: record.connection_id,
    recordId: record.record_id,
  };
  const context = {
    signal: new AbortController().signal,
    retryCount: 0,
    isLastTry: false,
    claim: heldClaim,
  };

  await Promise.all([
    world.tasks["push-record"](load, context),
    world.tasks["push-record"](load, context),
  ]);
  await atRest(world);

  expect(countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`))).toBe(1);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
});

it("writes nothing for a job that is over, and calls nothing failed or unknown for that", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Job over" });
  await atRest(world);
  const { record_id: recordId } = await recordOf(commitment);
  const { companyId, connectionId } = installed;
  await world.database
    .admin("records")
    .where({ record_id: recordId })
    .update({ is_requested: true });
  const signal = AbortSignal.abort(new Error("the process stops"));
  const context = { signal, retryCount: 12, isLastTry: true, claim: heldClaim };
  const load = { companyId, connectionId, recordId };

  await expect(world.tasks["push-record"](load, context)).rejects.toThrow("waited for a lane");

  const written = () => countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));
  expect(written()).toBe(0);
  expect(await recordOf(commitment)).toMatchObject({ status: "pending", attempting_since: null });
  await world.jobs.send("push-record", load);
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
});
