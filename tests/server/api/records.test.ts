import { expect, it, vi } from "vitest";
import type { RecordDetails, RecordGrid, Synchronized } from "../../../server/api/contract.ts";
import type { Commitment } from "../../sandbox/procore/records.ts";
import { atRest, soon } from "../../world/at-rest.ts";
import { createCommitment, viewOf } from "../../world/commitments.ts";
import { changeSettings, must } from "../../world/install.ts";
import { people, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld();
const vendor = "Acme Steel Erectors";

const path = (rest = "") => `/companies/${installed.companyId}/records${rest}`;
const list = (query = "") => must(installed.admin.get<RecordGrid>(path(query)));
const keysOf = ({ items }: RecordGrid) => items.map(({ procoreId }) => procoreId);
const lineOf = async ({ id }: Commitment) => (await list(`?key=${id}`)).items[0]!;
const synchronize = (how: string, recordIds: string[]) =>
  installed.admin.send<Synchronized>("POST", path("/synchronize"), { how, recordIds });

const automatic = (automaticSync: boolean) => changeSettings(installed, { automaticSync });

async function waiting(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title });
  await vi.waitFor(async () => expect(await lineOf(commitment)).toBeDefined(), soon);
  await atRest(world);
  return commitment;
}

async function synced(title: string): Promise<Commitment> {
  await automatic(true);
  const commitment = await waiting(title);
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  await automatic(false);
  return commitment;
}

it("lists the records from before Crosstie as not integrated, a page at a time", async () => {
  await world.everyTick();
  await vi.waitFor(async () => expect((await list()).items).not.toEqual([]), soon);
  await atRest(world);
  const all = await list("?limit=100&status=not_integrated");
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: RecordGrid = await list(
      `?limit=2&status=not_integrated${cursor && `&cursor=${cursor}`}`,
    );
    ids.push(...keysOf(page));
    cursor = page.nextCursor;
    expect(page.counts.not_integrated).toBe(all.items.length);
  }

  expect(all.items.length).toBeGreaterThan(2);
  expect(ids).toEqual(keysOf(all));
  expect(all.items[0]).toMatchObject({
    status: "not_integrated",
    version: { seen: 1, inErp: null },
    counterpart: null,
    asks: "synchronize",
  });
});

it("says of a synced record where it is, under which connection and of which entity", async () => {
  const commitment = await synced("In step");
  const { connections } = await list();

  expect(connections).toEqual([
    {
      id: installed.connectionId,
      name: expect.stringMatching(/^NetSuite .+/) as string,
      isInUse: true,
    },
  ]);
  expect(await lineOf(commitment)).toMatchObject({
    type: "Commitment",
    status: "success",
    counterpart: { number: expect.stringMatching(/^PO/) as string },
    version: { seen: 1, inErp: 1 },
    connectionId: installed.connectionId,
    entity: expect.stringMatching(/\w/) as string,
    message: null,
    asks: null,
    whyNot: "It is in step: there is nothing to send.",
  });
});

it("counts the changes that were seen, and which of them the ERP has", async () => {
  const commitment = await synced("Changed twice");
  const change = (amount: string) =>
    world.procore.system.act({
      do: "set_line_amount",
      commitmentId: commitment.id,
      lineId: commitment.lines[0]!.id,
      amount,
    });
  await change("1300.00");
  await vi.waitFor(
    async () => expect(await lineOf(commitment)).toMatchObject({ version: { seen: 2, inErp: 1 } }),
    soon,
  );

  expect(await lineOf(commitment)).toMatchObject({
    status: "pending",
    message: "automatic sync is off",
    asks: null,
    whyNot: "It is pending already, and waits: automatic sync is off.",
  });
  expect(keysOf(await list("?version=older"))).toEqual([commitment.id]);
  expect(keysOf(await list("?version=newest"))).not.toContain(commitment.id);
});

it("finds records by key, name, type, group, status, project and day of sync", async () => {
  const commitment = await synced("Findable 100%_ steel");
  const { counterpart } = await lineOf(commitment);
  const finds = async (query: string) => keysOf(await list(`?limit=100&${query}`));

  expect(await finds(`key=${counterpart!.number!.toLowerCase()}`)).toEqual([commitment.id]);
  expect(await finds(`name=${encodeURIComponent("100%_ STEEL")}`)).toEqual([commitment.id]);
  expect(await finds(`name=${encodeURIComponent("100_% steel")}`)).toEqual([]);
  expect(await finds("type=commitment&status=success")).toContain(commitment.id);
  const masters = await list("?group=master&limit=100");
  expect(masters.items.length).toBeGreaterThan(0);
  expect(masters.items.every(({ isMasterData }) => isMasterData)).toBe(true);
  expect(await finds("group=finance")).toContain(commitment.id);
  expect(await finds(`project=${commitment.projectId}`)).toContain(commitment.id);
  expect(await finds(`project=${installed.projects[1]!.id}`)).not.toContain(commitment.id);
  expect(await finds(`connection=${installed.connectionId}`)).toContain(commitment.id);
  expect(await finds("connection=00000000-0000-4000-8000-000000000000")).toEqual([]);
  expect(await finds(`since=${new Date(Date.now() - 60_000).toISOString()}`)).toContain(
    commitment.id,
  );
  expect(await finds(`until=${new Date(Date.now() - 600_000).toISOString()}`)).toEqual([]);
  const refused = await installed.admin.get(path("?status=lost"));
  expect(refused.status).toBe(400);
});

it("shows one record with what became of it", async () => {
  const commitment = await synced("Looked at");
  const { id } = await lineOf(commitment);

  const details = await must(installed.admin.get<RecordDetails>(path(`/${id}`)));

  expect(details).toMatchObject({
    procoreId: commitment.id,
    failure: null,
    events: [{ action: "created", status: "synced" }],
  });
  expect((await installed.admin.get(path("/99999999"))).status).toBe(404);
  expect((await installed.admin.get(path("/none"))).status).toBe(400);
});

it("synchronizes what was never sent, and says of each other one why not", async () => {
  const done = await lineOf(await synced("Done before"));
  const pending = await lineOf(await waiting("Waits for the switch"));
  const before = (await list("?status=not_integrated&type=commitment&limit=100")).items;

  const { status, body } = await synchronize("synchronize", [
    ...before.map(({ id }) => id),
    pending.id,
    done.id,
  ]);

  expect(status).toBe(202);
  expect(body.asked.length + body.refused.length).toBe(before.length + 2);
  expect(body.asked.length).toBeGreaterThan(0);
  const whys = new Map(body.refused.map(({ id, message }) => [id, message]));
  expect(whys.get(pending.id)).toMatch(/^It is pending already/);
  expect(whys.get(done.id)).toBe("It is in step: there is nothing to send.");
  await atRest(world);
  const after = await list(`?ids=${body.asked.join(",")}`);
  expect(after.items.map(({ status: now }) => now)).toContain("success");
  expect((await synchronize("force", [done.id])).body.refused).toHaveLength(1);
});

it("forces what has failed", async () => {
  await automatic(true);
  // what other tests left waiting goes before, and not into the fault
  await atRest(world);
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "status",
    status: 400,
    times: 1,
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Refused once" });
  await vi.waitFor(
    async () => expect(await lineOf(commitment)).toMatchObject({ status: "error", asks: "force" }),
    soon,
  );
  const { id, message } = await lineOf(commitment);
  expect(message).toMatch(/\w/);

  expect((await synchronize("force", [id])).body).toEqual({ asked: [id], refused: [] });

  await vi.waitFor(
    async () => expect(await lineOf(commitment)).toMatchObject({ status: "success" }),
    soon,
  );
  await automatic(false);
});

it("shows project people their own projects alone, and lets who may not send only look", async () => {
  const users = [...world.procore.system.live().users.values()];
  const { projects } = users.find(({ login }) => login === people.superintendent)!.memberships[0]!;
  const [here, there] = installed.projects.map(({ id }) => id) as [string, string];
  delete projects[there];
  const person = await signIn(world, "superintendent");

  const seen = (await must(person.get<RecordGrid>(path("?limit=100")))).items;
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen.map(({ projectId }) => projectId))).toEqual(new Set([here]));
  expect(seen.every(({ mayAct, asks, whyNot }) => !mayAct && asks === null && whyNot)).toBe(true);
  const { items } = await list("?limit=100");
  const other = items.find(({ projectId }) => projectId === there)!;
  expect((await person.get(path(`/${other.id}`))).status).toBe(404);
  const asked = { how: "synchronize", recordIds: [seen[0]!.id] };
  expect((await person.send("POST", path("/synchronize"), asked)).status).toBe(403);
});

it("lets nobody in who sees no project", async () => {
  const users = [...world.procore.system.live().users.values()];
  const member = users.find(({ login }) => login === people.accounting)!.memberships[0]!;
  Object.assign(member, { companyTools: {}, projects: {} });
  const nobody = await signIn(world, "accounting");

  expect((await nobody.get(path())).status).toBe(403);
});
