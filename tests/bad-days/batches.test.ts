import { expect, it } from "vitest";
import type {
  ActivityPage,
  ActivityTab,
  Batch,
  Bell,
  RefusedPage,
  WhoIsIn,
} from "../../server/api/contract.ts";
import { anActor } from "../an-actor.ts";
import type { Commitment, Membership } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { type Caller, nameOf, people, type PersonName, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({
  settings: { automaticSync: false, createVendors: false },
});

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
async function waiting(
  count: number,
  title: string,
  projectId = installed.projects[0]!.id,
): Promise<Commitment[]> {
  const contracts: Commitment[] = [];
  for (let place = 1; place <= count; place += 1) {
    contracts.push(
      await createCommitment(
        world,
        { ...installed, projects: installed.projects.filter(({ id }) => id === projectId) },
        { vendor: "Acme Steel Erectors", title: `${title} ${place}` },
      ),
    );
  }
  await atRest(world);
  return contracts;
}

const everything = async (tab: ActivityTab, q: string) => {
  const { items, counts } = await listed(tab, `&q=${q}`);
  return { filter: { q }, upTo: items[0]!.id, seen: counts![tab] };
};

/** As a process that was killed leaves it: its first ones done, and no job. */
async function interrupted({
  action,
  items,
  by,
  done = 0,
}: {
  action: Batch["action"];
  items: ActivityPage["items"];
  by?: object;
  done?: number;
}): Promise<{ id: string }> {
  const { admin } = world.database;
  const company_id = installed.companyId;
  const as = by ?? { ...anActor, userId: await userIdOf(installed.admin) };
  const [batch] = await admin("batches")
    .insert({ company_id, action, by: JSON.stringify(as) })
    .returning<{ batch_id: string }[]>("batch_id");
  for (const [index, { id }] of items.entries()) {
    const activity = await admin("activities").where({ activity_id: id }).first("record_id");
    await admin("batch_items").insert({
      company_id,
      batch_id: batch!.batch_id,
      place: index + 1,
      record_id: activity.record_id,
      activity_id: id,
      ...(index < done && { outcome: "done" }),
    });
    if (index < done) {
      await admin("activities").where({ activity_id: id }).update({ status: "synced" });
    }
  }
  return { id: batch!.batch_id };
}

async function userIdOf(who: Caller): Promise<string> {
  return (await must(who.get<WhoIsIn>("/session"))).id;
}

/** What the clock sends again is due. */
async function everyTick(): Promise<void> {
  await world.database
    .admin("schedules")
    .where({ task: "again" })
    .update({ due_at: new Date(0) });
  await world.everyTick();
}

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
  const reasons = new Map((await refusedBy(batch)).map((one) => [one.procoreId, one.reason]));
  expect(reasons.get(gone!.id)).toContain("was deleted in Procore");
  expect(reasons.get(sent!.id)).toContain("was sent meanwhile");
});

it("asks Procore when it is done what the person may, project by project", async () => {
  const { projects } = membershipOf("projectManager");
  const [here, there] = installed.projects.map(({ id }) => id);
  const mine = await waiting(1, "Facade", here);
  const theirs = await waiting(1, "Facade", there);
  const manager = await signIn(world, "projectManager");
  const { items } = await listed("pending", "&q=Facade");
  const before = { ...projects };
  Object.assign(projects, {
    [here!]: { ...projects[here!], Commitments: "Admin" },
    [there!]: { ...projects[there!], Commitments: "Read Only" },
  });

  const chosen = { activityIds: items.map(({ id }) => id) };
  await must(begin({ action: "retry", tab: "pending", chosen }, manager));

  const batch = await ended(manager);
  Object.assign(projects, before);
  expect(batch).toMatchObject({ total: 2, done: 1, refused: 1 });
  expect(await refusedBy(batch)).toMatchObject([
    {
      procoreId: theirs[0]!.id,
      reason: expect.stringMatching(/needs Admin on this project/) as string,
    },
  ]);
  expect(await viewOf(installed, mine[0]!)).toMatchObject({ record: "success" });
  expect(await viewOf(installed, theirs[0]!)).toMatchObject({ record: "pending" });
});

it("does nothing more in the name of who has signed out", async () => {
  await waiting(1, "Stairs");
  const { items } = await listed("pending", "&q=Stairs");
  const manager = await signIn(world, "projectManager");
  const { id } = await interrupted({
    action: "retry",
    items,
    by: { ...anActor, userId: await userIdOf(manager), name: "Paula" },
  });
  await must(manager.send("DELETE", "/sessions"));
  await must(manager.send("DELETE", "/session"));
  await everyTick();

  expect(await ended()).toMatchObject({
    id,
    done: 0,
    problem: expect.stringContaining("signed out") as string,
  });
});

it("goes on where a killed process stopped, and does nothing twice", async () => {
  await waiting(3, "Windows");
  const { items } = await listed("pending", "&q=Windows");
  const { id } = await interrupted({ action: "retry", items, done: 1 });
  await everyTick();

  expect(await ended()).toMatchObject({ id, total: 3, done: 3, refused: 0 });
  const asked = await world.database
    .admin("audit_log")
    .where({ action: "retry_requested" })
    .whereIn(
      "subject_id",
      items.map(({ procoreId }) => procoreId),
    )
    .count<{ count: string }[]>("* as count");
  expect(Number(asked[0]!.count)).toBe(2);
});

it("archives what is completed, out of the lists and not out of the world", async () => {
  const [contract] = await waiting(1, "Paint");
  const pending = await everything("pending", "Paint");
  await must(begin({ action: "retry", tab: "pending", chosen: pending }));
  await ended();
  const chosen = await everything("completed", "Paint");
  const history = await viewOf(installed, contract!);

  await must(begin({ action: "archive", tab: "completed", chosen }));

  expect(await ended()).toMatchObject({ done: chosen.seen, refused: 0 });
  expect((await listed("completed", "&q=Paint")).counts).toMatchObject({ completed: 0 });
  const archived = await listed("completed", "&q=Paint&archived=only");
  expect(archived.items).toHaveLength(chosen.seen);
  expect((await viewOf(installed, contract!)).timeline).toEqual(history.timeline);
  const [entry] = await world.database
    .admin("audit_log")
    .where({ action: "activities_archived" })
    .orderBy("sequence", "desc");
  expect(entry).toMatchObject({ actor: "person", subject_name: `${chosen.seen} activities` });

  const activityIds = archived.items.map(({ id }) => id);
  await must(begin({ action: "bring_back", tab: "completed", chosen: { activityIds } }));
  expect(await ended()).toMatchObject({ done: chosen.seen, refused: 0 });
  expect((await listed("completed", "&q=Paint")).items).toHaveLength(chosen.seen);
  expect((await listed("completed", "&q=Paint&archived=only")).items).toEqual([]);
});

it("acknowledges failures, which then ring no more", async () => {
  const contract = await createCommitment(world, installed, {
    vendor: await new VendorChoice(world, installed).inProcore("Loud Masonry #"),
    title: "Masonry",
  });
  await atRest(world);
  await must(
    begin({ action: "retry", tab: "pending", chosen: await everything("pending", "Masonry") }),
  );
  await ended();
  const bell = () => must(installed.admin.get<Bell>(at("/failures")));
  expect((await bell()).newest).toMatchObject([{ procoreId: contract.id, isAcknowledged: false }]);

  const chosen = await everything("failed", "Masonry");
  await must(begin({ action: "acknowledge", tab: "failed", chosen }));

  expect(await ended()).toMatchObject({ done: 1 });
  expect(await bell()).toMatchObject({ unacknowledged: 0, newest: [{ isAcknowledged: true }] });
});

it("is over once each record was tried, and says how many failed again and for what", async () => {
  const vendor = await new VendorChoice(world, installed).inProcore("Absent Glass #");
  for (const title of ["Glass 1", "Glass 2"]) {
    await createCommitment(world, installed, { vendor, title });
  }
  await atRest(world);
  const pending = await everything("pending", "Glass");
  await must(begin({ action: "retry", tab: "pending", chosen: pending }));
  await ended();
  const failed = await everything("failed", "Glass");
  expect(failed.seen).toBe(2);

  await must(begin({ action: "retry", tab: "failed", chosen: failed }));

  const batch = await ended();
  expect(batch).toMatchObject({ total: 2, done: 0, refused: 2, underWay: 0, waiting: 0 });
  expect(batch.reasons).toMatchObject([
    { count: 2, reason: expect.stringContaining(vendor) as string },
  ]);
  expect(await refusedBy(batch)).toMatchObject([
    { reason: batch.reasons[0]!.reason, isWaiting: false },
    { reason: batch.reasons[0]!.reason },
  ]);
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
    { action: "bring_back", tab: "pending", chosen },
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
