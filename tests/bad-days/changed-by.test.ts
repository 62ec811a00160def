import { beforeEach, expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, logOf } from "../world/commitments.ts";
import { nameOf, people, type PersonName } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { anew, deliver, withhold, type Withheld } from "./deliveries.ts";

const { world, installed } = useWorld();

let commitment: Commitment;

beforeEach(async ({ task }) => {
  commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: task.name,
    status: "Draft",
  });
  await atRest(world);
});

const userOf = (person: PersonName) =>
  [...world.procore.system.live().users.values()].find(({ login }) => login === people[person])!;

const retitle = (title: string, by: PersonName) =>
  withhold(world, () =>
    world.procore.system.act({ do: "update_commitment", id: commitment.id, title, by: people[by] }),
  );

async function hand(deliveries: Withheld[]): Promise<void> {
  for (const { payload, authorization } of deliveries) {
    expect((await deliver(world, payload, authorization)).status).toBe(204);
  }
  await atRest(world);
}

/** Finds what no delivery told. */
async function poll(): Promise<void> {
  const { companyId, connectionId } = installed;
  const { projectId } = commitment;
  await world.jobs.send("poll-changes", { companyId, connectionId, projectId });
  await atRest(world);
}

const newest = async () => (await logOf(world, commitment))[0];

it("names nobody who changed a record of another kind that has the same id", async () => {
  const [change] = await retitle("Same number", "projectManager");
  const ofVendor = anew(change!);
  Object.assign(ofVendor.payload, {
    resource_name: "Company Vendors",
    project_id: null,
    user_id: Number(userOf("accounting").id),
    timestamp: new Date(Date.now() + 1_000).toISOString(),
  });

  await hand([ofVendor, change!]);

  expect(await newest()).toMatchObject({
    action: "updated",
    changedBy: nameOf(world, "projectManager"),
  });
});

it("names who changed a line, whose delivery names the line alone", async () => {
  const told = await withhold(world, () =>
    world.procore.system.act({
      do: "set_line_amount",
      commitmentId: commitment.id,
      lineId: commitment.lines[0]!.id,
      amount: "1300.00",
      by: people.accounting,
    }),
  );
  const ofLine = told.filter(
    ({ payload }) => payload.resource_name === "Work Order Contract Line Items",
  );

  await hand(ofLine);

  expect(ofLine).toHaveLength(1);
  expect(await newest()).toMatchObject({
    action: "updated",
    changedBy: nameOf(world, "accounting"),
  });
});

it("names nobody of an older change when a poll finds one that no delivery told", async () => {
  await hand(await retitle("Told", "projectManager"));
  expect(await newest()).toMatchObject({ changedBy: nameOf(world, "projectManager") });

  await retitle("Untold", "accounting");
  await poll();

  expect(await newest()).toMatchObject({
    changes: [{ field: "title", new: "Untold" }],
    changedBy: null,
  });
});

it("names nobody of a change that was found before its delivery came", async () => {
  const late = await retitle("Found by a poll", "projectManager");
  await poll();
  await hand(late);

  await retitle("Found by the next", "accounting");
  await poll();

  expect(await newest()).toMatchObject({
    changes: [{ field: "title", new: "Found by the next" }],
    changedBy: null,
  });
});

it("names who changed it last of those who changed it since it was read", async () => {
  const first = await retitle("First", "projectManager");
  const second = await retitle("Second", "accounting");

  await hand([...second, ...first]);

  expect(await newest()).toMatchObject({
    changes: [{ field: "title", new: "Second" }],
    changedBy: nameOf(world, "accounting"),
  });
});

it("names who deleted it, and nobody who only changed it before", async () => {
  await hand(await retitle("Before the end", "projectManager"));
  const deletion = await withhold(world, () =>
    world.procore.system.act({
      do: "delete_commitment",
      id: commitment.id,
      by: people.accounting,
    }),
  );

  await hand(deletion);

  expect(await newest()).toMatchObject({
    action: "deleted",
    changedBy: nameOf(world, "accounting"),
  });
});

it("names who approved a change order, whose delivery names that alone", async () => {
  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    status: "Approved",
    by: people.admin,
  });
  const { id } = (await world.procore.system.act({
    do: "create_change_order",
    commitmentId: commitment.id,
    number: "001",
    title: "Extra bay",
    status: "pending",
    lines: [
      { description: "Steel", amount: "100.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
    by: people.admin,
  })) as { id: string };
  await atRest(world);

  await world.procore.system.act({
    do: "set_change_order_status",
    id,
    status: "approved",
    by: people.accounting,
  });
  await atRest(world);

  expect(await newest()).toMatchObject({
    action: "updated",
    changedBy: nameOf(world, "accounting"),
  });
});
