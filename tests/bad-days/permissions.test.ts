import { beforeAll, expect, it } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { install, must } from "../world/install.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed: ours } = useWorld();
let commitment: Commitment;

beforeAll(async () => {
  commitment = await createCommitment(world, ours, {
    vendor: "Acme Steel Erectors",
    title: "Pergola",
  });
  await atRest(world);
});

it("lets a superintendent with Commitments Read Only look, and answers 403 to Sync", async () => {
  const superintendent = await signIn(world, "superintendent");

  expect(await superintendent.get(pathOf(ours, commitment))).toMatchObject({
    status: 200,
    body: { may: { sync: false, syncPayments: false } },
  });
  for (const [method, door] of [
    ["POST", "/sync"],
    ["POST", "/vendor"],
    ["POST", "/payments/sync"],
  ] as const) {
    expect(await superintendent.send(method, pathOf(ours, commitment) + door)).toMatchObject({
      status: 403,
      body: { code: "not_allowed" },
    });
  }
  expect(await superintendent.get(`${pathOf(ours, commitment)}/preview`)).toMatchObject({
    status: 403,
  });

  await atRest(world);
  expect(await viewOf(ours, commitment)).toMatchObject({ record: "pending", counterpart: null });
});

it("answers 403 or 404 to a stranger", async () => {
  const stranger = await signIn(world, "stranger");
  const elsewhere = [...world.procore.system.live().commitments.values()].find(
    ({ projectId }) => projectId === ours.projects[1]?.id,
  )!;

  for (const place of [commitment, elsewhere]) {
    for (const door of ["", "/preview"]) {
      expect([403, 404]).toContain((await stranger.get(pathOf(ours, place) + door)).status);
    }
    expect([403, 404]).toContain(
      (await stranger.send("POST", `${pathOf(ours, place)}/sync`)).status,
    );
  }
  await atRest(world);
  expect(await viewOf(ours, commitment)).toMatchObject({ record: "pending", counterpart: null });
});

it("keeps connection and projects from people who may neither set up nor review, and the company from outsiders", async () => {
  const superintendent = await signIn(world, "superintendent");
  const british = [...world.procore.system.live().companies.values()].find(
    ({ id }) => id !== ours.companyId,
  )!;

  expect(await superintendent.get(`/companies/${ours.companyId}/installation`)).toMatchObject({
    status: 200,
    body: {
      connection: null,
      may: { setUp: false, changeSettings: false, viewActivities: true, viewCompany: false },
    },
  });
  expect(await superintendent.get(`/companies/${british.id}/installation`)).toMatchObject({
    status: 404,
  });
  expect(await ours.admin.get(`/companies/${british.id}/installation`)).toMatchObject({
    status: 404,
  });
});

it("shows another company's admin nothing of ours, whichever company they name", async () => {
  const theirs = await install(world, {}, "stranger");
  const page = await must(ours.admin.get<ActivityPage>(`/companies/${ours.companyId}/activities`));
  const [activity] = page.items;
  expect(activity).toBeDefined();

  const their = (path: string) =>
    theirs.admin.get<ActivityPage>(`/companies/${theirs.companyId}${path}`);
  expect(await theirs.admin.get(`/companies/${ours.companyId}/activities`)).toMatchObject({
    status: 403,
  });
  expect(
    await theirs.admin.get(`/companies/${ours.companyId}/activities/${activity!.id}`),
  ).toMatchObject({ status: 403 });
  expect(await their("/activities")).toMatchObject({
    status: 200,
    body: { items: [], counts: { pending: 0 } },
  });
  expect(await their(`/activities/${activity!.id}`)).toMatchObject({ status: 404 });
  expect(
    await theirs.admin.send(
      "POST",
      `/companies/${theirs.companyId}/activities/${activity!.id}/retry`,
    ),
  ).toMatchObject({ status: 404 });
  const sneaked = await their(`/projects/${commitment.projectId}/commitments/${commitment.id}`);
  expect(sneaked.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(sneaked.body)).not.toContain("Pergola");
});

it("hides a private commitment from someone Procore hides it from", async () => {
  const secret = await createCommitment(world, ours, {
    vendor: "Acme Steel Erectors",
    title: "Settlement works",
    private: true,
  });
  await atRest(world);
  const superintendent = await signIn(world, "superintendent");

  const answer = await superintendent.get(pathOf(ours, secret));

  expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(JSON.stringify(answer.body)).not.toContain("Settlement works");
  expect(await viewOf(ours, secret)).toMatchObject({ commitment: { title: "Settlement works" } });
});
