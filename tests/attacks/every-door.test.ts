import { beforeAll, expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { describe as describeApi } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import type { Commitment, Membership } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment } from "../world/commitments.ts";
import { connectionTo, must } from "../world/install.ts";
import { type Caller, people, type PersonName, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

const company = "/companies/{companyId}";
const project = `${company}/projects/{projectId}/`;
const commitment = `${project}commitments/{commitmentId}`;
const { paths } = describeApi({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, { requestBody?: object }>>;
};
interface Door {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  name: string;
  takesBody: boolean;
}
const doors = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([name, { requestBody }]) => {
    const method = name.toUpperCase() as Door["method"];
    return { method, path, name: `${method} ${path}`, takesBody: requestBody !== undefined };
  }),
);
const ofCompany = doors.filter(({ path }) => path.startsWith(company));
/** Whoever may look may name what they look at: a person's saved views are theirs alone. */
const acts = ofCompany.filter(
  ({ method, path }) => method !== "GET" && !path.includes("/activity-views"),
);

/** With these, each would act: no door is kept shut by its body alone. */
const bodies: Record<string, () => unknown> = {
  [`POST ${commitment}/invoices/{invoiceId}/link`]: () => ({ id: "1" }),
  [`POST ${commitment}/vendor`]: () => ({ declined: [] }),
  [`POST ${commitment}/vendor/link`]: () => ({ id: "1" }),
  [`POST ${company}/activities/{activityId}/vendor`]: () => ({ declined: [] }),
  [`POST ${company}/activities/{activityId}/vendor/link`]: () => ({ id: "1" }),
  [`POST ${company}/records/synchronize`]: () => ({
    how: "synchronize",
    recordIds: [behind.recordId],
  }),
  [`POST ${company}/records/{recordId}/resolve`]: () => ({ take: "erp", mark: "seen" }),
  [`POST ${company}/failures/acknowledge`]: () => ({ until: new Date().toISOString() }),
  [`POST ${company}/notifications/read`]: () => ({ ids: ["1"] }),
  [`POST ${company}/activity-views`]: () => ({ name: "Mine", tab: "failed", filters: {} }),
  [`PUT ${company}/activity-views/{viewId}`]: () => ({ name: "Mine" }),
  [`POST ${company}/batches`]: () => ({
    action: "retry",
    tab: "pending",
    chosen: { activityIds: [behind.activityId] },
  }),
  [`PUT ${company}/installation/projects`]: () => ({ projectIds: [installed.projects[0]!.id] }),
  [`POST ${company}/installation/finish`]: () => ({}),
  [`POST ${company}/installation/erase`]: () => ({
    companyName: installed.installation.company.name,
  }),
  [`POST ${company}/connection/test`]: () => connectionTo(world.netsuite),
  [`PUT ${company}/connection`]: () => connectionTo(world.netsuite),
  [`PUT ${company}/retention`]: () => ({ archiveAfterMonths: 1, eraseAfterYears: 1 }),
  [`PUT ${company}/settings`]: () => ({ automaticSync: true, createVendors: true }),
};

/** Of what concerns nobody but whoever asks: to be told of a payment, and what one has read of that. */
/** They take what concerns the person's own projects, and leave all else. */
const IN_ANY_PROJECT = [
  `POST ${company}/notifications/read`,
  `POST ${company}/failures/acknowledge`,
  `POST ${company}/problems/{problemId}/retry`,
];
const OWN = [
  `POST ${commitment}/invoices/{invoiceId}/watch`,
  `DELETE ${commitment}/invoices/{invoiceId}/watch`,
  `POST ${company}/notifications/read`,
];

interface Place {
  companyId: string;
  projectId: string;
  commitmentId: string;
  invoiceId: string;
  activityId: string;
  recordId: string;
}
let behind: Place;

beforeAll(async () => {
  const contract = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Behind every door",
  });
  const { id: invoiceId } = await approveInvoice(world, installed, contract);
  await atRest(world);
  const activity = await world.database.admin("activities").first("activity_id", "record_id");
  const { activity_id: activityId, record_id: recordId } = activity as Record<string, string>;
  behind = placeOf(contract, { invoiceId, activityId: activityId!, recordId: recordId! });
});

const placeOf = (
  { companyId, projectId, id }: Commitment,
  rest = { invoiceId: "1", activityId: "1", recordId: "1" },
): Place => ({ companyId, projectId, commitmentId: id, ...rest });

/** The statuses of their answers. */
async function knock(
  caller: Caller | undefined,
  tried: Door[],
  place: Place = behind,
): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const { method, path, name } of tried) {
    const address = path.replaceAll(
      /\{(\w+)\}/g,
      // the first session of all is somebody's
      (_, id: string) => place[id as keyof Place] ?? "99999",
    );
    const response = await fetch(`${world.appUrl}/api/v1${address}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(caller && { authorization: `Bearer ${caller.token}` }),
      },
      ...(method !== "GET" && { body: JSON.stringify(bodies[name]?.() ?? {}) }),
    });
    answers[name] = response.status;
    await response.body?.cancel();
  }
  return answers;
}

/** All with one of these. */
const refused = (tried: Door[], ...with_: number[]) =>
  Object.fromEntries(
    tried.map(({ name }) => [
      name,
      expect.toSatisfy((status: number) => with_.includes(status)) as number,
    ]),
  );

/** Does it, and holds that all is as it was. */
async function leavesAll(attack: () => Promise<void>): Promise<void> {
  await atRest(world);
  const before = await standing(world);
  await attack();
  await atRest(world);
  expect(await standing(world)).toEqual(before);
}

it("knows a body for each door that takes one", () => {
  expect(ofCompany.length).toBeGreaterThan(20);
  const taking = ofCompany.filter(({ takesBody }) => takesBody).map(({ name }) => name);
  expect(Object.keys(bodies).toSorted()).toEqual(taking.toSorted());
});

it.each([
  ["no session", undefined],
  ["a session that was never made", { token: "x".repeat(43) } as Caller],
])("lets nobody in with %s", (_with, caller) =>
  leavesAll(async () => {
    expect(await knock(caller, ofCompany)).toEqual(refused(ofCompany, 401));
    const personal = doors.filter(({ path }) => path === "/companies");
    expect(await knock(caller, personal)).toEqual(refused(personal, 401));
  }),
);

it("lets nobody in whose session has ended", () =>
  leavesAll(async () => {
    const gone = await signIn(world, "admin");
    await must(gone.get(`/companies/${behind.companyId}/installation`));
    await must(gone.send("DELETE", "/session"));
    expect(await knock(gone, ofCompany)).toEqual(refused(ofCompany, 401));
  }));

/** As Procore has them: a change counts from now on. */
function membershipOf(person: PersonName): { memberships: Membership[]; here: Membership } {
  const { users } = world.procore.system.live();
  const { memberships } = [...users.values()].find(({ login }) => login === people[person])!;
  const here = memberships.find(({ companyId }) => companyId === behind.companyId)!;
  return { memberships, here };
}

it("lets the admin of another company see and do nothing", () =>
  leavesAll(async () => {
    const { memberships, here } = membershipOf("stranger");
    memberships.splice(memberships.indexOf(here), 1);
    const stranger = await signIn(world, "stranger");
    expect(await knock(stranger, ofCompany)).toEqual(refused(ofCompany, 404));
    memberships.push(here);
  }));

it("lets a member without any right see nothing but that Crosstie is there", () =>
  leavesAll(async () => {
    const { here } = membershipOf("accounting");
    const { companyTools, projects } = here;
    Object.assign(here, { companyTools: {}, projects: {} });
    const guest = await signIn(world, "accounting");
    const rest = ofCompany.filter(({ name }) => name !== `GET ${company}/installation`);
    expect(await knock(guest, rest)).toEqual(refused(rest, 403, 404));
    expect(
      await must(guest.get<Installation>(`/companies/${behind.companyId}/installation`)),
    ).toMatchObject({
      status: "active",
      projects: [],
      connection: null,
      systems: [],
      unread: [],
      may: { setUp: false, changeSettings: false, viewActivities: false, syncPayments: false },
    });
    Object.assign(here, { companyTools, projects });
  }));

it("lets a person who may only read do nothing", () =>
  leavesAll(async () => {
    const reader = await signIn(world, "superintendent");
    const others = acts.filter(({ name }) => !OWN.includes(name));
    // what a batch of other projects is, they are not told either
    expect(await knock(reader, others)).toEqual(refused(others, 403, 404));
  }));

it("lets a person with another project alone see and do nothing in this one", () =>
  leavesAll(async () => {
    const { projects } = membershipOf("projectManager").here;
    const there = projects[behind.projectId]!;
    delete projects[behind.projectId];
    const elsewhere = await signIn(world, "projectManager");
    const inProject = ofCompany.filter(({ path }) => path.startsWith(project));
    expect(await knock(elsewhere, inProject)).toEqual(refused(inProject, 403, 404));
    const others = acts.filter(({ name }) => !IN_ANY_PROJECT.includes(name));
    expect(await knock(elsewhere, others)).toEqual(refused(others, 403, 404));
    projects[behind.projectId] = there;
  }));

it("opens no project of another company under the name of one's own", () =>
  leavesAll(async () => {
    const foreign = [...world.procore.system.live().commitments.values()].find(
      ({ companyId }) => companyId !== installed.companyId,
    )!;
    const mixed = { ...placeOf(foreign), companyId: installed.companyId };
    const inProject = ofCompany.filter(({ path }) => path.startsWith(project));
    for (const caller of [installed.admin, await signIn(world, "projectManager")]) {
      expect(await knock(caller, inProject, mixed)).toEqual(refused(inProject, 403, 404));
    }
  }));

/** It asks both systems, or tells of a run that there never was. */
const isOfNow = (path: string) => /\/(preview|comparison|reconcile\/export|refused)$/.test(path);

it("opens the set-up alone after an uninstall, and writes nothing anywhere", async () => {
  await must(installed.admin.send("DELETE", `/companies/${installed.companyId}/installation`));
  await atRest(world);
  const again = [
    `POST ${company}/installation`,
    `POST ${company}/installation/erase`,
    `DELETE ${company}/installation`,
  ];
  const closed = acts.filter(({ name }) => !again.includes(name));
  const inProject = ofCompany.filter(({ path }) => path.startsWith(project));

  await leavesAll(async () => {
    expect(await knock(installed.admin, closed)).toEqual(refused(closed, 404, 409));
    expect(await knock(installed.admin, inProject)).toEqual(refused(inProject, 404));
    // What happened before stays to be looked at; a next push there is none.
    const reading = ofCompany.filter(
      ({ method, path }) => method === "GET" && !path.startsWith(project) && !isOfNow(path),
    );
    expect(await knock(installed.admin, reading)).toEqual(refused(reading, 200));
  });
  expect(
    await world.database.admin("companies").where({ company_id: installed.companyId }),
  ).toMatchObject([{ status: "uninstalled" }]);
});
