import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommitmentView } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { install, type Installed, must, pick } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { deliver, withhold } from "./deliveries.ts";
import { poll, refuse, unreadOf } from "./reading.ts";

let world: World;
let installed: Installed;
const vendor = "Acme Steel Erectors";
const LIST = "/rest/v1.1/requisitions";

const invoicesOf = async (commitment: Commitment): Promise<CommitmentView["invoices"]> =>
  (await viewOf(installed, commitment)).invoices;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  // nothing is seen of the invoices before a test says so
  refuse(world, LIST, 403);
  installed = await install(world, { automaticSync: true, createVendors: true });
  await atRest(world);
});
afterAll(() => world.close());

async function bill(commitment: Commitment, isApproved = true): Promise<string> {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "50",
  })) as { id: string };
  if (isApproved) await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

/** As if the first look had broken off before its end. */
const forgetFirstLook = ({ projectId }: Commitment) =>
  world.database
    .admin("cursors")
    .where({ name: `requisition:${projectId}` })
    .delete();

it("sends an invoice that was approved after its project was chosen and before the first look succeeded, and none from before", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Between" });
  await atRest(world);
  await bill(commitment);
  await poll(world, installed);
  expect(await invoicesOf(commitment)).toEqual([]);

  world.procore.faults.clear();
  await poll(world, installed);

  expect(await invoicesOf(commitment)).toMatchObject([{ record: "success" }]);
  const old = pick(
    world,
    ({ projectId, id }) =>
      projectId === commitment.projectId &&
      [...world.procore.system.live().requisitions.values()].some(
        ({ commitmentId }) => commitmentId === id && id !== commitment.id,
      ),
  );
  const view = await viewOf(installed, old);
  expect(view.invoices.map(({ record }) => record)).toEqual(
    view.invoices.map(() => "not_integrated"),
  );
  expect([view.invoices.length > 0, view.timeline]).toEqual([true, []]);
});

it("writes down what changed of the records that a broken first look had taken", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Half" });
  await atRest(world);
  const id = await bill(commitment, false);
  await poll(world, installed);
  await forgetFirstLook(commitment);
  await world.procore.system.act({ do: "approve_requisition", id });

  await poll(world, installed);

  expect(await invoicesOf(commitment)).toMatchObject([
    { id, status: "approved", record: "success" },
  ]);
});

it("takes an invoice that changes while the first look reads it for a change", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Meanwhile" });
  await atRest(world);
  const id = await bill(commitment, false);
  const requisition = world.procore.system.live().requisitions.get(id)!;
  requisition.updatedAt = "2026-01-31T18:00:00Z";
  await forgetFirstLook(commitment);
  const stop = world.procore.tap.listen(async ({ path }) => {
    if (path === LIST && requisition.status === "draft") {
      await world.procore.system.act({ do: "approve_requisition", id });
    }
  });

  await poll(world, installed);
  stop();

  expect(await invoicesOf(commitment)).toMatchObject([{ id, record: "success" }]);
});

it("ends the first look although one old invoice cannot be read, and takes that one for old when it can", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Unreadable" });
  await atRest(world);
  const id = await bill(commitment);
  world.procore.system.live().requisitions.get(id)!.updatedAt = "2026-01-31T18:00:00Z";
  await forgetFirstLook(commitment);
  const requisition = world.procore.system.live().requisitions.get(id)!;
  const { status } = requisition;
  requisition.status = null as never;

  await poll(world, installed);
  await afterFirstPoll(world, [commitment.projectId]);
  expect(await unreadOf(installed)).toMatchObject([
    { kind: "requisition", count: 1, whoseMove: "crosstie" },
  ]);

  requisition.status = status;
  await poll(world, installed);

  expect(await unreadOf(installed)).toEqual([]);
  expect(await invoicesOf(commitment)).toMatchObject([{ id, record: "not_integrated" }]);
  await world.procore.system.act({ do: "update_requisition", id, invoice_number: "7788" });
  await poll(world, installed);
  expect(await invoicesOf(commitment)).toMatchObject([{ id, record: "success" }]);
});

it("writes down no change of a commitment that someone opened before the first look and that stayed as it was", async () => {
  const { admin: db } = world.database;
  // its webhooks are lost, so that only someone's look and the poll know of it
  let opened!: Commitment;
  await withhold(
    world,
    async () =>
      void (opened = await createCommitment(world, installed, { vendor, title: "Opened early" })),
  );
  opened.createdAt = opened.updatedAt = "2026-01-31T18:00:00Z";
  await must(installed.admin.get(pathOf(installed, opened)));
  await db("cursors").whereLike("name", `commitment:${opened.projectId}%`).delete();

  await poll(world, installed);

  expect(await viewOf(installed, opened)).toMatchObject({ record: "not_integrated", timeline: [] });
});

describe("a commitment that someone opens before Procore has told of it", () => {
  /** Created and changed while Procore's webhooks are late. */
  async function opened(title: string) {
    let commitment!: Commitment;
    const told = await withhold(world, async () => {
      commitment = await createCommitment(world, installed, { vendor, title });
      const { id } = commitment;
      await world.procore.system.act({ do: "update_commitment", id, description: "Changed" });
    });
    await must(installed.admin.get(pathOf(installed, commitment)));
    return { commitment, told };
  }

  it("is sent when its change is told before its creation", async () => {
    const { commitment, told } = await opened("Told in reverse");

    for (const { payload, authorization } of told.toReversed()) {
      await deliver(world, payload, authorization);
      await atRest(world);
    }

    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "success",
      timeline: [{ action: "created" }],
    });
  });

  it("is sent when the poll is all that ever tells of it", async () => {
    const { commitment } = await opened("Never told");
    const { companyId, connectionId } = installed;

    await world.jobs.send("poll-changes", { companyId, connectionId, isCatchUp: true });
    await atRest(world);

    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "success",
      timeline: [{ action: "created" }],
    });
  });
});
