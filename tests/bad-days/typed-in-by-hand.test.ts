import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must, pick } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const choose = async (projects: { id: string }[]) => {
  await must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/installation/projects`, {
      projectIds: projects.map(({ id }) => id),
    }),
  );
  await atRest(world);
};
const numberOf = (id: string) => world.procore.system.live().requisitions.get(id)!.invoiceNumber!;

async function bill({ id: commitmentId }: Commitment, isApproved = true): Promise<string> {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId,
    percent: "50",
  })) as { id: string };
  if (isApproved) await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

it("sends no second bill of a number that accounting has typed in for this vendor, and sends it once that one is gone", async () => {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, { vendor, title: "Typed in" });
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const vendorId = String(ordersOf(world, commitment)[0]!.fields.entity);
  const typedIn = (await world.netsuite.system.act({
    do: "create_bill",
    vendorId,
    number: numberOf(id),
    amount: "600.00",
  })) as { billId: string };

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(billsOf(world, id)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    {
      record: "error",
      failure: {
        code: "duplicate",
        whoseMove: "accounting",
        title: expect.stringContaining(numberOf(id)),
        detail: expect.stringContaining(typedIn.billId),
      },
    },
  ]);

  await world.netsuite.system.act({ do: "delete_bill", billId: typedIn.billId });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(billsOf(world, id)).toHaveLength(1);
  await changeSettings(installed, { automaticSync: true });
});

it("sends no invoice by itself that was approved while its project was not chosen", async () => {
  const known = await createCommitment(world, installed, { vendor, title: "Seen before the gap" });
  const fresh = await createCommitment(world, installed, { vendor, title: "New in the gap" });
  await atRest(world);
  const seenBefore = await bill(known, false);
  await world.jobs.send("poll-changes", {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
  });
  await atRest(world);

  await choose(installed.projects.filter(({ id }) => id !== known.projectId));
  const unseen = await bill(fresh);
  await world.procore.system.act({ do: "approve_requisition", id: seenBefore });
  // chosen in a later second than the approvals
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await choose(installed.projects);

  expect([seenBefore, unseen].flatMap((id) => billsOf(world, id))).toEqual([]);
  for (const commitment of [known, fresh]) {
    expect((await viewOf(installed, commitment)).invoices).toMatchObject([
      { record: "not_integrated", isFromBefore: true },
    ]);
  }

  await must(installed.admin.send("POST", `${pathOf(installed, fresh)}/invoices/${unseen}/sync`));
  await atRest(world);
  expect(billsOf(world, unseen)).toHaveLength(1);
});

it("sends no commitment from before Crosstie because an invoice of it is new, and goes on once somebody does", async () => {
  const { requisitions } = world.procore.system.live();
  const isBilled = (commitment: Commitment) =>
    [...requisitions.values()].some(({ commitmentId }) => commitmentId === commitment.id);
  const projects = installed.projects.map(({ id }) => id);
  const commitment = pick(
    world,
    (one, name) =>
      projects.includes(one.projectId) &&
      one.status === "Approved" &&
      !isBilled(one) &&
      booksOf(world).vendor.some(({ fields }) => fields.companyName === name),
  );

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);

  expect(ordersOf(world, commitment)).toEqual([]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "pending", waiting: expect.stringMatching(/from before Crosstie.*press Sync/) },
  ]);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect([ordersOf(world, commitment).length, billsOf(world, id).length]).toEqual([1, 1]);
  expect((await logOf(world, commitment)).map(({ status }) => status)).toEqual([
    "synced",
    "synced",
  ]);
});
