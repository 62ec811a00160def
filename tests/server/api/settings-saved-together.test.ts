import { beforeEach, expect, it } from "vitest";
import type { HeldBack, Installation } from "../../../server/api/contract.ts";
import { atRest } from "../../world/at-rest.ts";
import { approveInvoice } from "../../world/bills.ts";
import { countsOf, createCommitment } from "../../world/commitments.ts";
import { changeSettings, must } from "../../world/install.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld();

const at = () => `/companies/${installed.companyId}`;
const save = (body: unknown) =>
  installed.admin.send<Installation & { message: string }>("PUT", `${at()}/settings`, body);
const seen = () => must(installed.admin.get<Installation>(`${at()}/installation`));
const held = () => must(installed.admin.get<HeldBack[]>(`${at()}/settings/held-back`));
const chosenOf = ({ projects }: Installation) =>
  projects.flatMap(({ id, isChosen }) => (isChosen ? id : [])).toSorted();

const first = () => installed.projects[0]!.id;
const second = () => installed.projects[1]!.id;

beforeEach(async () => {
  await must(
    save({
      automaticSync: false,
      paymentSchedule: "never",
      projects: { [first()]: true, [second()]: true },
    }),
  );
});

it("says how many records worth how much wait for automatic sync alone, and what for another choice", async () => {
  const contract = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Waits",
    amount: "1200.10",
  });
  await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Waits too",
    amount: "800.05",
  });
  await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Waits for approval",
    status: "Draft",
  });
  await approveInvoice(world, installed, contract, "50");
  await atRest(world);

  const commitments = {
    kind: "commitment",
    words: { one: "commitment", many: "commitments" },
    projectId: first(),
    waitsFor: "automaticSync",
    count: 2,
    amount: "2000.15",
    currency: "USD",
  };
  expect(await held()).toEqual([
    commitments,
    expect.objectContaining({ kind: "requisition", waitsFor: "automaticSync", count: 1 }),
  ]);
  await changeSettings(installed, { resourceTypes: { requisition: false } as never });
  await atRest(world);
  expect(await held()).toEqual([
    commitments,
    expect.objectContaining({ kind: "requisition", waitsFor: "resourceType", count: 1 }),
  ]);
  await must(save({ resourceTypes: { requisition: true } }));
  await must(save({ projects: { [first()]: false } }));
  await atRest(world);
  // the draft too: what else it waits for is decided after that
  expect((await held()).map(({ waitsFor, count }) => [waitsFor, count])).toEqual([
    ["project", 3],
    ["project", 1],
  ]);
  const superintendent = await signIn(world, "superintendent");
  expect(await superintendent.get(`${at()}/settings/held-back`)).toMatchObject({ status: 403 });

  await must(save({ automaticSync: true, projects: { [first()]: true } }));
  await atRest(world);
  expect(await held()).toEqual([]);
  expect(await countsOf(installed)).toMatchObject({ failed: 0 });
});

it("saves projects and settings together, or neither", async () => {
  const { settings, projects } = await seen();

  expect(
    await save({ own: { subsidiaryId: "999999" }, projects: { [second()]: false } }),
  ).toMatchObject({ status: 400 });
  expect(await save({ paymentSchedule: "daily", projects: { "999999": true } })).toMatchObject({
    status: 400,
  });
  expect(
    await save({ paymentSchedule: "daily", projects: { [first()]: false, [second()]: false } }),
  ).toMatchObject({
    status: 400,
    body: { message: "Nothing was saved: choose at least one project." },
  });
  expect(await seen()).toMatchObject({ settings, projects });

  const saved = await must(save({ paymentSchedule: "daily", projects: { [second()]: false } }));

  expect(saved.settings.paymentSchedule).toBe("daily");
  expect(chosenOf(saved)).toEqual([first()]);
  const entries = await world.database.admin("audit_log").orderBy("sequence", "desc").limit(2);
  expect(entries.map(({ action }: { action: string }) => action).toSorted()).toEqual([
    "projects_chosen",
    "settings_saved",
  ]);
});

it("loses no project that another tab has chosen meanwhile", async () => {
  await must(save({ projects: { [second()]: false } }));
  const other = installed.installation.projects.find(
    ({ id }) => id !== first() && id !== second(),
  )?.id;
  const wanted = other ?? second();

  await Promise.all([
    must(save({ projects: { [wanted]: true } })),
    must(save({ projects: { [second()]: true } })),
  ]);

  expect(chosenOf(await seen())).toEqual([...new Set([first(), second(), wanted])].toSorted());
});

it("writes over nothing that somebody else has saved, unless it is the same, and says both", async () => {
  const { subsidiaryId } = (await seen()).settings.own as { subsidiaryId: string };
  await must(save({ paymentSchedule: "daily", createVendors: false }));

  const late = await save({
    paymentSchedule: "hourly",
    createVendors: false,
    shown: { paymentSchedule: "never", createVendors: true },
  });

  expect(late.status).toBe(409);
  expect(late.body.message).toContain(
    "Payment schedule is “daily” by now. It was “never” when you chose “hourly”.",
  );
  expect(late.body.message).not.toContain("vendors");
  expect((await seen()).settings.paymentSchedule).toBe("daily");
  await must(
    save({
      paymentSchedule: "hourly",
      own: { subsidiaryId },
      shown: { paymentSchedule: "daily", own: { subsidiaryId: null } },
    }),
  );
  await must(save({ createVendors: true }));
});

it("turns automatic sync on only with the choices that were shown", async () => {
  const { choicesMark } = await seen();
  await must(save({ resourceTypes: { payment: false } }));

  const late = await save({ automaticSync: true, choicesMark });

  expect(late).toMatchObject({ status: 409 });
  expect((await seen()).settings.automaticSync).toBe(false);
  // off is no question
  await must(save({ automaticSync: false, choicesMark }));
  await must(save({ automaticSync: true, choicesMark: (await seen()).choicesMark }));
  await must(save({ resourceTypes: { payment: true } }));
});
