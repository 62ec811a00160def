import { expect, it } from "vitest";
import { chooseProjects } from "../../../server/store/company-projects.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection } from "../../../server/store/connections.ts";
import { aConnection } from "../../a-connection.ts";
import { useHooks } from "./use-hooks.ts";

const { rig, ensure, hooks, company, calls, fail, secret } = useHooks();
const triggersOf = (hookId: string) =>
  [...rig.stage.state.triggers.values()]
    .filter((trigger) => trigger.hookId === hookId)
    .map(({ resourceName, eventType }) => `${resourceName} ${eventType}`);
const writes = () =>
  rig.stage
    .calls()
    .filter(({ method, path }) => method !== "GET" && path.includes("/webhooks/"))
    .reduce((sum, { count }) => sum + count, 0);

it("makes one hook for the company and one for each chosen project, with all events that Procore offers", async () => {
  await ensure();

  const ofCompany = hooks().find(({ projectId }) => projectId === null)!;
  const ofProject = hooks().find(({ projectId }) => projectId === rig.stage.hospital.id)!;
  expect(hooks()).toHaveLength(2);
  expect(ofCompany).toMatchObject({
    namespace: "crosstie",
    payloadVersion: "v3.0",
    status: "active",
    destinationUrl: "https://crosstie.example.com/webhooks/procore",
  });
  expect(ofCompany.authorization).toBe(await secret());
  expect(triggersOf(ofCompany.id).toSorted()).toEqual([
    "Company Vendors create",
    "Company Vendors update",
  ]);
  expect(triggersOf(ofProject.id)).toHaveLength(15);
  expect(triggersOf(ofProject.id)).toContain("Purchase Order Contract Line Items delete");
  expect(await company()).toMatchObject({
    webhooksOk: true,
    webhooksMessage: "Webhooks are in place for the company and 1 project.",
  });
});

it("changes nothing where all is as it must be", async () => {
  await ensure();
  const before = writes();
  rig.sent.length = 0;

  await ensure();

  expect(writes()).toBe(before);
  expect(rig.sent).toEqual([]);
});

it("looks for what changed in a project while its hook was missing", async () => {
  await saveConnection(rig.admin, { ...aConnection, companyId: rig.companyId });
  const { connectionId } = (await findConnection(rig.admin, rig.companyId))!;
  await ensure();
  rig.sent.length = 0;
  await rig.stage.act("drop_hook", {
    hookId: hooks().find(({ projectId }) => projectId !== null)!.id,
  });

  await ensure();

  expect(rig.sent).toEqual([
    `poll-changes ${JSON.stringify({ companyId: rig.companyId, connectionId, projectId: rig.stage.hospital.id })}`,
  ]);
});

it("makes again what someone took away", async () => {
  await ensure();
  const ofProject = hooks().find(({ projectId }) => projectId !== null)!;
  const [trigger] = [...rig.stage.state.triggers.values()].filter(
    ({ hookId }) => hookId !== ofProject.id,
  );
  rig.stage.state.triggers.delete(trigger!.id);
  await rig.stage.act("drop_hook", { hookId: ofProject.id });

  await ensure();

  expect(hooks()).toHaveLength(2);
  expect(
    hooks()
      .map(({ id }) => triggersOf(id).length)
      .toSorted(),
  ).toEqual([15, 2]);
});

it("mends a hook that is switched off, points elsewhere or has another secret", async () => {
  await ensure();
  const [one, two] = hooks();
  one!.status = "disabled";
  one!.destinationUrl = "https://old.example.com/hook";
  two!.authorization = "Bearer something-else";

  await ensure();

  const wanted = await secret();
  expect(
    hooks().map(({ status, destinationUrl, authorization }) => ({
      status,
      destinationUrl,
      authorization,
    })),
  ).toEqual(
    [1, 2].map(() => ({
      status: "active",
      destinationUrl: "https://crosstie.example.com/webhooks/procore",
      authorization: wanted,
    })),
  );
});

it("removes duplicates, and the hooks of projects that are no longer chosen", async () => {
  await ensure();
  const [hook] = hooks();
  rig.stage.state.hooks.set("7", { ...hook!, id: "7" });
  const others = await rig
    .admin("company_projects")
    .where({ company_id: rig.companyId, is_chosen: false })
    .pluck("project_id");
  await chooseProjects(rig.admin, rig.companyId, others);

  await ensure();

  expect(hooks().map(({ projectId }) => projectId)).toEqual(
    expect.arrayContaining([null, ...others]),
  );
  expect(hooks()).toHaveLength(1 + others.length);
});

it("says which project's hooks it could not make, and still makes the others", async () => {
  await rig.stage.act("permit_projects", { companyId: rig.companyId, projectIds: [] });

  await ensure();

  expect(hooks().map(({ projectId }) => projectId)).toEqual([null]);
  expect(await company()).toMatchObject({
    webhooksOk: false,
    webhooksMessage: expect.stringMatching(
      new RegExp(`project ${rig.stage.hospital.name} are not in place.*App Management`),
    ),
  });
});

it("blames no hook when its job has to end, and is to be tried again", async () => {
  await ensure();
  const before = await company();

  await expect(ensure(AbortSignal.abort())).rejects.toThrow();

  expect(await company()).toEqual(before);
});

it("asks once when a company has disconnected Crosstie in Procore", async () => {
  await ensure();
  await rig.stage.act("disconnect_app", { companyId: rig.companyId });

  await ensure();

  expect(calls(403)).toBe(1);
});

it("asks nothing of projects that never were chosen, and of those that were until their hooks are gone", async () => {
  const others = await rig
    .admin("company_projects")
    .where({ company_id: rig.companyId, is_chosen: false })
    .pluck("project_id");
  const asked = (projectId: string) =>
    rig.stage
      .calls()
      .filter(
        ({ method, path }) =>
          method === "GET" && path.includes(`/projects/${projectId}/webhooks/hooks`),
      )
      .reduce((sum, { count }) => sum + count, 0);
  await ensure();
  expect(others.map(asked)).toEqual(others.map(() => 0));

  await chooseProjects(rig.admin, rig.companyId, others);
  fail("DELETE", "*/webhooks/hooks/*", 500);
  await ensure();
  expect(hooks().map(({ projectId }) => projectId)).toContain(rig.stage.hospital.id);
  await ensure();
  expect(hooks().map(({ projectId }) => projectId)).not.toContain(rig.stage.hospital.id);

  const before = asked(rig.stage.hospital.id);
  await ensure();
  expect(asked(rig.stage.hospital.id)).toBe(before);
});
