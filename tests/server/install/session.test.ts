import { expect, it } from "vitest";
import {
  authorize,
  browser,
  CHALLENGE,
  outcomeOf,
  PM,
  signInAs,
  trade,
  VERIFIER,
} from "./person.ts";
import { useRig } from "./rig.ts";

const rig = useRig();

it("keeps neither tokens nor codes readable in the database", async () => {
  const { token, userId } = await signInAs(rig, PM);

  const grant = await rig.admin("user_grants").where({ user_id: userId }).first();
  const live = [...rig.stage.state.grants.values()].filter((one) => one.userId === userId);
  const sessions = await rig.admin("sessions").where({ user_id: userId });

  expect(live.map(({ accessToken }) => accessToken)).toContain(
    rig.seal.open(grant.access_token, "user_grants.access_token", grant.user_id),
  );
  expect(JSON.stringify(grant)).not.toContain(
    rig.seal.open(grant.access_token, "user_grants.access_token", grant.user_id),
  );
  expect(JSON.stringify(sessions)).not.toContain(token);
});

it("gives a session only to the browser that set out", async () => {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, PM)));

  const others = [
    await trade(rig, code, "the-verifier-that-the-victim-s-browser-made"),
    await trade(rig, code, CHALLENGE),
    await trade(rig, code, null),
    await trade(rig, code, ""),
  ];
  const own = await trade(rig, code);

  expect(others.map(({ status }) => status)).toEqual([401, 401, 400, 400]);
  expect(own.status).toBe(200);
});

it("refuses a sign-in code that was used already", async () => {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, PM)));

  const answers = await Promise.all([1, 2, 3, 4].map(() => trade(rig, code)));

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401]);
});

it("refuses a sign-in code after its minute", async () => {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, PM)));
  await rig.admin("sign_in_codes").update({ expires_at: new Date(Date.now() - 1000) });

  const late = await trade(rig, code);

  expect(late.status).toBe(401);
  expect(await late.json()).toMatchObject({
    code: "not_signed_in",
    message: expect.stringContaining("older than a minute"),
  });
});

it.each([[undefined], [""], [17], ["never-issued"]])(
  "refuses to trade the code %j",
  async (code) => {
    const refused = await fetch(`${rig.app}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code, verifier: VERIFIER }),
    });

    expect([400, 401]).toContain(refused.status);
  },
);

it("tells a session whose it is, until it ends", async () => {
  const { token } = await signInAs(rig, PM);
  const headers = { authorization: `Bearer ${token}` };

  const shown = await fetch(`${rig.app}/api/v1/session`, { headers });
  await rig.admin("sessions").update({ expires_at: new Date(Date.now() - 1000) });
  const late = await fetch(`${rig.app}/api/v1/session`, { headers });

  expect(await shown.json()).toMatchObject({ login: PM.login, name: "Marcus Webb" });
  expect(late.status).toBe(401);
});

const COOKIE =
  /^__Host-crosstie=([\w-]{43}); Max-Age=28800; Path=\/; .*HttpOnly; Secure; Partitioned; SameSite=None$/;

async function codeFor(who: typeof PM): Promise<string | null> {
  const person = browser();
  return outcomeOf(await person.go(await authorize(rig, person, who))).code;
}

const ofPage = () => ({ "x-crosstie": "1", origin: rig.app });

it("gives the token as a cookie too, but to a page of ours alone", async () => {
  const given = async (headers: Record<string, string>) => {
    const answer = await trade(rig, await codeFor(PM), VERIFIER, headers);
    const { token } = (await answer.json()) as { token: string };
    return answer.headers.getSetCookie().map((line) => COOKIE.exec(line)?.[1] === token);
  };

  expect(await given(ofPage())).toEqual([true]);
  expect(await given({})).toEqual([]);
  expect(await given({ ...ofPage(), origin: "https://elsewhere.example" })).toEqual([]);
  expect(await given({ origin: rig.app })).toEqual([]);
});

it("tells a page of ours, and nobody else, that nobody is signed in without calling it a fault", async () => {
  const asked = (headers: Record<string, string>) =>
    fetch(`${rig.app}/api/v1/session`, { headers }).then(({ status }) => status);

  expect(await asked(ofPage())).toBe(204);
  expect(await asked({})).toBe(401);
  expect(await asked({ ...ofPage(), cookie: `__Host-crosstie=${"x".repeat(43)}` })).toBe(401);
});

it("takes the cookie back when its person signs out", async () => {
  const { token } = await signInAs(rig, PM);

  const out = await fetch(`${rig.app}/api/v1/session`, {
    method: "DELETE",
    headers: { ...ofPage(), cookie: `__Host-crosstie=${token}` },
  });

  expect(out.status).toBe(204);
  expect(out.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-crosstie=; Path=\/; Expires=Thu, 01 Jan 1970.*Partitioned/),
  ]);
});

it("never takes over a session that a browser had before: it ends with the next sign-in", async () => {
  const before = await signInAs(rig, PM);
  const cookie = `__Host-crosstie=${before.token}`;

  const answer = await trade(rig, await codeFor(PM), VERIFIER, { ...ofPage(), cookie });

  const { token } = (await answer.json()) as { token: string };
  expect(token).not.toBe(before.token);
  const isIn = (one: string) =>
    fetch(`${rig.app}/api/v1/session`, { headers: { authorization: `Bearer ${one}` } }).then(
      ({ ok }) => ok,
    );
  await expect.poll(() => isIn(before.token)).toBe(false);
  expect(await isIn(token)).toBe(true);
});

it("revokes the grant at Procore when a person's last session is ended", async () => {
  await rig.admin("sessions").delete();
  const first = await signInAs(rig, PM);
  const second = await signInAs(rig, PM);
  const grant = await rig.admin("user_grants").where({ user_id: first.userId }).first();
  const accessToken = rig.seal.open(grant.access_token, "user_grants.access_token", grant.user_id);
  const isAlive = async () =>
    (
      await fetch(`${rig.stage.url}/oauth/token/info`, {
        headers: { authorization: `Bearer ${accessToken}` },
      })
    ).ok;
  const end = (token: string) =>
    fetch(`${rig.app}/api/v1/session`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${token}` },
    });

  const afterFirst = [(await end(first.token)).status, await isAlive()];
  const afterSecond = [(await end(second.token)).status, await isAlive()];

  expect(afterFirst).toEqual([204, true]);
  expect(afterSecond).toEqual([204, false]);
  expect(await rig.admin("user_grants").where({ user_id: first.userId })).toEqual([]);
});

const revocations = () =>
  rig.stage
    .calls()
    .filter(({ path }) => path === "/oauth/revoke")
    .reduce((sum, { count }) => sum + count, 0);

it("revokes, at the next sign-in, the grants of people whose sessions ran out, and of nobody else", async () => {
  await rig.admin("user_grants").delete();
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const left = Array.from({ length: 21 }, (_, index) => `left-${index}`);
  const grants = [
    ...left.map((userId) => [userId, hoursAgo(2)] as const),
    ["signing-in", hoursAgo(0.9)] as const,
    ["at-work", hoursAgo(2)] as const,
  ];
  await rig.admin("user_grants").insert(
    grants.map(([userId, expiresAt]) => ({
      user_id: userId,
      access_token: "-",
      refresh_token: rig.seal.seal(`refresh ${userId}`, "user_grants.refresh_token", userId),
      expires_at: expiresAt,
    })),
  );
  await rig.admin("sessions").insert(
    [
      ["left-3", hoursAgo(1)],
      ["at-work", hoursAgo(-1)],
    ].map(([userId, expiresAt]) => ({
      token_hash: userId,
      user_id: userId,
      login: "",
      name: "",
      expires_at: expiresAt,
    })),
  );
  const before = revocations();

  const { userId } = await signInAs(rig, PM);

  await expect.poll(() => revocations() - before).toBe(20);
  expect(
    await rig.admin("user_grants").whereNotIn("user_id", left).orderBy("user_id").pluck("user_id"),
  ).toEqual([userId, "at-work", "signing-in"]);
  await signInAs(rig, PM);
  await expect.poll(() => revocations() - before).toBe(21);
  expect(await rig.admin("user_grants").whereIn("user_id", left)).toEqual([]);
});

it("lets nobody who signs in wait for what others left behind", async () => {
  const person = browser();
  const { code } = outcomeOf(await person.go(await authorize(rig, person, PM)));
  await rig.admin("user_grants").insert({
    user_id: "left",
    access_token: "-",
    refresh_token: rig.seal.seal("refresh", "user_grants.refresh_token", "left"),
    expires_at: new Date(0),
  });
  rig.stage.faults.add({
    method: "POST",
    path: "/oauth/revoke",
    kind: "delay",
    ms: 2_000,
    times: 1,
  });

  const before = revocations();

  expect((await trade(rig, code)).status).toBe(200);

  expect(revocations()).toBe(before);
  await expect.poll(revocations).toBe(before + 1);
});
