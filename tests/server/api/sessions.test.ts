import { expect, it } from "vitest";
import type { OpenSession } from "../../../server/api/contract.ts";
import { install, must } from "../../world/install.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld({ works: false });
const ofCompany = () => `/companies/${installed.companyId}`;

const own = (person: Caller) => must(person.get<OpenSession[]>("/sessions"));
const idOf = async (person: Caller) => (await own(person)).find(({ isThis }) => isThis)!.id;
const isIn = async (person: Caller) => (await person.get("/companies")).status === 200;
const listed = async (admin: Caller) =>
  (await must(admin.get<OpenSession[]>(`${ofCompany()}/sessions`))).map(({ id }) => id);

it("shows a person their own sessions alone, and which one this is", async () => {
  const [phone, desk] = [
    await signIn(world, "projectManager"),
    await signIn(world, "projectManager"),
  ];

  const sessions = await own(desk);

  expect(sessions).toHaveLength(2);
  expect(sessions.filter(({ isThis }) => isThis)).toMatchObject([
    {
      user: { login: "pm@ridgeline.example", name: "Marcus Webb" },
      userAgent: "node",
      address: "127.0.0.1",
    },
  ]);
  expect(JSON.stringify(sessions)).not.toContain(desk.token);
  expect((await phone.send("DELETE", "/sessions")).status).toBe(204);
});

it("ends one of them, or all others", async () => {
  const here = await signIn(world, "accounting");
  const others = [await signIn(world, "accounting"), await signIn(world, "accounting")] as const;

  const ended = await here.send("DELETE", `/sessions/${await idOf(others[0])}`);
  expect(ended.status).toBe(204);
  expect([await isIn(here), await isIn(others[0]), await isIn(others[1])]).toEqual([
    true,
    false,
    true,
  ]);

  expect((await here.send("DELETE", "/sessions")).status).toBe(204);
  expect([await isIn(here), await isIn(others[1])]).toEqual([true, false]);
});

it("lets nobody end a session of somebody else's", async () => {
  const [admin, stranger] = [await signIn(world, "admin"), await signIn(world, "stranger")];

  for (const id of [await idOf(admin), "99999"]) {
    expect((await stranger.send("DELETE", `/sessions/${id}`)).status).toBe(404);
  }
  expect((await stranger.send("DELETE", "/sessions")).status).toBe(204);

  expect(await isIn(admin)).toBe(true);
});

it("lists for an admin the sessions that have opened the company", async () => {
  const { admin } = installed;
  const [came, stayedAway] = [
    await signIn(world, "superintendent"),
    await signIn(world, "superintendent"),
  ];
  await came.get(`${ofCompany()}/installation`);

  const ids = await listed(admin);

  expect(ids).toContain(await idOf(came));
  expect(ids).not.toContain(await idOf(stayedAway));
});

it("lets an admin end a session of the company's, wholly, and what its person allowed in Procore", async () => {
  const { admin } = installed;
  const leaver = await signIn(world, "superintendent");
  await leaver.send("DELETE", "/sessions");
  await leaver.get(`${ofCompany()}/installation`);
  const grants = () => world.database.admin("user_grants").count();
  const before = await grants();

  const ended = await admin.send("DELETE", `${ofCompany()}/sessions/${await idOf(leaver)}`);

  expect(ended.status).toBe(204);
  expect(await isIn(leaver)).toBe(false);
  expect(Number(before[0]!.count) - Number((await grants())[0]!.count)).toBe(1);
});

it("shows and ends them for no other person of the company", async () => {
  const accountant = await signIn(world, "accounting");
  await accountant.get(`${ofCompany()}/installation`);
  const id = await idOf(installed.admin);

  expect((await accountant.get(`${ofCompany()}/sessions`)).status).toBe(403);
  expect((await accountant.send("DELETE", `${ofCompany()}/sessions/${id}`)).status).toBe(403);

  expect(await isIn(installed.admin)).toBe(true);
});

it("shows and ends no session of another company's people for its admin", async () => {
  const theirs = await install(world, {}, "stranger");
  const at = `/companies/${theirs.companyId}/sessions`;
  const id = await idOf(installed.admin);

  const sessions = await must(theirs.admin.get<OpenSession[]>(at));
  expect(new Set(sessions.map(({ user }) => user.login))).toEqual(
    new Set(["admin@harborview.example"]),
  );
  expect((await theirs.admin.send("DELETE", `${at}/${id}`)).status).toBe(404);
  expect((await theirs.admin.get(`${ofCompany()}/sessions`)).status).toBe(403);

  expect(await isIn(installed.admin)).toBe(true);
});
