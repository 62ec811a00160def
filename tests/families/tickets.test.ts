import { afterAll, beforeAll, expect, it } from "vitest";
import type { ActivityPage, ActivityTab, Installation } from "../../server/api/contract.ts";
import { addKind } from "../../server/kinds/index.ts";
import { findConnection } from "../../server/store/connections-in-use.ts";
import { deliver, withhold } from "../bad-days/deliveries.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { changeSettings, install, type Installed, must } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { type Ticket, tickets } from "./tickets.ts";

const { kept, told, kind } = tickets();

let removeKind: () => void;
let world: World;
let installed: Installed;
let projectId: string;

beforeAll(async () => {
  removeKind = addKind(kind);
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: true });
  const projectIds = installed.projects.map(({ id }) => id);
  projectId = projectIds[0]!;
  await afterFirstPoll(world, projectIds);
});
afterAll(async () => {
  await world.close();
  removeKind();
});

const at = (door: string) => `/companies/${installed.companyId}${door}`;
const activities = async (tab: ActivityTab) =>
  (
    await must(installed.admin.get<ActivityPage>(at(`/activities?limit=50&tab=${tab}`)))
  ).items.filter(({ resource }) => resource === "ticket");

function write(wanted: Pick<Ticket, "id" | "title"> & Partial<Ticket>): Ticket {
  const vendor = [...world.procore.system.live().vendors.values()].find(
    ({ companyId, name }) => companyId === installed.companyId && name === "Acme Steel Erectors",
  );
  const ticket = {
    projectId,
    number: `DT-${wanted.id}`,
    vendorId: vendor!.id,
    amount: "480.00",
    isSigned: true,
    updatedAt: new Date(),
    version: 1,
    ...wanted,
  };
  kept.set(ticket.id, ticket);
  return ticket;
}

/** Procore's poll of the kind, as when somebody asks for it. */
async function poll(): Promise<void> {
  const { companyId } = installed;
  const { connectionId } = (await findConnection(world.database.admin, companyId))!;
  await world.jobs.send("poll-changes", { companyId, connectionId });
  await atRest(world);
}

it("is offered in the settings by its own words, and waits while it is switched off", async () => {
  const { systems } = await must(installed.admin.get<Installation>(at("/installation")));
  expect(systems[0]?.resourceTypes).toContainEqual({
    id: "ticket",
    name: "Delivery tickets",
    label: "Delivery tickets → NetSuite purchase orders",
    help: "What a truck brought, once it is signed for",
    isTaken: true,
  });

  write({ id: "71", title: "Rebar" });
  await poll();

  expect(await activities("pending")).toMatchObject([
    { title: "DT-71, Rebar", action: "created", waiting: expect.stringContaining("switched off") },
  ]);
});

it("goes to the ERP once it is switched on, and Procore is told", async () => {
  await changeSettings(installed, { resourceTypes: { ticket: true } });
  await atRest(world);

  const [activity] = await activities("completed");
  expect(activity).toMatchObject({
    status: "synced",
    counterpart: { system: "NetSuite", kind: "Purchase order" },
  });
  expect(told.get("71")).toBe(`crosstie-ticket-71-${activity!.counterpart!.id}`);
});

it("waits for approval in its own words", async () => {
  const ticket = write({ id: "72", title: "Gravel", isSigned: false });
  await poll();
  expect((await activities("pending"))[0]).toMatchObject({ waiting: "approval in Procore" });

  kept.set("72", { ...ticket, isSigned: true, updatedAt: new Date() });
  await poll();

  expect((await activities("completed"))[0]).toMatchObject({
    status: "synced",
    changes: expect.arrayContaining([expect.objectContaining({ field: "signed", new: "Yes" })]),
  });
});

it("is looked at when a webhook tells of it", async () => {
  const ticket = write({ id: "73", title: "Sand" });
  const [change] = await withhold(world, () =>
    createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Any" }),
  );
  const payload = {
    ...change!.payload,
    ulid: "01J00000000000000000000073",
    resource_name: "Delivery Tickets",
    resource_id: ticket.id,
  };

  const { status } = await deliver(world, payload, change!.authorization);
  await atRest(world);

  expect(status).toBe(204);
  expect((await activities("completed"))[0]).toMatchObject({
    title: "DT-73, Sand",
    status: "synced",
  });
});
