import { beforeEach, expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { heldClaim } from "../world/held-claim.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll, refuse, unreadOf } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });
const vendor = "Acme Steel Erectors";
/** Numbers begin anew in each project, and NetSuite takes one number of one vendor once. */
const vendorElsewhere = "Blue Heron Concrete";
const LIST = "/rest/v1.1/requisitions";

beforeEach(async () => {
  await permit(installed.projects);
  await atRest(world);
});

const permit = (projects: { id: string }[]) =>
  world.procore.system.act({
    do: "permit_projects",
    companyId: installed.companyId,
    projectIds: projects.map(({ id }) => id),
  });

/** An approved invoice of a synced commitment; nobody has looked for it yet. */
async function billedUnseen(
  title: string,
  projects = installed.projects,
): Promise<{ commitment: Commitment; id: string }> {
  const isElsewhere = projects[0]!.id !== installed.projects[0]!.id;
  const commitment = await createCommitment(
    world,
    { ...installed, projects },
    { vendor: isElsewhere ? vendorElsewhere : vendor, title },
  );
  await atRest(world);
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "50",
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id });
  return { commitment, id };
}

it("finds an approved invoice that Procore refused to show, once it no longer does, and says meanwhile that it is missing", async () => {
  const { commitment, id } = await billedUnseen("Refused");
  const newer = await createCommitment(world, installed, { vendor, title: "Newer" });
  await atRest(world);
  refuse(world, `${LIST}/${id}`);

  await approveInvoice(world, installed, newer);
  await atRest(world);

  expect((await viewOf(installed, newer)).invoices).toMatchObject([{ record: "success" }]);
  expect(await unreadOf(installed)).toMatchObject([
    {
      kind: "requisition",
      projectName: installed.projects[0]!.name,
      count: 1,
      reason: expect.stringMatching(/^Procore: /),
      whoseMove: "admin",
    },
  ]);

  world.procore.faults.clear();
  await poll(world, installed);

  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ id, record: "success" }]);
  expect(await unreadOf(installed)).toEqual([]);
});

it("does not take one 404 for the word that there is no such invoice", async () => {
  const { commitment, id } = await billedUnseen("Not shown");
  world.procore.faults.add({
    method: "GET",
    path: `${LIST}/${id}`,
    kind: "status",
    status: 404,
    times: 1,
  });

  await world.jobs.send("detect-change", {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
    kind: "requisition",
    procoreId: id,
    projectId: commitment.projectId,
  });
  await atRest(world);

  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ id, record: "success" }]);
});

it("looks again after the last try of a look has failed", async () => {
  const { commitment, id } = await billedUnseen("Outage");
  refuse(world, `${LIST}/${id}`, 502);
  const load = {
    companyId: installed.companyId,
    connectionId: installed.connectionId,
    kind: "requisition" as const,
    procoreId: id,
    projectId: commitment.projectId,
  };
  const signal = new AbortController().signal;

  await expect(
    world.tasks["detect-change"](load, {
      signal,
      retryCount: 0,
      isLastTry: false,
      claim: heldClaim,
    }),
  ).rejects.toThrow("Procore");
  expect(await unreadOf(installed)).toEqual([]);
  await expect(
    world.tasks["detect-change"](load, {
      signal,
      retryCount: 12,
      isLastTry: true,
      claim: heldClaim,
    }),
  ).rejects.toThrow("Procore");
  expect(await unreadOf(installed)).toMatchObject([{ count: 1, whoseMove: "crosstie" }]);

  world.procore.faults.clear();
  await poll(world, installed);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
  expect(await unreadOf(installed)).toEqual([]);
});

it("owes no look at a record that is gone, nor at one of a project that is no longer chosen", async () => {
  const [first, second] = installed.projects;
  const { id } = await billedUnseen("Gone");
  const elsewhere = await billedUnseen("Elsewhere", [second!]);
  for (const refused of [id, elsewhere.id]) refuse(world, `${LIST}/${refused}`);
  await poll(world, installed);
  expect(await unreadOf(installed)).toMatchObject([{ count: 1 }, { count: 1 }]);

  await world.procore.system.act({ do: "delete_requisition", id });
  await must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/installation/projects`, {
      projectIds: [first!.id],
    }),
  );
  world.procore.faults.clear();
  const heard = world.procore.tap.heard.length;
  await poll(world, installed);

  expect(await unreadOf(installed)).toEqual([]);
  expect(
    world.procore.tap.heard.slice(heard).filter(({ path }) => path.endsWith(elsewhere.id)),
  ).toEqual([]);
  // what changes in the very second in which a project is chosen is a change
  const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
  world.procore.system.live().requisitions.get(elsewhere.id)!.updatedAt = aMinuteAgo;
  await must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/installation/projects`, {
      projectIds: installed.projects.map((project) => project.id),
    }),
  );
  await atRest(world);
  // chosen again, the project begins anew
  expect((await viewOf(installed, elsewhere.commitment)).invoices).toMatchObject([
    { record: "not_integrated", isFromBefore: true },
  ]);
  expect(await unreadOf(installed)).toEqual([]);
});

it("goes on with the other projects when one is out of reach, and says which until it is back", async () => {
  const [first, second] = installed.projects.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const { commitment } = await billedUnseen("Second project", [second!]);
  const missed = await billedUnseen("First project", [first!]);
  await permit([second!]);

  await poll(world, installed);

  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
  expect(await unreadOf(installed)).toMatchObject([
    {
      kind: "requisition",
      isList: true,
      projectId: first!.id,
      projectName: first!.name,
      reason: expect.stringContaining("not permitted"),
      whoseMove: "admin",
    },
  ]);

  await permit(installed.projects);
  await poll(world, installed);

  expect(await unreadOf(installed)).toEqual([]);
  expect((await viewOf(installed, missed.commitment)).invoices).toMatchObject([
    { record: "success" },
  ]);
});

it("asks for the commitments of a project again at the next poll when Procore refused them", async () => {
  const { companyId } = installed;
  await world.database
    .admin("cursors")
    .where({ company_id: companyId })
    .whereLike("name", "commitment:%:asked")
    .update({ value: new Date(0).toISOString() });
  refuse(world, "/rest/v1.0/purchase_order_contracts");
  await poll(world, installed);
  expect((await unreadOf(installed)).map(({ kind, isList }) => [kind, isList])).toEqual([
    ["commitment", true],
    ["commitment", true],
  ]);

  world.procore.faults.clear();
  await poll(world, installed);

  expect(await unreadOf(installed)).toEqual([]);
});

it("tries a poll again when it was only held up, after all its projects had their turn", async () => {
  const { commitment } = await billedUnseen("Held up");
  world.procore.faults.add({
    method: "GET",
    path: LIST,
    kind: "status",
    status: 500,
    times: 1,
  });
  const before = countCalls(world.procore, "GET", /^\/rest\/v1\.1\/requisitions$/);

  await poll(world, installed);

  expect(countCalls(world.procore, "GET", /^\/rest\/v1\.1\/requisitions$/)).toBe(
    before + 2 * installed.projects.length,
  );
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
});

it("asks once and no more where the app was disconnected", async () => {
  const { companyId } = installed;
  const { id } = await billedUnseen("Disconnected");
  refuse(world, `${LIST}/${id}`);
  await poll(world, installed);
  expect(await unreadOf(installed)).toMatchObject([{ kind: "requisition" }]);
  await world.procore.system.act({ do: "disconnect_app", companyId });
  const heard = world.procore.tap.heard.length;

  await poll(world, installed);

  // What is at Procore is to be taken away, too: that asks once as well.
  expect(
    world.procore.tap.heard
      .slice(heard)
      .filter(({ path }) => path.startsWith("/rest/"))
      .map(({ path }) => path),
  ).toEqual([LIST, `/rest/v2.0/companies/${companyId}/webhooks/hooks`]);
});
