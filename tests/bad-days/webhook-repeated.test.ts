import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { anew, deliver, withhold } from "./deliveries.ts";

const { world, installed } = useWorld();

const vendor = "Acme Steel Erectors";
const retitle = (id: string, title: string) =>
  world.procore.system.act({ do: "update_commitment", id, title });

it("makes one activity of the same delivery ten times at once", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Stair towers" });
  await atRest(world);
  const [change] = await withhold(world, () => retitle(commitment.id, "Stair towers 1 and 2"));

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => deliver(world, change!.payload, change!.authorization)),
  );

  await atRest(world);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204));
  expect(
    await world.database.admin("deliveries").where({ delivery_id: change!.payload.ulid }),
  ).toHaveLength(1);
  expect(await logOf(world, commitment)).toMatchObject([
    { action: "updated" },
    { action: "created" },
  ]);
});

it("makes one activity of ten deliveries of one change", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Canopy" });
  await atRest(world);
  const [change] = await withhold(world, () => retitle(commitment.id, "Entrance canopy"));

  for (let copy = 0; copy < 10; copy += 1) {
    const { payload, authorization } = anew(change!);
    await deliver(world, payload, authorization);
  }

  await atRest(world);
  expect(await logOf(world, commitment)).toMatchObject([
    { action: "updated" },
    { action: "created" },
  ]);
});

it("takes deliveries out of order for the newest state", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Guard house" });
  await atRest(world);
  const first = await withhold(world, () => retitle(commitment.id, "Guard house, north"));
  const second = await withhold(world, () => retitle(commitment.id, "Guard house, south"));

  for (const { payload, authorization } of [...second, ...first]) {
    await deliver(world, payload, authorization);
    await atRest(world);
  }

  const log = await logOf(world, commitment);
  expect(log).toHaveLength(2);
  expect(log[0]?.changes).toMatchObject([
    { field: "title", old: "Guard house", new: "Guard house, south" },
  ]);
});

it("changes nothing when an older state of a record arrives late", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Loading dock" });
  await atRest(world);
  const older = structuredClone(commitment);
  const [change] = await withhold(world, () => retitle(commitment.id, "Loading dock levellers"));
  await deliver(world, change!.payload, change!.authorization);
  await atRest(world);
  const newer = structuredClone(commitment);

  // a copy of Procore's database that lags behind answers
  Object.assign(commitment, older);
  const late = anew(change!);
  await deliver(world, late.payload, late.authorization);
  await atRest(world);

  expect(await logOf(world, commitment)).toHaveLength(2);
  Object.assign(commitment, newer);
  await retitle(commitment.id, "Loading dock seals");
  await atRest(world);
  const log = await logOf(world, commitment);
  expect(log).toHaveLength(3);
  expect(log[0]?.changes).toMatchObject([
    { field: "title", old: "Loading dock levellers", new: "Loading dock seals" },
  ]);
});

it("makes the activity of a new commitment that someone looked at before its webhook came", async () => {
  const made: Commitment[] = [];
  const created = await withhold(
    world,
    async () =>
      void made.push(await createCommitment(world, installed, { vendor, title: "Seen early" })),
  );
  expect((await viewOf(installed, made[0]!)).timeline).toEqual([]);

  for (const { payload, authorization } of created) await deliver(world, payload, authorization);
  await atRest(world);

  expect(await viewOf(installed, made[0]!)).toMatchObject({
    record: "pending",
    timeline: [{ action: "created", status: "pending" }],
  });
});

it.each(["v2.0", "v3.0", "v4.0"] as const)(
  "makes an activity of a change told in payload %s",
  async (version) => {
    for (const hook of world.procore.system.live().hooks.values()) hook.payloadVersion = version;

    const commitment = await createCommitment(world, installed, {
      vendor,
      title: `Told in ${version}`,
    });
    await atRest(world);

    expect(await logOf(world, commitment)).toMatchObject([
      { action: "created", status: "pending", changedBy: expect.any(String) },
    ]);
    for (const hook of world.procore.system.live().hooks.values()) hook.payloadVersion = "v3.0";
  },
);

it.each([
  ["names the app", true],
  ["names no app", false],
])(
  "makes no activity of our own write coming back when Procore %s",
  async (_what, namesSourceApplication) => {
    const state = world.procore.system.live();
    await world.procore.system.act({ do: "set_webhook_options", namesSourceApplication });
    const commitment = await createCommitment(world, installed, {
      vendor,
      title: `Own write, ${namesSourceApplication}`,
    });
    await atRest(world);

    await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
    await atRest(world);

    expect(commitment.originId).toContain(commitment.id);
    const echoes = state.deliveries.filter(
      ({ event }) => event.resourceId === commitment.id && event.applicationId !== null,
    );
    expect(echoes).toMatchObject([
      {
        status: "delivered",
        payload: {
          metadata: { source_application_id: namesSourceApplication ? "crosstie-test" : null },
        },
      },
    ]);
    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "success",
      timeline: [{ action: "created", status: "synced" }],
    });

    await retitle(commitment.id, "Changed by a person");
    await atRest(world);
    expect(await logOf(world, commitment)).toMatchObject([
      { action: "updated", status: "pending" },
      { status: "synced" },
    ]);
  },
);
