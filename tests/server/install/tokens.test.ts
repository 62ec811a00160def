import { setTimeout } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connect } from "../../../server/database/open-database.ts";
import { CredentialsRefusedError } from "../../../server/errors.ts";
import { renewUserGrant } from "../../../server/install/renew.ts";
import type { OAuth } from "../../../server/procore/oauth.ts";
import { fetchMe } from "../../../server/procore/people.ts";
import { listProjects } from "../../../server/procore/projects.ts";
import { PM, signInAs } from "./person.ts";
import { installed, type Rig, useRig } from "./rig.ts";

const rig = useRig();
let userId: string;

beforeAll(() => installed(rig));

beforeEach(async () => {
  ({ userId } = await signInAs(rig, PM));
});

afterEach(() => {
  rig.stage.faults.clear();
});

const refreshes = () =>
  rig.stage
    .calls()
    .filter(({ path, status }) => path === "/oauth/token" && status === 200)
    .reduce((sum, { count }) => sum + count, 0);

/** Both are connected already, and Procore takes its time: so the two really meet. */
async function twoProcesses(): Promise<{
  processes: ReturnType<Rig["process"]>[];
  end(): Promise<void>;
}> {
  const otherPool = connect(rig.connectionString, { max: 4 });
  await Promise.all([rig.admin, otherPool].map((db) => db.raw("select 1")));
  rig.stage.faults.add({
    method: "POST",
    path: "/oauth/token",
    kind: "delay",
    ms: 300,
    times: 2,
  });
  return {
    processes: [rig.process(rig.db), rig.process(otherPool)],
    async end() {
      rig.stage.faults.clear();
      await otherPool.destroy();
    },
  };
}

it("loses nothing when two processes refresh one grant at once", async () => {
  const { processes, end } = await twoProcesses();
  await rig.stage.act("expire_tokens");
  const before = refreshes();

  const answers = await Promise.all(
    [...processes, ...processes, ...processes].map(({ procore }) =>
      fetchMe(procore, { as: { userId } }),
    ),
  );
  await end();

  expect(answers.map(({ login }) => login)).toEqual(Array.from({ length: 6 }, () => PM.login));
  expect(refreshes() - before).toBe(1);
});

it("goes on with the saved refresh token the time after", async () => {
  const round = async () => {
    await rig.stage.act("expire_tokens");
    return fetchMe(rig.process(rig.db).procore, { as: { userId } });
  };

  const rounds = [await round(), await round(), await round()];

  expect(rounds.map(({ id }) => id)).toEqual([userId, userId, userId]);
});

it("renews a token that is about to end before it is used", async () => {
  await rig
    .admin("user_grants")
    .where({ user_id: userId })
    .update({ expires_at: new Date(Date.now() + 10_000) });
  const before = refreshes();
  const refused = () =>
    rig.stage.calls().find(({ path, status }) => path === "/rest/v1.0/me" && status === 401)?.count;
  const refusedBefore = refused();

  await fetchMe(rig.process(rig.db).procore, { as: { userId } });

  expect(refreshes() - before).toBe(1);
  expect(refused()).toBe(refusedBefore);
});

it("asks the person to sign in again when Procore no longer knows the grant", async () => {
  await rig.stage.act("expire_tokens");
  const { refresh_token: refreshToken } = await rig
    .admin("user_grants")
    .where({ user_id: userId })
    .first();
  await rig.oauth.refresh(rig.seal.open(refreshToken, "user_grants.refresh_token", userId));

  const refused = fetchMe(rig.process(rig.db).procore, { as: { userId } });

  await expect(refused).rejects.toThrow(CredentialsRefusedError);
  await expect(refused).rejects.toThrow("sign in again");
  expect(await rig.admin("user_grants").where({ user_id: userId })).toEqual([]);
});

it("keeps the grant when the sign-in server does not answer, and asks it again a little later", async () => {
  await rig.stage.act("expire_tokens");
  rig.stage.faults.add({
    method: "POST",
    path: "/oauth/token",
    kind: "status",
    status: 500,
    times: 1,
  });
  const here = rig.process(rig.db, { failureKeptMs: 300 });
  const asked = () =>
    rig.stage
      .calls()
      .filter(({ path }) => path === "/oauth/token")
      .reduce((sum, { count }) => sum + count, 0);
  const before = asked();

  for (let times = 0; times < 3; times += 1) {
    await expect(fetchMe(here.procore, { as: { userId } })).rejects.toMatchObject({
      retryable: true,
    });
  }
  expect(asked() - before).toBe(1);
  await setTimeout(350);
  const me = await fetchMe(here.procore, { as: { userId } });

  expect(me.id).toBe(userId);
});

it("lets a person who signs in again go on at once", async () => {
  await rig.admin("user_grants").where({ user_id: userId }).delete();
  const here = rig.process(rig.db);
  await expect(fetchMe(here.procore, { as: { userId } })).rejects.toThrow("sign in again");

  await signInAs(rig, PM);

  expect((await fetchMe(here.procore, { as: { userId } })).id).toBe(userId);
});

it("leaves the database to others while the sign-in server is slow", async () => {
  const people = Array.from({ length: 20 }, (_, index) => `9000${index}`);
  const grants = people.map((person) => ({
    user_id: person,
    access_token: rig.seal.seal("old", "user_grants.access_token", person),
    refresh_token: rig.seal.seal("used up", "user_grants.refresh_token", person),
    expires_at: new Date(0),
  }));
  await rig.admin("user_grants").insert(grants);
  const { promise: answers, resolve: answer } = Promise.withResolvers<void>();
  let asked = 0;
  const refresh: OAuth["refresh"] = async (token) => {
    asked += 1;
    await answers;
    return rig.oauth.refresh(token);
  };
  const slow = { ...rig, oauth: { ...rig.oauth, refresh } };
  const renewals = Promise.allSettled(people.map((person) => renewUserGrant(slow, person)));
  await expect.poll(() => asked).toBeGreaterThan(0);

  await Promise.all(Array.from({ length: 9 }, () => rig.db.raw("select pg_sleep(0.05)")));

  answer();
  expect((await renewals).map(({ status }) => status)).toEqual(people.map(() => "rejected"));
});

it("has no token for a person who never signed in", async () => {
  await expect(renewUserGrant(rig, "123456")).rejects.toThrow(CredentialsRefusedError);
});

it.each([
  ["their first", () => rig.admin("service_tokens").delete()],
  ["another one", () => rig.admin("service_tokens").update({ expires_at: new Date() })],
])("issues one service token when two processes need %s at once", async (_which, prepare) => {
  const { processes, end } = await twoProcesses();
  await prepare();
  const before = refreshes();

  const lists = await Promise.all(
    processes.map(({ procore }) => listProjects(procore, { companyId: rig.stage.us.id })),
  );
  await end();

  expect(lists.map((list) => list.length)).toEqual([2, 2]);
  expect(refreshes() - before).toBe(1);
});
