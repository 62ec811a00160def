import { afterAll, beforeAll, expect, it } from "vitest";
import type { Installation } from "../../../server/api/contract.ts";
import { install, type Installed, must } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";
import { signIn } from "../../world/sign-in.ts";

let world: World;
let ours: Installed;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  ours = await install(world, { createVendors: false, paymentSchedule: "never" });
});
afterAll(() => world.close());

const change = (changes: unknown) =>
  ours.admin.send<Installation>("PUT", `/companies/${ours.companyId}/settings`, changes);
const settings = async () =>
  (await must(ours.admin.get<Installation>(`/companies/${ours.companyId}/installation`))).settings;

it("keeps what two people change at the same moment", async () => {
  const before = await settings();

  await Promise.all([
    must(change({ createVendors: true })),
    must(change({ paymentSchedule: "daily" })),
    must(change({ resourceTypes: { payment: false } })),
    must(change({ resourceTypes: { requisition: false } })),
  ]);

  expect(await settings()).toEqual({
    ...before,
    createVendors: true,
    paymentSchedule: "daily",
    resourceTypes: { commitment: true, requisition: false, payment: false },
  });
});

it("answers with all settings as they are now, and takes no change that makes no sense", async () => {
  const { body } = await change({ automaticSync: true });
  const now = await settings();

  expect(body.settings).toEqual(now);
  expect(now.automaticSync).toBe(true);
  for (const nonsense of [
    { paymentSchedule: "sometimes" },
    { automaticSync: "yes" },
    { resourceTypes: { payment: null } },
    { own: { subsidiaryId: "999999" } },
    { own: { subsidiaryId: 1 } },
    [],
  ]) {
    expect(await change(nonsense)).toMatchObject({ status: 400 });
  }
  expect(await settings()).toEqual(now);
});

it("tells each person whether they may sync payments", async () => {
  const superintendent = await signIn(world, "superintendent");
  const seen = async (person: Installed["admin"]) =>
    (await must(person.get<Installation>(`/companies/${ours.companyId}/installation`))).may;

  expect(await seen(ours.admin)).toMatchObject({ syncPayments: true });
  expect(await seen(superintendent)).toMatchObject({ syncPayments: false, viewCompany: false });
});
