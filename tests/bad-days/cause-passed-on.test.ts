import { beforeEach, expect, it, vi } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll, refuse } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const noAnswer = expect.stringMatching(/^NetSuite to answer: /);
const answerLost = expect.stringMatching(/^NetSuite's answer was lost/);

beforeEach(() => world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false }));

/** As the console lists it. */
async function activitiesOf({ number }: Commitment): Promise<ActivityPage["items"]> {
  const { items } = await must(
    installed.admin.get<ActivityPage>(
      `/companies/${installed.companyId}/activities?tab=pending&limit=100`,
    ),
  );
  return items.filter(({ title }) => title.startsWith(number));
}

it("says that NetSuite does not answer, of a new vendor's commitment and of the invoice that waits for it", async () => {
  world.netsuite.faults.add({ method: "POST", path: "*/suiteql", kind: "status", status: 503 });
  const commitment = await createCommitment(world, installed, {
    vendor: "Caliber Electric Co.",
    title: "Switchgear",
  });
  await approveInvoice(world, installed, commitment);

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        record: "pending",
        waiting: noAnswer,
        isUnderWay: false,
        invoices: [{ record: "pending", waiting: noAnswer }],
        timeline: [
          { status: "pending", waiting: noAnswer },
          { status: "pending", waiting: noAnswer },
        ],
      }),
    soon,
  );
  expect(await activitiesOf(commitment)).toMatchObject([{ waiting: noAnswer }]);

  world.netsuite.faults.clear();
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    waiting: null,
    invoices: [{ record: "success", waiting: null }],
  });
});

it("says that NetSuite does not answer of an invoice whose commitment gets no answer", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Known vendor",
    status: "Draft",
  });
  await atRest(world);
  await approveInvoice(world, installed, commitment);
  await atRest(world);
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "status",
    status: 503,
  });

  await world.procore.system.act({ do: "approve_commitment", id: commitment.id });

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        waiting: answerLost,
        invoices: [{ waiting: answerLost }],
      }),
    soon,
  );
  world.netsuite.faults.clear();
  await atRest(world);
});

it("shows who waits the failure of what it waits for", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Refused",
    status: "Draft",
  });
  await atRest(world);
  await approveInvoice(world, installed, commitment);
  await atRest(world);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { waiting: `commitment ${commitment.number}` },
  ]);
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "status",
    status: 400,
  });
  await world.procore.system.act({ do: "approve_commitment", id: commitment.id });
  await atRest(world);

  const { failure, invoices, timeline } = await viewOf(installed, commitment);
  const waiting = `commitment ${commitment.number}, which failed: ${failure?.title}`;
  expect(invoices).toMatchObject([{ record: "pending", waiting }]);
  expect(timeline.find(({ resource }) => resource === "requisition")).toMatchObject({ waiting });
});

it("shows an invoice why its commitment cannot be read", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Out of reach",
  });
  await atRest(world);
  const ofIt = { kind: "commitment", procore_id: commitment.id };
  await world.database.admin("records").where(ofIt).delete();
  refuse(world, `/rest/v1.0/commitments/${commitment.id}`);
  const { act } = world.procore.system;
  const made = await act({ do: "create_requisition", commitmentId: commitment.id, percent: "50" });
  const { id } = made as { id: string };
  await act({ do: "approve_requisition", id });
  await poll(world, installed);

  const { items } = await must(
    installed.admin.get<ActivityPage>(
      `/companies/${installed.companyId}/activities?tab=pending&limit=100`,
    ),
  );
  expect(items.find(({ procoreId }) => procoreId === id)).toMatchObject({
    waiting: expect.stringMatching(/^its commitment, which cannot be read: Procore/),
  });
});
