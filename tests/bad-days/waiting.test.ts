import { beforeEach, expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { countCalls, ordersOf, vendorsNamed } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

beforeEach(async () => {
  await changeSettings(installed, { automaticSync: true, createVendors: true });
  await atRest(world);
});

it("fails with vendor_missing while creation is off, and Retry succeeds once the vendor is in NetSuite", async () => {
  await changeSettings(installed, { createVendors: false });
  const commitment = await createCommitment(world, installed, {
    vendor: "Keystone Masonry",
    title: "Veneer",
  });
  await atRest(world);

  const failed = await viewOf(installed, commitment);
  expect(failed).toMatchObject({
    record: "error",
    failure: { code: "vendor_missing", whoseMove: "accounting" },
    timeline: [{ status: "failed", canRetry: true }],
  });
  expect(failed.failure?.title).toContain("Keystone Masonry");
  expect(vendorsNamed(world, "Keystone Masonry")).toEqual([]);

  await world.netsuite.system.act({ do: "create_vendor", companyName: "Keystone Masonry" });
  await must(
    installed.admin.send(
      "POST",
      `/companies/${installed.companyId}/activities/${failed.timeline[0]!.id}/retry`,
    ),
  );
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    failure: null,
    timeline: [{ status: "synced", failure: null }],
  });
  expect(ordersOf(world, commitment)).toMatchObject([
    { fields: { entity: vendorsNamed(world, "Keystone Masonry")[0]!.id } },
  ]);
});

it("creates the vendor that three commitments wait for once, and all three go", async () => {
  const titles = ["Ductwork", "Chillers", "Controls"];

  const commitments = await Promise.all(
    titles.map((title) =>
      createCommitment(world, installed, { vendor: "Cobalt Plumbing & Piping", title }),
    ),
  );
  await atRest(world);

  const [vendor, ...others] = vendorsNamed(world, "Cobalt Plumbing & Piping");
  expect(others).toEqual([]);
  expect(
    countCalls(
      world.netsuite,
      "PUT",
      new RegExp(`/eid:crosstie-vendor-${commitments[0]!.vendorId}$`),
    ),
  ).toBe(1);
  for (const commitment of commitments) {
    expect(ordersOf(world, commitment)).toMatchObject([{ fields: { entity: vendor!.id } }]);
    expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  }
});

it("lets all go on by themselves that failed for one vendor, once it is there and one of them is retried", async () => {
  await changeSettings(installed, { automaticSync: false, createVendors: false });
  const commitments = await Promise.all(
    ["Stairs", "Rails"].map((title) =>
      createCommitment(world, installed, { vendor: "Ironwood Millwork", title }),
    ),
  );
  await atRest(world);
  for (const commitment of commitments) {
    await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  }
  await atRest(world);
  for (const commitment of commitments) {
    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "error",
      timeline: [{ status: "failed" }],
    });
  }

  await world.netsuite.system.act({ do: "create_vendor", companyName: "Ironwood Millwork" });
  await must(installed.admin.send("POST", `${pathOf(installed, commitments[0]!)}/sync`));
  await atRest(world);

  for (const commitment of commitments) {
    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "success",
      failure: null,
      timeline: [{ status: "synced" }],
    });
  }
});

it("lets a commitment go that began to wait in the moment its vendor became ready", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Overlooked",
  });
  await atRest(world);
  const records = () => world.database.admin("records");
  const vendor = await records().where({ kind: "vendor", procore_id: commitment.vendorId }).first();

  // what a waiter leaves whose commit comes between the look for waiters and the commit of the
  // success
  await records()
    .where({ procore_id: commitment.id })
    .update({
      status: "pending",
      waiting: "vendor Acme Steel Erectors",
      waiting_for: `vendor:${commitment.vendorId}`,
    });
  await world.jobs.send("push-record", {
    companyId: installed.companyId,
    connectionId: vendor.connection_id,
    recordId: vendor.record_id,
  });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
});

it("looks for a vendor anew once NetSuite has refused the one that was remembered", async () => {
  const first = await createCommitment(world, installed, {
    vendor: "Delta Building Supply",
    title: "Blocking",
  });
  await atRest(world);
  expect(await viewOf(installed, first)).toMatchObject({ record: "success" });
  await world.netsuite.system.act({
    do: "rename_vendor",
    name: "Delta Building Supply",
    companyName: "Delta (old)",
  });
  await world.netsuite.system.act({ do: "deactivate_vendor", name: "Delta (old)" });
  await world.netsuite.system.act({ do: "create_vendor", companyName: "Delta Building Supply" });

  const commitment = await createCommitment(world, installed, {
    vendor: "Delta Building Supply",
    title: "Plywood",
  });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  expect(ordersOf(world, commitment)).toMatchObject([
    { fields: { entity: vendorsNamed(world, "Delta Building Supply")[0]!.id } },
  ]);
});

it("neither sends nor reopens what is in NetSuite already when a record is woken twice", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Woken twice",
  });
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  const { connection_id: connectionId, record_id: recordId } = await world.database
    .admin("records")
    .where({ procore_id: commitment.id })
    .first();

  await world.jobs.send("push-record", { companyId: installed.companyId, connectionId, recordId });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", waiting: null });
  expect(countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`))).toBe(1);
});

it("lets an invoice that is approved before its commitment wait, and go by itself", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Billed early",
    status: "Draft",
  });
  await atRest(world);

  await approveInvoice(world, installed, commitment);
  await atRest(world);
  const early = await viewOf(installed, commitment);
  expect(early).toMatchObject({
    record: "pending",
    waiting: "approval in Procore",
    invoices: [{ record: "pending", waiting: `commitment ${commitment.number}` }],
  });

  await world.procore.system.act({ do: "approve_commitment", id: commitment.id });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    waiting: null,
    invoices: [{ record: "success", waiting: null }],
  });
});

it("says nothing of a vendor's new telephone number: what NetSuite knows of its vendors is not overwritten", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Embeds",
  });
  await atRest(world);
  const activities = () =>
    world.database
      .admin("activities")
      .join("records", "records.record_id", "activities.record_id")
      .where({ kind: "vendor" })
      .count("* as n")
      .first();
  const before = await activities();

  await world.procore.system.act({
    do: "update_vendor",
    id: commitment.vendorId!,
    business_phone: "206-555-0999",
  });
  await atRest(world);

  expect(await activities()).toEqual(before);
  expect(
    (
      await world.database
        .admin("records")
        .where({ kind: "vendor", procore_id: commitment.vendorId })
        .first()
    ).snapshot,
  ).toMatchObject({ phone: "206-555-0999" });
});

it("fails nobody for a vendor whom they need no more by the time that it has failed", async () => {
  await changeSettings(installed, { createVendors: false });
  const { admin: db } = world.database;
  const slow = await db.transaction();
  const asked = Promise.withResolvers<void>();
  const stop = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/suiteql")) return;
    stop();
    // the vendor is looked for, and meanwhile another one is chosen in Procore
    await slow("records")
      .where({ kind: "commitment", title: "Another vendor" })
      .update({ waiting: "another vendor", waiting_for: "vendor:1" });
    asked.resolve();
  });
  const commitment = await createCommitment(world, installed, {
    vendor: "Westbrook Equipment Rental",
    title: "Another vendor",
  });
  await asked.promise;
  await vi.waitFor(async () => {
    const { rows } = await db.raw(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%records%'",
    );
    expect(rows).not.toEqual([]);
  }, soon);
  await slow.commit();
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    waiting: "another vendor",
    failure: null,
  });
});

it("forgets no vendor that has become another one since an order with it was refused", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Refused late",
  });
  await atRest(world);
  const vendor = () =>
    world.database.admin("records").where({ kind: "vendor", procore_id: commitment.vendorId });
  const { erp_id: known } = await vendor().first();
  const stop = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "PUT" || !path.endsWith(`-${commitment.id}`)) return undefined;
    stop();
    await vendor().update({ erp_id: "424242" });
    const detail = {
      detail: `Invalid entity reference key ${known}.`,
      "o:errorCode": "USER_ERROR",
    };
    return Response.json({ "o:errorDetails": [detail] }, { status: 400 });
  });
  const stopHiding = world.netsuite.tap.listen(async ({ method, path }) => {
    if (method !== "GET" || !path.endsWith(`/vendor/${known}`)) return undefined;
    stopHiding();
    const detail = {
      detail: "The record instance does not exist.",
      "o:errorCode": "NONEXISTENT_ID",
    };
    return Response.json({ "o:errorDetails": [detail] }, { status: 404 });
  });

  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "2000.00",
  });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    failure: { code: "vendor_unknown" },
  });
  expect(await vendor().first()).toMatchObject({ erp_id: "424242" });
  await vendor().update({ erp_id: known });
});
