import { expect, it } from "vitest";
import { beginInstallation } from "../../../server/install/installation.ts";
import { chosenProjects } from "../../../server/store/company-projects.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection, saveSettings } from "../../../server/store/connections.ts";
import { aConnection } from "../../a-connection.ts";
import { anActor } from "../../an-actor.ts";
import { useHooks } from "./use-hooks.ts";

const { rig, ensure, uninstalled, hooks, company, secret, calls, fail } = useHooks();

it("leaves the hooks of other apps alone", async () => {
  const foreign = {
    id: "9",
    companyId: rig.companyId,
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

  await ensure();
  await uninstalled();

  expect(hooks()).toEqual([foreign]);
});

it("takes hooks and tokens away when the company uninstalls", async () => {
  await ensure();
  const { access_token: sealed } = await rig
    .admin("service_tokens")
    .where({ company_id: rig.companyId })
    .first();

  await uninstalled();

  const info = await fetch(`${rig.stage.url}/oauth/token/info`, {
    headers: {
      authorization: `Bearer ${rig.seal.open(sealed, "service_tokens.access_token", rig.companyId)}`,
    },
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
    await ensure();
    fail(method, path, status);

    await expect(uninstalled()).rejects.toMatchObject({ retryable: true });
    expect(await rig.admin("service_tokens")).toHaveLength(1);
    await uninstalled();

    expect(hooks()).toEqual([]);
    expect(await rig.admin("service_tokens")).toEqual([]);
  },
);

it("takes the rest away where Procore refuses one hook for good", async () => {
  await ensure();
  fail("DELETE", "*/webhooks/hooks/*", 403);

  await uninstalled();

  expect(hooks()).toHaveLength(1);
  expect(await rig.admin("service_tokens")).toEqual([]);
});

it("stops calling Procore once it hears that the app is disconnected", async () => {
  await ensure();
  await rig.stage.act("disconnect_app", { companyId: rig.companyId });

  await uninstalled();

  expect(calls(403)).toBe(1);
  expect(await rig.admin("service_tokens")).toEqual([]);
});

it("gives a company that installs again a secret of its own anew", async () => {
  const before = await secret();
  const again = () =>
    beginInstallation(rig, { companyId: rig.companyId, name: "Ridgeline", userId: "1" }, anActor);

  await again();
  const whileSettingUp = await secret();
  await uninstalled();
  const afterwards = await again();

  expect(whileSettingUp).toBe(before);
  expect(await secret()).not.toBe(before);
  expect(afterwards).toMatchObject({ status: "setting_up", installedBy: "1" });
});

it("begins anew after it was uninstalled: projects count as chosen from now on, and nothing goes by itself", async () => {
  await saveConnection(rig.admin, { ...aConnection, companyId: rig.companyId });
  const settings = async () => (await findConnection(rig.admin, rig.companyId))!.settings;
  await saveSettings(rig.admin, (await findConnection(rig.admin, rig.companyId))!, {
    automaticSync: true,
    createVendors: true,
  });
  await rig
    .admin("company_projects")
    .where({ is_chosen: true })
    .update({ chosen_at: "2026-03-20T15:00:00Z" });
  const chosenAt = async () =>
    (await chosenProjects(rig.admin, rig.companyId)).map(
      (project) => project.chosenAt?.getUTCDate() !== 20,
    );
  const again = () =>
    beginInstallation(rig, { companyId: rig.companyId, name: "Ridgeline", userId: "1" }, anActor);
  await ensure();

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
