import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureHooks } from "../../../server/install/ensure-hooks.ts";
import { beginInstallation } from "../../../server/install/installation.ts";
import { findCompany, setCompanyStatus } from "../../../server/store/companies.ts";
import { chooseProjects, chosenProjects } from "../../../server/store/company-projects.ts";
import { saveConnection, saveSettings } from "../../../server/store/connections.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { installed, openRig, type Rig } from "./rig.ts";
import { aConnection } from "../../a-connection.ts";

let rig: Rig;
let companyId: string;

beforeEach(async () => {
  rig = await openRig();
  ({ companyId } = await installed(rig));
});

afterEach(() => rig.close());

const hooks = () => [...rig.stage.state.hooks.values()];
const triggersOf = (hookId: string) =>
  [...rig.stage.state.triggers.values()]
    .filter((trigger) => trigger.hookId === hookId)
    .map(({ resourceName, eventType }) => `${resourceName} ${eventType}`);
const calls = (status: number) =>
  rig.stage
    .calls()
    .filter((call) => call.status === status)
    .reduce((sum, { count }) => sum + count, 0);
const fail = (method: string, path: string, status: number) =>
  rig.stage.faults.add({ method, path, kind: "status", status, times: 1, probability: 1, seed: 1 });

/** As the job finds it. */
async function uninstalled(): Promise<void> {
  await setCompanyStatus(rig.admin, companyId, "uninstalled");
  await ensureHooks(rig.hookParts(), companyId);
}

const company = async () => (await findCompany(rig.admin, companyId))!;
const writes = () =>
  rig.stage
    .calls()
    .filter(({ method, path }) => method !== "GET" && path.includes("/webhooks/"))
    .reduce((sum, { count }) => sum + count, 0);

it("makes one hook for the company and one for each chosen project, with all events that Procore offers", async () => {
  await ensureHooks(rig.hookParts(), companyId);

  const ofCompany = hooks().find(({ projectId }) => projectId === null)!;
  const ofProject = hooks().find(({ projectId }) => projectId === rig.stage.hospital.id)!;
  expect(hooks()).toHaveLength(2);
  expect(ofCompany).toMatchObject({
    namespace: "crosstie",
    payloadVersion: "v3.0",
    status: "active",
    destinationUrl: "https://crosstie.example.com/webhooks/procore",
  });
  expect(ofCompany.authorization).toBe(rig.seal.open((await company()).webhookSecret));
  expect(triggersOf(ofCompany.id).toSorted()).toEqual([
    "Company Vendors create",
    "Company Vendors update",
  ]);
  expect(triggersOf(ofProject.id)).toHaveLength(12);
  expect(triggersOf(ofProject.id)).toContain("Purchase Order Contract Line Items delete");
  expect(await company()).toMatchObject({
    webhooksOk: true,
    webhooksMessage: "Webhooks are in place for the company and 1 project.",
  });
});

it("changes nothing where all is as it must be", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const before = writes();
  rig.sent.length = 0;

  await ensureHooks(rig.hookParts(), companyId);

  expect(writes()).toBe(before);
  expect(rig.sent).toEqual([]);
});

it("looks for what changed in a project while its hook was missing", async () => {
  await saveConnection(rig.admin, { companyId, ...aConnection });
  const { connectionId } = (await findConnection(rig.admin, companyId))!;
  await ensureHooks(rig.hookParts(), companyId);
  rig.sent.length = 0;
  await rig.stage.act("drop_hook", {
    hookId: hooks().find(({ projectId }) => projectId !== null)!.id,
  });

  await ensureHooks(rig.hookParts(), companyId);

  expect(rig.sent).toEqual([
    `poll-changes ${JSON.stringify({ companyId, connectionId, projectId: rig.stage.hospital.id })}`,
  ]);
});

it("makes again what someone took away", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const ofProject = hooks().find(({ projectId }) => projectId !== null)!;
  const [trigger] = [...rig.stage.state.triggers.values()].filter(
    ({ hookId }) => hookId !== ofProject.id,
  );
  rig.stage.state.triggers.delete(trigger!.id);
  await rig.stage.act("drop_hook", { hookId: ofProject.id });

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks()).toHaveLength(2);
  expect(
    hooks()
      .map(({ id }) => triggersOf(id).length)
      .toSorted(),
  ).toEqual([12, 2]);
});

it("mends a hook that is switched off, points elsewhere or has another secret", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const [one, two] = hooks();
  one!.status = "disabled";
  one!.destinationUrl = "https://old.example.com/hook";
  two!.authorization = "Bearer something-else";

  await ensureHooks(rig.hookParts(), companyId);

  const secret = rig.seal.open((await company()).webhookSecret);
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
      authorization: secret,
    })),
  );
});

it("removes duplicates, and the hooks of projects that are no longer chosen", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const [hook] = hooks();
  rig.stage.state.hooks.set("7", { ...hook!, id: "7" });
  const others = await rig
    .admin("company_projects")
    .where({ company_id: companyId, is_chosen: false })
    .pluck("project_id");
  await chooseProjects(rig.admin, companyId, others);

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks().map(({ projectId }) => projectId)).toEqual(
    expect.arrayContaining([null, ...others]),
  );
  expect(hooks()).toHaveLength(1 + others.length);
});

it("leaves the hooks of other apps alone", async () => {
  const foreign = {
    id: "9",
    companyId,
    projectId: null,
    payloadVersion: "v2.0" as const,
    namespace: "other-app",
    destinationUrl: "https://other.example",
    authorization: null,
    status: "active" as const,
    ownedByUserId: "1",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
  };
  rig.stage.state.hooks.set("9", foreign);

  await ensureHooks(rig.hookParts(), companyId);
  await uninstalled();

  expect(hooks()).toEqual([foreign]);
});

it("says which project's hooks it could not make, and still makes the others", async () => {
  await rig.stage.act("permit_projects", { companyId, projectIds: [] });

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks().map(({ projectId }) => projectId)).toEqual([null]);
  expect(await company()).toMatchObject({
    webhooksOk: false,
    webhooksMessage: expect.stringMatching(
      new RegExp(`project ${rig.stage.hospital.name} are not in place.*App Management`),
    ),
  });
});

it("blames no hook when its job has to end, and is to be tried again", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const before = await company();

  await expect(ensureHooks(rig.hookParts(), companyId, AbortSignal.abort())).rejects.toThrow();

  expect(await company()).toEqual(before);
});

it("takes hooks and tokens away when the company uninstalls", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const { access_token: sealed } = await rig
    .admin("service_tokens")
    .where({ company_id: companyId })
    .first();

  await uninstalled();

  const info = await fetch(`${rig.stage.url}/oauth/token/info`, {
    headers: { authorization: `Bearer ${rig.seal.open(sealed)}` },
  });
  expect(hooks()).toEqual([]);
  expect(info.status).toBe(401);
  expect(await rig.admin("service_tokens")).toEqual([]);
  expect(await company()).toMatchObject({ status: "uninstalled" });
});

it.each([
  ["DELETE", "*/webhooks/hooks/*", 500],
  ["GET", "*/projects/*/webhooks/hooks", 500],
  ["POST", "/oauth/revoke", 500],
])(
  "is tried again when %s %s fails in the middle of an uninstallation",
  async (method, path, status) => {
    await ensureHooks(rig.hookParts(), companyId);
    fail(method, path, status);

    await expect(uninstalled()).rejects.toMatchObject({ retryable: true });
    expect(await rig.admin("service_tokens")).toHaveLength(1);
    await uninstalled();

    expect(hooks()).toEqual([]);
    expect(await rig.admin("service_tokens")).toEqual([]);
  },
);

it("takes the rest away where Procore refuses one hook for good", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  fail("DELETE", "*/webhooks/hooks/*", 403);

  await uninstalled();

  expect(hooks()).toHaveLength(1);
  expect(await rig.admin("service_tokens")).toEqual([]);
});

it("stops calling Procore once it hears that the app is disconnected", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  await rig.stage.act("disconnect_app", { companyId });

  await uninstalled();

  expect(calls(403)).toBe(1);
  expect(await rig.admin("service_tokens")).toEqual([]);
});

it("asks once, and says whose move it is, when a company that goes on using Crosstie has disconnected it in Procore", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  await rig.stage.act("disconnect_app", { companyId });

  await ensureHooks(rig.hookParts(), companyId);

  expect(calls(403)).toBe(1);
  expect(await company()).toMatchObject({
    webhooksOk: false,
    webhooksMessage: expect.stringMatching(/has disconnected Crosstie in Procore.*App Management/),
  });
});

it("asks nothing of projects that never were chosen, and of those that were until their hooks are gone", async () => {
  const others = await rig
    .admin("company_projects")
    .where({ company_id: companyId, is_chosen: false })
    .pluck("project_id");
  const asked = (projectId: string) =>
    rig.stage
      .calls()
      .filter(
        ({ method, path }) =>
          method === "GET" && path.includes(`/projects/${projectId}/webhooks/hooks`),
      )
      .reduce((sum, { count }) => sum + count, 0);
  await ensureHooks(rig.hookParts(), companyId);
  expect(others.map(asked)).toEqual(others.map(() => 0));

  await chooseProjects(rig.admin, companyId, others);
  fail("DELETE", "*/webhooks/hooks/*", 500);
  await ensureHooks(rig.hookParts(), companyId);
  expect(hooks().map(({ projectId }) => projectId)).toContain(rig.stage.hospital.id);
  await ensureHooks(rig.hookParts(), companyId);
  expect(hooks().map(({ projectId }) => projectId)).not.toContain(rig.stage.hospital.id);

  const before = asked(rig.stage.hospital.id);
  await ensureHooks(rig.hookParts(), companyId);
  expect(asked(rig.stage.hospital.id)).toBe(before);
});

it("gives a company that installs again a secret of its own anew", async () => {
  const before = rig.seal.open((await company()).webhookSecret);
  const again = () => beginInstallation(rig, { companyId, name: "Ridgeline", userId: "1" });

  const whileSettingUp = rig.seal.open((await again()).webhookSecret);
  await uninstalled();
  const afterwards = await again();

  expect(whileSettingUp).toBe(before);
  expect(rig.seal.open(afterwards.webhookSecret)).not.toBe(before);
  expect(afterwards).toMatchObject({ status: "setting_up", installedBy: "1" });
});

it("begins anew after it was uninstalled: projects count as chosen from now on, and nothing goes by itself", async () => {
  await saveConnection(rig.admin, { companyId, ...aConnection });
  const settings = async () => (await findConnection(rig.admin, companyId))!.settings;
  await saveSettings(rig.admin, (await findConnection(rig.admin, companyId))!, {
    automaticSync: true,
    createVendors: true,
  });
  await rig
    .admin("company_projects")
    .where({ is_chosen: true })
    .update({ chosen_at: "2026-03-20T15:00:00Z" });
  const chosenAt = async () =>
    (await chosenProjects(rig.admin, companyId)).map(
      (project) => project.chosenAt?.getUTCDate() !== 20,
    );
  const again = () => beginInstallation(rig, { companyId, name: "Ridgeline", userId: "1" });
  await ensureHooks(rig.hookParts(), companyId);

  await again();
  expect([await chosenAt(), await settings(), (await company()).webhooksOk]).toMatchObject([
    [false],
    { automaticSync: true },
    true,
  ]);
  await uninstalled();
  await again();

  expect([await chosenAt(), await settings(), (await company()).webhooksOk]).toMatchObject([
    [true],
    { automaticSync: false, createVendors: true },
    false,
  ]);
});
