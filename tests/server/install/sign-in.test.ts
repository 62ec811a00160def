import { expect, it } from "vitest";
import { hostileServer } from "../wire/hostile-server.ts";
import { authorize, browser, CHALLENGE, outcomeOf, PM, trade } from "./person.ts";
import { useRig } from "./rig.ts";

const rig = useRig();

it("signs a person in through Procore and trades the code for a session", async () => {
  const person = browser();

  const landed = await person.go(await authorize(rig, person, PM));
  const { page, code } = outcomeOf(landed);
  const session = await trade(rig, code);

  expect(page).toBe("/signed-in");
  expect(session.status).toBe(200);
  expect(await session.json()).toEqual({
    token: expect.stringMatching(/^[\w-]{43}$/),
    expiresAt: expect.stringMatching(/Z$/),
    user: { id: rig.stage.user(PM.login).id, login: PM.login, name: "Marcus Webb" },
  });
});

it("lets the sign-in pop-up keep its opener, on each of its pages", async () => {
  const person = browser();
  const begun = await person.go(`${rig.app}/auth/procore?return=panel&challenge=${CHALLENGE}`);
  const landed = await person.go(await authorize(rig, person, PM));

  expect(begun.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
  expect(landed.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
});

it("binds the state to the browser by a cookie that scripts and other sites cannot use", async () => {
  const begun = await browser().go(`${rig.app}/auth/procore?return=panel&challenge=${CHALLENGE}`);

  const [cookie] = begun.headers.getSetCookie();
  expect(cookie).toMatch(/^crosstie_sign_in_/);
  expect(cookie).toMatch(/; Path=\/auth;/);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
});

it("lets two pop-ups of one browser sign in side by side", async () => {
  const person = browser();
  const one = await authorize(rig, person, PM);
  const two = await authorize(rig, person, PM);

  const landed = [outcomeOf(await person.go(one)), outcomeOf(await person.go(two))];

  expect(landed.map(({ error }) => error)).toEqual([null, null]);
});

it("says in plain words that the person did not allow the app", async () => {
  const person = browser();
  rig.stage.state.consents.clear();

  const landed = await person.go(await authorize(rig, person, { ...PM, decision: "deny" }));

  expect(outcomeOf(landed)).toEqual({
    page: "/signed-in",
    code: null,
    error: "denied",
  });
});

it("says so when Procore does not complete the sign-in", async () => {
  const person = browser();
  const callback = await authorize(rig, person, PM);
  rig.stage.faults.add({
    method: "POST",
    path: "/oauth/token",
    kind: "status",
    status: 500,
    times: 1,
  });

  const landed = await person.go(callback);

  expect(outcomeOf(landed)).toMatchObject({
    code: null,
    error: "not_finished",
  });
});

it("goes on to the page of ours that was asked for", async () => {
  const person = browser();

  const landed = await person.go(
    await authorize(rig, person, { ...PM, returnTo: "/install?company_id=42" }),
  );

  expect(outcomeOf(landed)).toEqual({
    page: "/install?company_id=42",
    code: expect.any(String),
    error: null,
  });
});

it("says so when the sign-in server breaks off in the middle of its answer", async () => {
  const loginUrl = await hostileServer((request, response) => {
    response.writeHead(200, { "content-length": "1000" }).write('{"access_token":');
    setTimeout(() => request.socket.destroy(), 20);
  });
  const app = await hostileServer(rig.signInVia(loginUrl));
  const person = browser();
  const begun = await person.go(`${app}/auth/procore?challenge=${CHALLENGE}`);
  const state = new URL(begun.headers.get("location")!).searchParams.get("state");

  const landed = await person.go(`${app}/auth/procore/callback?code=any&state=${state}`);

  expect(outcomeOf(landed)).toEqual({
    page: "/signed-in",
    code: null,
    error: "not_finished",
  });
}, 5_000);
