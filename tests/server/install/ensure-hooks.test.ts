import { afterEach, beforeEach, expect, it } from "vitest";
import { beginInstallation } from "../../../server/install/begin-installation.ts";
import { ensureHooks } from "../../../server/install/ensure-hooks.ts";
import { uninstall } from "../../../server/install/uninstall.ts";
import { findCompany } from "../../../server/store/companies.ts";
import { chooseProjects } from "../../../server/store/company-projects.ts";
import { installed, openRig, type Rig } from "./rig.ts";

let rig: Rig;
let companyId: string;

beforeEach(async () => {
  rig = await openRig();
  ({ companyId } = await installed(rig));
});

afterEach(() => rig.close());

const hooks = () => [...rig.stage.state.hooks.values()];
const triggersOf = (hookId: string) => [...rig.stage.state.triggers.values()].filter((trigger) => trigger.hookId === hookId).map(({ resourceName, eventType }) => `${resourceName} ${eventType}`);
const company = async () => (await findCompany(rig.db, companyId))!;
const writes = () => rig.stage.calls().filter(({ method, path }) => method !== "GET" && path.includes("/webhooks/")).reduce((sum, { count }) => sum + count, 0);

it("makes one hook for the company and one for each chosen project, with all events that Procore offers", async () => {
  await ensureHooks(rig.hookParts(), companyId);

  const ofCompany = hooks().find(({ projectId }) => projectId === null)!;
  const ofProject = hooks().find(({ projectId }) => projectId === rig.stage.hospital.id)!;
  expect(hooks()).toHaveLength(2);
  expect(ofCompany).toMatchObject({ namespace: "crosstie", payloadVersion: "v3.0", status: "active", destinationUrl: "https://crosstie.example.com/webhooks/procore" });
  expect(ofCompany.authorization).toBe(rig.seal.open((await company()).webhookSecret));
  expect(triggersOf(ofCompany.id).toSorted()).toEqual(["Company Vendors create", "Company Vendors update"]);
  expect(triggersOf(ofProject.id)).toHaveLength(12);
  expect(triggersOf(ofProject.id)).toContain("Purchase Order Contract Line Items delete");
  expect(await company()).toMatchObject({ webhooksOk: true, webhooksMessage: "Webhooks are in place for the company and 1 project." });
});

it("changes nothing where all is as it must be", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const before = writes();

  await ensureHooks(rig.hookParts(), companyId);

  expect(writes()).toBe(before);
});

it("makes again what someone took away", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const ofProject = hooks().find(({ projectId }) => projectId !== null)!;
  const [trigger] = [...rig.stage.state.triggers.values()].filter(({ hookId }) => hookId !== ofProject.id);
  rig.stage.state.triggers.delete(trigger!.id);
  await rig.stage.act("drop_hook", { hookId: ofProject.id });

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks()).toHaveLength(2);
  expect(hooks().map(({ id }) => triggersOf(id).length).toSorted()).toEqual([12, 2]);
});

it("mends a hook that is switched off, points elsewhere or has another secret", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const [one, two] = hooks();
  one!.status = "disabled";
  one!.destinationUrl = "https://old.example.com/hook";
  two!.authorization = "Bearer something-else";

  await ensureHooks(rig.hookParts(), companyId);

  const secret = rig.seal.open((await company()).webhookSecret);
  expect(hooks().map(({ status, destinationUrl, authorization }) => ({ status, destinationUrl, authorization }))).toEqual(
    [1, 2].map(() => ({ status: "active", destinationUrl: "https://crosstie.example.com/webhooks/procore", authorization: secret })),
  );
});

it("removes duplicates, and the hooks of projects that are no longer chosen", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const [hook] = hooks();
  rig.stage.state.hooks.set("7", { ...hook!, id: "7" });
  const others = await rig.db("company_projects").where({ company_id: companyId, is_chosen: false }).pluck("project_id");
  await chooseProjects(rig.db, companyId, others);

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks().map(({ projectId }) => projectId)).toEqual(expect.arrayContaining([null, ...others]));
  expect(hooks()).toHaveLength(1 + others.length);
});

it("leaves the hooks of other apps alone", async () => {
  const foreign = { id: "9", companyId, projectId: null, payloadVersion: "v2.0" as const, namespace: "other-app", destinationUrl: "https://other.example", authorization: null, status: "active" as const, ownedByUserId: "1", createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" };
  rig.stage.state.hooks.set("9", foreign);

  await ensureHooks(rig.hookParts(), companyId);
  await uninstall(rig.hookParts(), companyId);

  expect(hooks()).toEqual([foreign]);
});

it("says which project's hooks it could not make, and still makes the others", async () => {
  await rig.stage.act("permit_projects", { companyId, projectIds: [] });

  await ensureHooks(rig.hookParts(), companyId);

  expect(hooks().map(({ projectId }) => projectId)).toEqual([null]);
  expect(await company()).toMatchObject({ webhooksOk: false, webhooksMessage: expect.stringMatching(new RegExp(`project ${rig.stage.hospital.name} are not in place.*App Management`)) });
});

it("takes hooks and tokens away when the company uninstalls", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  const { access_token: sealed } = await rig.db("service_tokens").where({ company_id: companyId }).first();

  await uninstall(rig.hookParts(), companyId);

  const info = await fetch(`${rig.stage.url}/oauth/token/info`, { headers: { authorization: `Bearer ${rig.seal.open(sealed)}` } });
  expect(hooks()).toEqual([]);
  expect(info.status).toBe(401);
  expect(await rig.db("service_tokens")).toEqual([]);
  expect(await company()).toMatchObject({ status: "uninstalled" });
});

it("stops calling Procore once it hears that the app is disconnected", async () => {
  await ensureHooks(rig.hookParts(), companyId);
  await rig.stage.act("disconnect_app", { companyId });

  await uninstall(rig.hookParts(), companyId);

  const refused = rig.stage.calls().filter(({ status }) => status === 403).reduce((sum, { count }) => sum + count, 0);
  expect(refused).toBe(1);
  expect(await company()).toMatchObject({ status: "uninstalled" });
});

it("gives a company that installs again a secret of its own anew", async () => {
  const before = rig.seal.open((await company()).webhookSecret);
  const again = () => beginInstallation(rig, { companyId, name: "Ridgeline", userId: "1" });

  const whileSettingUp = rig.seal.open((await again()).webhookSecret);
  await uninstall(rig.hookParts(), companyId);
  const afterwards = await again();

  expect(whileSettingUp).toBe(before);
  expect(rig.seal.open(afterwards.webhookSecret)).not.toBe(before);
  expect(afterwards).toMatchObject({ status: "setting_up", installedBy: "1" });
});
