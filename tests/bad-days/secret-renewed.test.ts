import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import type { Hook } from "../sandbox/procore/webhooks/records.ts";
import { afterFirstPoll, soon } from "../world/at-rest.ts";
import { createCommitment, logOf } from "../world/commitments.ts";
import { install, type Installed, must } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { nameOf, signIn } from "../world/sign-in.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";
import { deliver, withhold, type Withheld } from "./deliveries.ts";

let world: World;
let installed: Installed;
const workers: Worker[] = [];

beforeAll(async () => {
  world = await openWorld({ works: false });
  installed = await install(world);
  workers.push(await startWorker(world));
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await world.close();
});

const eventually = { ...soon, timeout: 60_000 };
const at = () => `/companies/${installed.companyId}/installation`;
const renew = () => installed.admin.send<Installation>("POST", `${at()}/webhook-secret`);
const renewal = async () => (await must(installed.admin.get<Installation>(at()))).webhooks.renewal;
const hooks = (): Hook[] => [...world.procore.system.live().hooks.values()];
const secrets = () => new Set(hooks().map(({ authorization }) => authorization));
/** The projects' hooks keep what they have. */
const refuseForNow = () =>
  world.procore.faults.add({
    method: "PATCH",
    path: "/rest/v2.0/*/projects/*/webhooks/hooks/*",
    kind: "status",
    status: 500,
  });
const written = (title: string) =>
  createCommitment(world, installed, { vendor: "Acme Steel Erectors", title });

/** Written in Procore, which tells us with the secret that the project's hook has now. */
async function expectHeard(title: string): Promise<void> {
  const commitment = await written(title);
  await vi.waitFor(async () => expect(await logOf(world, commitment)).not.toEqual([]), eventually);
}

const kept = ({ payload }: Withheld) =>
  world.database.admin("deliveries").where({ delivery_id: payload.ulid as string });

it("loses no delivery from the first hook to the last, though one refuses and the process is killed", async () => {
  const before = new Set(secrets());
  expect(before.size).toBe(1);
  refuseForNow();

  const renewed = await must(renew());
  await vi.waitFor(() => expect(secrets().size).toBe(2), eventually);
  await workers[0]!.kill();
  const whileDown = await withhold(world, () => written("While nobody works"));
  for (const told of whileDown) await deliver(world, told.payload, told.authorization);
  workers.push(await startWorker(world));
  await expectHeard("With the earlier secret");

  expect(renewed.webhooks.renewal).toMatchObject({
    state: "spreading",
    by: nameOf(world, "admin"),
    earlierUntil: null,
  });
  expect(await renewal()).toMatchObject({ state: "spreading" });
  expect(await renew()).toMatchObject({ status: 409 });
  const [repeated] = await withhold(world, () => written("Repeated later"));
  expect([...before]).toEqual([repeated!.authorization]);
  for (const told of whileDown) expect(await kept(told)).toHaveLength(1);

  world.procore.faults.clear();
  await world.jobs.send("repair-hooks", { companyId: installed.companyId });
  await vi.waitFor(async () => expect((await renewal())?.state).toBe("ending"), eventually);
  expect(secrets().size).toBe(1);
  expect(secrets()).not.toEqual(before);
  await expectHeard("With the new secret");
  await deliver(world, repeated!.payload, repeated!.authorization);
  expect(await kept(repeated!)).toHaveLength(1);
});

it("destroys the earlier secret once Procore repeats nothing with it, and then renews again", async () => {
  await world.database.admin("companies").update({ earlier_secret_until: new Date() });

  await vi.waitFor(async () => expect((await renewal())?.state).toBe("over"), eventually);

  expect(await world.database.admin("companies").pluck("earlier_webhook_secret")).toEqual([null]);
  expect(await renew()).toMatchObject({ status: 200 });
});

it("is for company administrators", async () => {
  const accounting = await signIn(world, "accounting");
  expect(await accounting.send("POST", `${at()}/webhook-secret`)).toMatchObject({ status: 403 });
});
