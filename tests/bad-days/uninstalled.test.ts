import { expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { connectionTo, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

it("stays uninstalled whoever looks, sends nothing, and goes on once an admin sets it up again", async () => {
  const at = `/companies/${installed.companyId}`;
  const statusOf = async () =>
    (await must(installed.admin.get<Installation>(`${at}/installation`))).status;
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Left waiting",
  });
  await atRest(world);
  const { items } = await must(
    installed.admin.get<{ items: { id: string }[] }>(`${at}/activities`),
  );

  expect((await installed.admin.send("DELETE", `${at}/installation`)).status).toBe(204);
  expect(await statusOf()).toBe("uninstalled");
  expect(await statusOf()).toBe("uninstalled");

  expect(await installed.admin.get(pathOf(installed, commitment))).toMatchObject({
    status: 404,
    body: { code: "not_set_up" },
  });
  expect(await installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`)).toMatchObject(
    { status: 404 },
  );
  expect(
    await installed.admin.send("POST", `${at}/activities/${items[0]!.id}/retry`),
  ).toMatchObject({ status: 409 });
  await atRest(world);
  expect(ordersOf(world, commitment)).toEqual([]);

  expect(await installed.admin.send("POST", `${at}/installation/finish`)).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("Begin the set-up") },
  });
  expect(await statusOf()).toBe("uninstalled");

  await must(installed.admin.send("POST", `${at}/installation`));
  expect(await statusOf()).toBe("setting_up");
  const seen = await must(
    installed.admin.send<Installation>("PUT", `${at}/connection`, connectionTo(world.netsuite)),
  );
  await must(installed.admin.send("PUT", `${at}/settings`, { createVendors: false }));
  const { choicesMark } = seen;
  expect(
    await installed.admin.send("POST", `${at}/installation/finish`, { choicesMark }),
  ).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("changed in another tab") },
  });
  expect(await statusOf()).toBe("setting_up");
  const now = await must(installed.admin.get<Installation>(`${at}/installation`));
  await must(
    installed.admin.send("POST", `${at}/installation/finish`, { choicesMark: now.choicesMark }),
  );
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

const hooks = () => [...world.procore.system.live().hooks.values()];
const uninstall = async () =>
  expect(
    (await installed.admin.send("DELETE", `/companies/${installed.companyId}/installation`)).status,
  ).toBe(204);
async function setUpAgain(): Promise<void> {
  const at = `/companies/${installed.companyId}`;
  await must(installed.admin.send("POST", `${at}/installation`));
  await must(installed.admin.send("PUT", `${at}/connection`, connectionTo(world.netsuite)));
  await must(installed.admin.send("POST", `${at}/installation/finish`));
}

it.each(["DELETE", "GET"])(
  "takes all hooks and the token away although Procore does not answer a %s half-way",
  async (method) => {
    expect(hooks()).toHaveLength(1 + installed.projects.length);
    world.procore.faults.add({
      method,
      path: "/rest/v2.0/*/projects/*/webhooks/hooks*",
      kind: "status",
      status: 500,
      times: 1,
    });

    await uninstall();
    await atRest(world);

    expect(world.procore.faults.list()).toEqual([]);
    expect(hooks()).toEqual([]);
    expect(await world.database.admin("service_tokens")).toEqual([]);
    await setUpAgain();
    await atRest(world);
    expect(hooks()).toHaveLength(1 + installed.projects.length);
  },
);

it("sends nothing by itself after it was set up again, not even what someone had asked for, and says what it waits for", async () => {
  const [asked, piled] = [
    await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Asked for" }),
    await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Piled up" }),
  ];
  await atRest(world);
  await uninstall();
  // what was chosen, and what Sync leaves when the app is uninstalled before its job runs
  await world.database
    .admin("records")
    .where({ procore_id: asked.id })
    .update({ is_requested: true });
  await world.database
    .admin("connections")
    .update({ settings: world.database.admin.raw("settings || ?", [{ automaticSync: true }]) });
  await atRest(world);

  await setUpAgain();
  await atRest(world);

  for (const commitment of [asked, piled]) {
    expect(ordersOf(world, commitment)).toEqual([]);
    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "pending",
      waiting: "automatic sync is off",
    });
  }
});

it("destroys credentials and secrets, asks for them again, and goes on with the same records", async () => {
  const at = `/companies/${installed.companyId}`;
  const sent = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Sent before",
  });
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, sent)}/sync`));
  await atRest(world);
  const authorization = hooks().find(({ projectId }) => projectId === null)!.authorization;
  const { connectionId } = installed;

  await uninstall();
  await atRest(world);

  const left = await world.database.admin("companies").where({ company_id: installed.companyId });
  expect(left).toMatchObject([{ webhook_secret: "" }]);
  expect(await world.database.admin("connections")).toMatchObject([{ credentials: "" }]);
  expect(await world.database.admin("service_tokens")).toEqual([]);
  const late = await fetch(`${world.appUrl}/webhooks/procore`, {
    method: "POST",
    headers: { authorization: authorization ?? "", "content-type": "application/json" },
    body: JSON.stringify({ ...webhookV3(), company_id: Number(installed.companyId) }),
  });
  expect(late.status).toBe(204);

  await must(installed.admin.send("POST", `${at}/installation`));
  const { step, connection } = await must(installed.admin.get<Installation>(`${at}/installation`));
  expect(step).toBe("connection");
  expect(connection).toMatchObject({ status: "broken", hasCredentials: false });
  expect(await installed.admin.send("POST", `${at}/installation/finish`)).toMatchObject({
    status: 409,
  });
  const { system, credentials } = connectionTo(world.netsuite);
  const withoutKey = { system, credentials: { ...credentials, privateKey: "" } };
  expect(await installed.admin.send("PUT", `${at}/connection`, withoutKey)).toMatchObject({
    status: 400,
  });
  await setUpAgain();
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, sent)}/sync`));
  await atRest(world);
  expect(ordersOf(world, sent)).toHaveLength(1);
  expect(await viewOf(installed, sent)).toMatchObject({ record: "success" });
  expect(await world.database.admin("connections").pluck("connection_id")).toEqual([connectionId]);
});

it("destroys the token though Procore never lets it take the hooks away", async () => {
  world.procore.faults.add({
    method: "DELETE",
    path: "/rest/v2.0/*/webhooks/hooks*",
    kind: "status",
    status: 500,
  });

  await uninstall();
  await atRest(world);

  expect(hooks()).not.toEqual([]);
  expect(await world.database.admin("service_tokens")).toEqual([]);
  world.procore.faults.clear();
  await setUpAgain();
});
