import { expect, it } from "vitest";
import type { BlockedPage, Bell, Problem, ProblemList } from "../../server/api/contract.ts";
import type { Commitment, Membership } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({
  settings: { automaticSync: true, createVendors: false },
});

const at = (rest: string) => `/companies/${installed.companyId}${rest}`;
const bell = () => must(installed.admin.get<Bell>(at("/failures")));
const open = async () => (await must(installed.admin.get<ProblemList>(at("/problems")))).items;
const blockedBy = ({ id }: Problem) =>
  must(installed.admin.get<BlockedPage>(at(`/problems/${id}/records`)));
const retry = ({ id }: Problem) =>
  must(installed.admin.send<{ queued: number }>("POST", at(`/problems/${id}/retry`)));
const acknowledge = (which: object) =>
  must(installed.admin.send<Bell>("POST", at("/failures/acknowledge"), which));

const vendors = () => new VendorChoice(world, installed);

/** Two contracts of a vendor that NetSuite lacks, one with an invoice. */
async function blocked(name: string): Promise<{ vendor: string; contracts: Commitment[] }> {
  const vendor = await vendors().inProcore(name);
  const contracts: Commitment[] = [];
  for (const amount of ["1200.00", "800.50"]) {
    contracts.push(await createCommitment(world, installed, { vendor, title: "Masonry", amount }));
  }
  await atRest(world);
  await approveInvoice(world, installed, contracts[0]!, "50");
  await atRest(world);
  return { vendor, contracts };
}

it("makes one problem of a missing vendor, which closes when the vendor is there", async () => {
  const { vendor, contracts } = await blocked("Old Masonry #");

  const [problem, ...others] = await open();
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    title: `NetSuite has no vendor for ${vendor}`,
    whoseMove: "accounting",
    failed: 2,
    retrying: 0,
    waiting: 1,
    worth: [{ currency: "USD", amount: "2600.50" }],
    remedies: [{ kind: "create_vendor" }, { kind: "retry" }],
  });
  const { items } = await blockedBy(problem!);
  expect(items.toSorted((a, b) => Number(b.amount) - Number(a.amount))).toMatchObject([
    { state: "failed", amount: "1200.00", error: expect.stringContaining("no vendor") },
    { state: "failed", amount: "800.50" },
    { state: "waiting", amount: "600.00", error: null, resourceWord: "Requisition" },
  ]);

  // Nobody has created it yet: the same problem stays open.
  expect(await retry(problem!)).toEqual({ queued: 2 });
  await atRest(world);
  expect(await open()).toMatchObject([{ id: problem!.id, failed: 2 }]);

  await vendors().inNetSuite(vendor);
  await retry(problem!);
  await atRest(world);
  expect(await open()).toEqual([]);
  for (const contract of contracts) {
    expect(await viewOf(installed, contract)).toMatchObject({ record: "success" });
  }
  const kept = await world.database.admin("problems").orderBy("problem_id");
  expect(kept.filter(({ code }) => code === "vendor_missing")).toMatchObject([
    { closed_at: expect.any(Date) as Date },
  ]);
});

it("rings for a failure until somebody takes note, and rings again when it fails anew", async () => {
  const { vendor } = await blocked("Loud Masonry #");

  const first = await bell();
  expect(first).toMatchObject({
    unacknowledged: 2,
    problems: 1,
    newest: [
      { resourceWord: "Commitment", error: expect.stringContaining(vendor), isAcknowledged: false },
      { impact: expect.stringMatching(/^(1200|800)/), changes: expect.any(Number) as number },
    ],
  });

  const [one] = first.newest;
  expect(await acknowledge({ recordIds: [one!.recordId] })).toMatchObject({ unacknowledged: 1 });
  expect(await acknowledge({ until: first.newest.at(-1)!.failedAt })).toMatchObject({
    unacknowledged: 0,
    newest: [{ isAcknowledged: true }, { isAcknowledged: true }],
  });
  const log = await world.database
    .admin("audit_log")
    .where({ action: "failures_acknowledged" })
    .orderBy("sequence");
  expect(log).toMatchObject([{ subject_kind: "commitment" }, { actor: "person" }]);

  const [problem] = await open();
  await retry(problem!);
  await atRest(world);
  expect(await bell()).toMatchObject({ unacknowledged: 2, problems: 1 });

  await vendors().inNetSuite(vendor);
  await retry(problem!);
  await atRest(world);
  expect(await bell()).toMatchObject({ unacknowledged: 0, problems: 0, newest: [] });
});

it("lets a retry of what nobody created create no vendor", async () => {
  const { vendor } = await blocked("Careful Masonry #");
  const before = vendors().writes();
  const [problem] = await open();

  await retry(problem!);
  await atRest(world);

  expect(vendors().writes()).toBe(before);
  await vendors().inNetSuite(vendor);
  await retry(problem!);
  await atRest(world);
});

it("makes one problem of what NetSuite says of several records, and sends all of them again", async () => {
  const account = (mandatory: string[]) =>
    void world.netsuite.system.act({ do: "set_options", mandatory });
  account(["department"]);
  for (const title of ["First", "Second"]) {
    await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title });
  }
  await atRest(world);

  const [problem, ...others] = await open();
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    title: "NetSuite wants 2 records to be classified",
    whoseMove: "admin",
    failed: 2,
    remedies: [{ kind: "open_settings", section: "mappings" }, { kind: "retry" }],
  });

  account([]);
  expect(await retry(problem!)).toEqual({ queued: 2 });
  await atRest(world);
  expect(await open()).toEqual([]);
});

it("lists the ten that failed last", async () => {
  const vendor = await vendors().inProcore("Twelve Masonry #");
  for (let count = 0; count < 12; count += 1) {
    await createCommitment(world, installed, { vendor, title: `Part ${count}` });
  }
  await atRest(world);

  const { unacknowledged, newest } = await bell();
  expect(unacknowledged).toBe(12);
  expect(newest).toHaveLength(10);
  const times = newest.map(({ failedAt }) => Date.parse(failedAt));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  await vendors().inNetSuite(vendor);
  await retry((await open())[0]!);
  await atRest(world);
});

it("says that all waits for a connection that no longer works", async () => {
  const { admin } = world.database;
  const working = await admin("connections").first();
  await admin("connections").update({ status: "broken", summary: "Certificate revoked." });
  await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Waits" });
  await atRest(world);

  expect(await open()).toMatchObject([
    {
      title: "The ERP no longer accepts the connection's credentials",
      whoseMove: "admin",
      waiting: 1,
      worth: [{ currency: "USD", amount: "1200.00" }],
      remedies: [{ kind: "open_settings", section: "connection" }],
    },
  ]);

  await admin("connections").update({ status: working.status, summary: working.summary });
  expect(await open()).toEqual([]);
  await must(installed.admin.send("PUT", at("/settings"), { automaticSync: true }));
  await atRest(world);
});

it("shows project people what blocks their own records, and lets those act who may send them", async () => {
  const { vendor, contracts } = await blocked("Own Masonry #");
  await world.database.admin("connections").update({ status: "broken", summary: "Revoked." });
  const [manager, reader] = [
    await signIn(world, "projectManager"),
    await signIn(world, "superintendent"),
  ];

  const list = await must(manager.get<ProblemList>(at("/problems")));
  expect(list).toMatchObject({ isWhole: false });
  expect(list.items.map(({ title }) => title)).toContain(`NetSuite has no vendor for ${vendor}`);
  expect(list.items.every(({ worth }) => worth.length > 0)).toBe(true);
  expect(await must(manager.get<Bell>(at("/failures")))).toMatchObject({
    unacknowledged: 2,
    canAcknowledge: true,
  });
  expect(await must(reader.get<Bell>(at("/failures")))).toMatchObject({
    unacknowledged: 2,
    canAcknowledge: false,
  });
  const until = new Date().toISOString();
  expect(await reader.send("POST", at("/failures/acknowledge"), { until })).toMatchObject({
    status: 403,
  });
  expect(await reader.send("POST", at(`/problems/${list.items[0]!.id}/retry`))).toMatchObject({
    status: 403,
  });

  const { projects } = membershipOf("projectManager");
  const there = projects[contracts[0]!.projectId]!;
  delete projects[contracts[0]!.projectId];
  const elsewhere = await signIn(world, "projectManager");
  await must(elsewhere.send("POST", at("/failures/acknowledge"), { until }));
  expect(await bell()).toMatchObject({ unacknowledged: 2 });
  projects[contracts[0]!.projectId] = there;

  await must(manager.send("POST", at("/failures/acknowledge"), { until }));
  expect(await bell()).toMatchObject({ unacknowledged: 0 });
  await world.database.admin("connections").update({ status: "working" });
});

/** As Procore has it: a change counts from now on. */
function membershipOf(person: keyof typeof people): Membership {
  const users = [...world.procore.system.live().users.values()];
  return users
    .find(({ login }) => login === people[person])!
    .memberships.find(({ companyId }) => companyId === installed.companyId)!;
}

it("lists the ten that failed last, and counts the others too", async () => {
  const vendor = await vendors().inProcore("Many Masonry #");
  const before = (await bell()).unacknowledged;
  for (let number = 1; number <= 11; number += 1) {
    await createCommitment(world, installed, { vendor, title: `Wall ${number}` });
    if (number === 1) await atRest(world);
  }
  await atRest(world);

  const { newest, unacknowledged } = await bell();

  expect(unacknowledged).toBe(before + 11);
  expect(newest).toHaveLength(10);
  const times = newest.map(({ failedAt }) => failedAt);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(newest.map(({ title }) => title).join()).not.toMatch(/Wall 1(?!\d)/);
});
