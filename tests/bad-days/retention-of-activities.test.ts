import { expect, it } from "vitest";
import type { ActivityPage, Retention, RetentionCount } from "../../server/api/contract.ts";
import { addActivities, addRecords } from "../server/api/many-activities.ts";
import { atRest } from "../world/at-rest.ts";
import { must } from "../world/install.ts";
import { nameOf, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

const at = (rest: string) => `/companies/${installed.companyId}${rest}`;
const activities = () =>
  world.database.admin("activities").where({ company_id: installed.companyId });
const keep = (retention: Retention) =>
  must(installed.admin.send<Retention>("PUT", at("/retention"), retention));
const count = async (query: string) =>
  must(installed.admin.get<RetentionCount>(at(`/retention/count${query}`)));
const number = async (query: ReturnType<typeof activities>) =>
  Number((await query.count({ count: "*" }))[0]!.count);

/** The clock's turn of the night is due. */
async function night(): Promise<void> {
  await world.database
    .admin("schedules")
    .where({ task: "hooks" })
    .update({ due_at: new Date(0) });
  await world.everyTick();
  await atRest(world);
}

async function entries(action: string) {
  return world.database
    .admin("audit_log")
    .where({ company_id: installed.companyId, action })
    .orderBy("sequence");
}

const NOTHING: Retention = { archiveAfterMonths: null, eraseAfterYears: null };

it("archives what is completed for long enough, never what waits or failed, and tells the audit log", async () => {
  const { admin } = world.database;
  await addRecords(admin, installed, 10);
  // one an hour, back into time
  await addActivities(admin, installed, 9_000);
  await admin.raw(
    "update activities set synced_at = detected_at where status = 'synced' and company_id = ?",
    [installed.companyId],
  );
  const monthsAgo = new Date();
  monthsAgo.setMonth(monthsAgo.getMonth() - 3);
  const old = () => activities().where("detected_at", "<", monthsAgo);
  const completed = await number(old().whereIn("status", ["synced", "not_applicable"]));
  const open = await number(activities().whereIn("status", ["pending", "failed"]));
  expect(completed).toBeGreaterThan(2_500);

  await night();
  expect(await number(activities().whereNotNull("archived_at"))).toBe(0);

  expect(await count("?archiveAfterMonths=3")).toEqual({ toArchive: completed, toErase: 0 });
  await keep({ ...NOTHING, archiveAfterMonths: 3 });
  await night();
  expect(await number(activities().whereNotNull("archived_at"))).toBe(completed);
  expect(await number(activities().whereIn("status", ["pending", "failed"]))).toBe(open);
  const told = await entries("activities_archived");
  const sum = told.reduce((all, { subject_name: name }) => all + Number.parseInt(name, 10), 0);
  expect(sum).toBe(completed);
  expect(told[0]).toMatchObject({
    actor: "crosstie",
    after: { "Completed for": "3 months", "Set by": nameOf(world, "admin") },
  });
});

it("takes archived ones out of lists and counts, and shows them when asked", async () => {
  const archived = await number(activities().whereNotNull("archived_at"));
  const listed = await number(
    activities().whereNull("archived_at").whereIn("status", ["synced", "not_applicable"]),
  );
  const page = (query: string) =>
    must(installed.admin.get<ActivityPage>(at(`/activities?tab=completed&limit=1${query}`)));
  expect((await page("")).counts).toMatchObject({ completed: listed });
  expect((await page("&archived=only")).counts).toMatchObject({ completed: archived });
  expect((await page("&archived=too")).counts).toMatchObject({ completed: archived + listed });
});

it("erases only what was archived for long enough, and says how many", async () => {
  const before = await number(activities());
  const long = activities().whereNotNull("archived_at").orderBy("activity_id").limit(2_500);
  await world.database
    .admin("activities")
    .whereIn("activity_id", long.select("activity_id"))
    .update({ archived_at: new Date("2019-05-01") });

  expect(await count("?eraseAfterYears=5")).toEqual({ toArchive: 0, toErase: 2_500 });
  await keep({ archiveAfterMonths: 3, eraseAfterYears: 5 });
  await night();

  expect(await number(activities())).toBe(before - 2_500);
  const told = await entries("activities_erased");
  expect(told.map(({ subject_name: name }) => name)).toEqual(["2000 activities", "500 activities"]);
  expect(await entries("retention_saved")).toMatchObject([
    { after: { "Archive after": "3 months", "Erase after": "never" } },
    { before: { "Erase after": "never" }, after: { "Erase after": "5 years" } },
  ]);
});

it("lets no archived one wait", async () => {
  const archived = await activities().whereNotNull("archived_at").first("activity_id");
  await expect(activities().where(archived).update({ status: "pending" })).rejects.toThrow(
    /activities_archived_completed/,
  );
});

it("is set by admins alone, within bounds", async () => {
  const manager = await signIn(world, "projectManager");
  for (const [method, path] of [
    ["PUT", "/retention"],
    ["GET", "/retention/count?eraseAfterYears=1"],
  ] as const) {
    const answer =
      method === "PUT" ? manager.send(method, at(path), NOTHING) : manager.get(at(path));
    expect(await answer).toMatchObject({ status: 403 });
  }
  for (const wrong of [{}, { ...NOTHING, eraseAfterYears: 0 }, { ...NOTHING, more: 1 }]) {
    expect(await installed.admin.send("PUT", at("/retention"), wrong)).toMatchObject({
      status: 400,
    });
  }
});
