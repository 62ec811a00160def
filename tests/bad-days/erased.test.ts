import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { atRest, afterFirstPoll, soon } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { install, type Installed, must } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { nameOf, signIn } from "../world/sign-in.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";
import { deliver, withhold } from "./deliveries.ts";

const MANY = 60_000;

let world: World;
let leaving: Installed;
let staying: Installed;
const workers: Worker[] = [];

beforeAll(async () => {
  world = await openWorld({ works: false });
  leaving = await install(world);
  staying = await install(world, {}, "stranger");
  workers.push(await startWorker(world));
  for (const { projects } of [leaving, staying]) {
    await afterFirstPoll(
      world,
      projects.map(({ id }) => id),
    );
  }
  await createCommitment(world, leaving, { vendor: "Acme Steel Erectors", title: "Steel" });
  await atRest(world);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await world.close();
});

const eventually = { ...soon, timeout: 90_000 };
const at = (of = leaving) => `/companies/${of.companyId}/installation`;
const show = (of = leaving) => must(of.admin.get<Installation>(at(of)));
const erase = (companyName: string, by = leaving.admin) =>
  by.send<Installation>("POST", `${at()}/erase`, { companyName });
const hooksOf = ({ companyId }: Installed) =>
  [...world.procore.system.live().hooks.values()].filter((hook) => hook.companyId === companyId);

async function countsOf({ companyId }: Installed): Promise<Record<string, number>> {
  const { admin } = world.database;
  const { rows } = await admin.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where attname = 'company_id' and relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const counts = rows.map(async ({ name }) => {
    const [row] = await admin(name).where({ company_id: companyId }).count({ count: "*" });
    return [name, Number(row!.count)] as const;
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

const activities = async ({ companyId }: Installed) =>
  Number(
    (
      await world.database.admin("activities").where({ company_id: companyId }).count({ n: "*" })
    )[0]!.n,
  );

async function addMany({ companyId }: Installed): Promise<void> {
  await world.database.admin.raw(
    `insert into activities (company_id, record_id, action, status, changes)
     select company_id, record_id, 'updated', 'not_applicable', '[]'
       from (select * from records where company_id = ? limit 1) as any_record, generate_series(1, ${MANY})`,
    [companyId],
  );
}

it("erases nothing for a name that was typed wrongly, or for who is no administrator", async () => {
  const before = await countsOf(leaving);
  const accounting = await signIn(world, "accounting");

  expect(await erase("Ridgelin")).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("type the company’s name") },
  });
  expect(await erase((await show()).company.name, accounting)).toMatchObject({ status: 403 });

  expect((await show()).status).toBe("active");
  // two entries more: who came in, and was refused
  const audited = { audit_log: before.audit_log! + 2 };
  expect(await countsOf(leaving)).toEqual({ ...before, ...audited });
});

it("erases a large company to the last row, though the process is killed half-way, and no other's", async () => {
  const { company } = await show();
  const [late] = await withhold(world, () =>
    createCommitment(world, leaving, { vendor: "Acme Steel Erectors", title: "Told too late" }),
  );
  await addMany(leaving);
  const others = await countsOf(staying);
  await world.jobs.send(
    "poll-changes",
    { companyId: leaving.companyId, connectionId: leaving.connectionId },
    { startAfter: new Date(Date.now() + 3_600_000) },
  );

  const asked = await must(erase(company.name));
  expect(asked).toMatchObject({
    status: "uninstalled",
    erasure: { by: nameOf(world, "admin"), doneAt: null },
  });
  await vi.waitFor(async () => expect(await activities(leaving)).toBeLessThan(MANY), {
    ...eventually,
    interval: 5,
  });
  await workers[0]!.kill();
  expect(await activities(leaving)).toBeGreaterThan(0);
  expect(await leaving.admin.send("POST", at())).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("still erasing") },
  });
  workers.push(await startWorker(world));
  await vi.waitFor(async () => expect((await show()).erasure?.doneAt).not.toBeNull(), eventually);

  expect(await countsOf(leaving)).toEqual({ erasures: 1 });
  expect(await show()).toMatchObject({
    status: "not_installed",
    erasure: { by: asked.erasure!.by },
  });
  const jobs = world.database.admin("pgboss.job").whereNot({ name: "erase-company" });
  expect(await jobs.whereRaw("data ->> 'companyId' = ?", [leaving.companyId])).toEqual([]);
  expect(hooksOf(leaving)).toEqual([]);
  expect(hooksOf(staying)).toHaveLength(1 + staying.projects.length);
  expect(await countsOf(staying)).toEqual(others);
  expect((await deliver(world, late!.payload, late!.authorization)).status).toBe(204);
  expect(await countsOf(leaving)).toEqual({ erasures: 1 });
});

it("begins from nothing when it is installed again, and is erased although Procore keeps its hooks", async () => {
  leaving = await install(world);
  await vi.waitFor(
    () => expect(hooksOf(leaving)).toHaveLength(1 + leaving.projects.length),
    eventually,
  );
  expect(await show()).toMatchObject({ status: "active" });
  world.procore.faults.add({
    method: "DELETE",
    path: "/rest/v2.0/*/webhooks/hooks*",
    kind: "status",
    status: 500,
  });

  await must(erase((await show()).company.name));
  await vi.waitFor(async () => expect((await show()).erasure?.doneAt).not.toBeNull(), eventually);

  expect(hooksOf(leaving)).not.toEqual([]);
  expect(await countsOf(leaving)).toEqual({ erasures: 2 });
});
