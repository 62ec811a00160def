import { beforeAll, expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });
const vendor = "Acme Steel Erectors";

beforeAll(async () => {
  // what these tests save late was saved when the projects had been ours for long
  await world.database.admin.raw(
    "update company_projects set chosen_at = chosen_at - interval '1 hour'",
  );
});

/** Lets what changed until now be older than the moment in which a change is looked at twice. */
async function aWhileLater(): Promise<void> {
  const { commitments, requisitions } = world.procore.system.live();
  const minutesAgo = (instant: string) => new Date(Date.parse(instant) - 120_000).toISOString();
  for (const record of [...commitments.values(), ...requisitions.values()]) {
    record.updatedAt = minutesAgo(record.updatedAt);
  }
  await world.database.admin.raw("update records set seen_at = seen_at - interval '2 minutes'");
  await world.database.admin.raw(
    "update cursors set value = to_char(value::timestamptz at time zone 'UTC' - interval '2 minutes', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') where name like '%:asked'",
  );
}

it("finds an invoice that becomes visible after a newer one was read", async () => {
  const late = await createCommitment(world, installed, { vendor, title: "Visible late" });
  const soon = await createCommitment(world, installed, { vendor, title: "Visible soon" });
  await atRest(world);
  const { requisitions } = world.procore.system.live();
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: late.id,
    percent: "50",
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id });
  const saved = requisitions.get(id)!;
  // Procore's transaction has not ended yet
  requisitions.delete(id);
  await approveInvoice(world, installed, soon);
  await atRest(world);
  expect((await viewOf(installed, soon)).invoices).toMatchObject([{ record: "success" }]);

  requisitions.set(id, {
    ...saved,
    updatedAt: new Date(Date.parse(saved.updatedAt) - 14 * 60_000).toISOString(),
  });
  await poll(world, installed);

  expect((await viewOf(installed, late)).invoices).toMatchObject([{ id, record: "success" }]);
});

it("asks for no record when nothing is new, not even for those of the last minutes and those that were deleted", async () => {
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  const kept = await createCommitment(world, installed, { vendor, title: "Kept" });
  const dropped = await createCommitment(world, installed, {
    vendor,
    title: "Dropped",
    status: "Draft",
  });
  await atRest(world);
  await approveInvoice(world, installed, kept);
  await atRest(world);
  await world.procore.system.act({ do: "delete_commitment", id: dropped.id });
  await atRest(world);
  await poll(world, installed);
  await aWhileLater();
  await poll(world, installed);
  await world.database
    .admin("cursors")
    .whereLike("name", "commitment:%:asked")
    .update({ value: new Date(0).toISOString() });
  const heard = world.procore.tap.heard.length;

  await poll(world, installed);

  const listsOf = ({ id }: { id: string }) => [
    "/rest/v1.0/work_order_contracts",
    "/rest/v1.0/purchase_order_contracts",
    `/rest/v1.0/projects/${id}/commitment_change_orders`,
    "/rest/v1.1/requisitions",
  ];
  const asked = world.procore.tap.heard
    .slice(heard)
    .filter(({ path }) => path.startsWith("/rest/"))
    .map(({ path }) => path);
  expect(asked).toEqual(installed.projects.flatMap(listsOf));
});

it("sees an approval within the second in which the poll has read the invoice", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Same second" });
  await atRest(world);
  const given = { commitmentId: commitment.id, percent: "50" };
  const { id } = (await world.procore.system.act({ do: "create_requisition", ...given })) as {
    id: string;
  };
  await poll(world, installed);
  const { requisitions } = world.procore.system.live();
  const { updatedAt } = requisitions.get(id)!;
  await world.procore.system.act({ do: "approve_requisition", id });
  // Procore's instants are whole seconds, and the next poll comes minutes later
  requisitions.get(id)!.updatedAt = updatedAt;
  await aWhileLater();

  await poll(world, installed);

  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ id, record: "success" }]);
});
