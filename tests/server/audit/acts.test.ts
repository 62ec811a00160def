import { expect, it } from "vitest";
import { atRest } from "../../world/at-rest.ts";
import { createCommitment, pathOf } from "../../world/commitments.ts";
import { connectionTo, install, must } from "../../world/install.ts";
import { nameOf, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld();

const at = (rest: string) => `/companies/${installed.companyId}${rest}`;
const entries = (action?: string, companyId = installed.companyId) =>
  world.database
    .admin("audit_log")
    .where({ company_id: companyId, ...(action && { action }) })
    .orderBy("sequence");
const newest = async (action: string) => (await entries(action)).at(-1);

it("tells who changed which setting from what to what, from where, in which request", async () => {
  await must(
    installed.admin.send("PUT", at("/settings"), {
      automaticSync: true,
      paymentSchedule: "every_2_hours",
      resourceTypes: { payment: false },
    }),
  );

  expect(await newest("settings_saved")).toMatchObject({
    actor: "person",
    login: "admin@ridgeline.example",
    name: nameOf(world, "admin"),
    subject_name: "Settings of NetSuite",
    before: { "Automatic sync": false, "Payment schedule": "never", "Sync Payments": true },
    after: {
      "Automatic sync": true,
      "Payment schedule": "every 2 hours",
      "Sync Payments": false,
    },
    address: expect.stringContaining("127.0.0.1"),
    request_id: expect.stringMatching(/^[\w-]{36}$/),
  });
});

it("names the settings that the ERP has for itself, and what was chosen for them", async () => {
  const all = await entries("settings_saved");

  expect(all[0]).toMatchObject({
    before: { "Default subsidiary": null },
    after: { "Default subsidiary": expect.stringMatching(/^\w.* \(\d+\)$/) },
  });
});

it("writes nothing of a change that was refused", async () => {
  const before = await entries();

  const bad = await installed.admin.send("PUT", at("/settings"), {
    own: { subsidiaryId: "99999" },
  });
  const worse = await installed.admin.send(
    "PUT",
    at("/connection"),
    connectionTo(world.netsuite, { certificateId: "nobody-s" }),
  );

  expect([bad.status, worse.status]).toEqual([400, 400]);
  expect(await entries()).toEqual(before);
});

it("names the credentials that changed, and holds no value of any", async () => {
  await must(installed.admin.send("PUT", at("/connection"), connectionTo(world.netsuite)));
  const [first, again] = await entries("connection_saved");

  expect(first).toMatchObject({
    before: { "Connected to": null },
    after: { "Connected to": "NetSuite" },
  });
  expect(first.after["Changed credentials"]).toEqual(
    expect.arrayContaining(["Account ID", "Private key"]),
  );
  expect(again).toMatchObject({ after: { "Changed credentials": [] } });
  const all = JSON.stringify(await entries());
  const { accountId, clientId, certificateId, privateKey } = world.netsuite.credentials;
  for (const value of [accountId, clientId, certificateId, privateKey.split("\n")[1]!]) {
    expect(all).not.toContain(value);
  }
});

it("names the projects that were added and removed", async () => {
  const [first, second] = installed.projects;
  await must(
    installed.admin.send("PUT", at("/installation/projects"), { projectIds: [first!.id] }),
  );
  await must(
    installed.admin.send("PUT", at("/installation/projects"), {
      projectIds: [first!.id, second!.id],
    }),
  );

  const named = `${second!.name} (${second!.id})`;
  expect((await entries("projects_chosen")).slice(-2)).toMatchObject([
    { before: { "Chosen projects": 2, Removed: [named] }, after: { "Chosen projects": 1 } },
    { before: { "Chosen projects": 1 }, after: { "Chosen projects": 2, Added: [named] } },
  ]);
});

it("notes each sign-in once in each company that its session opens, and the sign-out there", async () => {
  const person = await signIn(world, "projectManager");
  expect(await newest("signed_in")).toMatchObject({ login: "admin@ridgeline.example" });
  await person.get("/companies");
  await Promise.all(Array.from({ length: 5 }, () => person.get(at("/installation"))));
  await person.send("DELETE", "/session");

  const theirs = (await entries()).filter(({ login }) => login === "pm@ridgeline.example");
  expect(theirs.map(({ action }) => action)).toEqual(["signed_in", "signed_out"]);
  expect(theirs[0]).toMatchObject({
    after: { "Session begun": expect.stringMatching(/^20\d\d-.*Z$/) },
  });
});

it("notes a refused right once a minute for each person and door", async () => {
  const person = await signIn(world, "superintendent");
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Not theirs",
  });
  const other = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Nor this",
  });
  await atRest(world);
  const doors = [commitment, other, commitment].map((one) => `${pathOf(installed, one)}/sync`);
  const answers = await Promise.all(doors.map((door) => person.send("POST", door)));
  const settings = await person.send("PUT", at("/settings"), {});

  expect([...answers, settings].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(await entries("refused")).toMatchObject([
    {
      login: "super@ridgeline.example",
      subject_name: "POST /projects/…/commitments/…/sync",
      after: { Answered: expect.stringMatching(/^This needs Admin on /) },
    },
    { subject_name: "PUT /settings" },
  ]);
});

it("takes nothing of a company that does not use Crosstie, nor from people who are not in one", async () => {
  const stranger = await signIn(world, "stranger");
  const { companyId } = [...world.procore.system.live().users.values()]
    .find(({ login }) => login === "admin@harborview.example")!
    .memberships.find(({ isCompanyAdmin }) => isCompanyAdmin)!;
  await must(stranger.get(`/companies/${companyId}/installation`));
  expect(await entries(undefined, companyId)).toEqual([]);

  await install(world, {}, "stranger");
  const before = await entries(undefined, companyId);
  for (const path of ["/installation", "/activities"]) {
    const { status } = await installed.admin.get(`/companies/${companyId}${path}`);
    expect(status).toBe(404);
  }
  expect(await entries(undefined, companyId)).toEqual(before);
});

it("notes in Procore's name that the company has uninstalled the app there", async () => {
  const { companyId } = installed;
  await world.procore.system.act({ do: "uninstall_app", companyId });
  await installed.admin.send("POST", at("/payments/sync"));
  await atRest(world);

  expect((await entries()).at(-1)).toMatchObject({
    actor: "procore",
    user_id: null,
    action: "uninstalled_in_procore",
    before: { Status: "active" },
    after: { Status: "uninstalled" },
  });
});
