import { expect, it } from "vitest";
import type { ActivityPage, ActivityTab, Batch, RefusedPage } from "../../server/api/contract.ts";
import type { Commitment, Membership } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { type Caller, nameOf, people, type PersonName, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

const at = (rest: string) => `/companies/${installed.companyId}${rest}`;

async function listed(tab: ActivityTab, query = ""): Promise<ActivityPage> {
  return must(installed.admin.get<ActivityPage>(at(`/activities?tab=${tab}&limit=100${query}`)));
}

const begin = (body: object, who: Caller = installed.admin) =>
  who.send<Batch>("POST", at("/batches"), body);

async function ended(who: Caller = installed.admin): Promise<Batch> {
  await atRest(world);
  const { batch } = await must(who.get<{ batch: Batch }>(at("/batches/newest")));
  expect(batch.endedAt).not.toBeNull();
  return batch;
}

async function refusedBy({ id }: Batch): Promise<RefusedPage["items"]> {
  return (await must(installed.admin.get<RefusedPage>(at(`/batches/${id}/refused`)))).items;
}

/** Approved, and waiting for somebody to send them. */
async function waiting(count: number, title: string): Promise<Commitment[]> {
  const contracts: Commitment[] = [];
  for (let place = 1; place <= count; place += 1) {
    contracts.push(
      await createCommitment(world, installed, {
        vendor: "Acme Steel Erectors",
        title: `${title} ${place}`,
      }),
    );
  }
  await atRest(world);
  return contracts;
}

const everything = async (tab: ActivityTab, q: string) => {
  const { items, counts } = await listed(tab, `&q=${q}`);
  return { filter: { q }, upTo: items[0]!.id, seen: counts![tab] };
};

/** As Procore has it: a change counts from now on. */
function membershipOf(person: PersonName): Membership {
  const { users } = world.procore.system.live();
  const { memberships } = [...users.values()].find(({ login }) => login === people[person])!;
  return memberships.find(({ companyId }) => companyId === installed.companyId)!;
}

it("sends everything that matched when the person looked, and nothing that came later", async () => {
  const contracts = await waiting(4, "Foundations");
  const chosen = await everything("pending", "Foundations");
  const [late] = await waiting(1, "Foundations, later");

  const begun = await must(begin({ action: "retry", tab: "pending", chosen }));
  expect(begun).toMatchObject({ action: "retry", total: 4, by: nameOf(world, "admin") });

  expect(await ended()).toMatchObject({ total: 4, done: 4, refused: 0, problem: null });
  for (const contract of contracts) {
    expect(await viewOf(installed, contract)).toMatchObject({ record: "success" });
  }
  expect(await viewOf(installed, late!)).toMatchObject({ record: "pending" });
  const entries = await world.database
    .admin("audit_log")
    .whereIn("action", ["batch_started", "retry_requested", "batch_ended"])
    .orderBy("sequence")
    .pluck<string[]>("action");
  expect(entries).toEqual([
    "batch_started",
    ...contracts.map(() => "retry_requested"),
    "batch_ended",
  ]);
});

it("says of each what did not work: one that is gone, one that is synced by now", async () => {
  const [gone, sent, fine] = await waiting(3, "Roof");
  const { items } = await listed("pending", "&q=Roof");
  const idOf = ({ id }: Commitment) => items.find(({ procoreId }) => procoreId === id)!.id;
  await must(installed.admin.send("POST", at(`/activities/${idOf(sent!)}/retry`)));
  await world.procore.system.act({ do: "delete_commitment", id: gone!.id });
  await atRest(world);

  const activityIds = [gone, sent, fine].map((contract) => idOf(contract!));
  await must(begin({ action: "retry", tab: "pending", chosen: { activityIds } }));

  const batch = await ended();
  expect(batch).toMatchObject({ total: 3, done: 1, refused: 2 });
  expect(await refusedBy(batch)).toMatchObject([
    { procoreId: gone!.id, reason: expect.stringMatching(/deleted|waits any more/) as string },
    { procoreId: sent!.id, reason: expect.stringContaining("synced by now") as string },
  ]);
});

it("asks Procore when it is done whether the person still may, project by project", async () => {
  await waiting(2, "Facade");
  const manager = await signIn(world, "projectManager");
  const { projects } = membershipOf("projectManager");
  const projectId = installed.projects[0]!.id;
  const before = projects[projectId]!;
  const { items } = await listed("pending", "&q=Facade");
  const chosen = { activityIds: items.map(({ id }) => id) };
  const holder = await world.database.admin.transaction();
  // the job cannot read its batch before this ends
  await holder.raw("lock table batch_items in access exclusive mode");
  const beginning = begin({ action: "retry", tab: "pending", chosen }, manager);
  await holder.commit();
  await must(beginning);
  Object.assign(projects, { [projectId]: { ...before, commitments: "read_only" } });

  const batch = await ended();
  projects[projectId] = before;
  expect(batch.total).toBe(2);
  expect(batch.done + batch.refused).toBe(2);
});

it("lets one batch go on at a time, and its person stop it", async () => {
  await waiting(1, "Doors");
  const chosen = await everything("pending", "Doors");
  const holder = await world.database.admin.transaction();
  await holder("batches").insert({
    company_id: installed.companyId,
    action: "retry",
    by: JSON.stringify({ userId: "1", name: "Somebody" }),
  });
  await holder.commit();

  expect(await begin({ action: "retry", tab: "pending", chosen })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("of Somebody is under way") as string },
  });
});

it("refuses what makes no sense, and what another company has", async () => {
  const chosen = { activityIds: ["1"] };
  for (const body of [
    {},
    { action: "retry", tab: "completed", chosen },
    { action: "archive", tab: "failed", chosen },
    { action: "retry", tab: "pending", chosen: { activityIds: [] } },
    { action: "retry", tab: "pending", chosen: { filter: { colour: "red" }, upTo: "1", seen: 1 } },
    { action: "retry", tab: "pending", chosen: { filter: {}, upTo: "1", seen: 100_001 } },
  ]) {
    expect(await begin(body)).toMatchObject({ status: 400 });
  }
  const elsewhere = { activityIds: ["999999999"] };
  expect(await begin({ action: "retry", tab: "pending", chosen: elsewhere })).toMatchObject({
    status: 404,
  });
});
