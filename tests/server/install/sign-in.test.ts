import express from "express";
import { pino } from "pino";
import { expect, it, onTestFinished } from "vitest";
import { signIn } from "../../../server/install/sign-in.ts";
import { serve } from "../http/serve.ts";
import { hostileServer } from "../wire/hostile-server.ts";
import { authorize, browser, CHALLENGE, outcomeOf, PM, trade } from "./person.ts";
import { useRig } from "./rig.ts";

const rig = useRig();

/** The same routes as they are behind a proxy that ends TLS, and what they log. */
async function servedOverTls() {
  const lines: object[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as object) });
  const { url, close } = await serve(express().use(signIn({ ...rig, log, isSecure: true })));
  onTestFinished(close);
  return { lines, url };
}

it("signs a person in through Procore and trades the code for a session", async () => {
  const person = browser();

  const landed = await person.go(await authorize(rig, person, PM));
  const { page, code } = outcomeOf(landed);
  const session = await trade(rig, code);

  expect(page).toBe("/signed-in");
  expect(session.status).toBe(200);
  expect(await session.json()).toEqual({
    id: expect.stringMatching(/^\d+$/),
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
  expect(cookie).toMatch(/; Path=\/;/);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
});

it("keeps other hosts of its domain from that cookie where the app is on https", async () => {
  const { lines, url } = await servedOverTls();
  const person = browser();

  const begun = await person.go(`${url}/auth/procore?return=panel&challenge=${CHALLENGE}`);
  const { searchParams } = new URL(begun.headers.get("location")!);
  const back = `${url}/auth/procore/callback?error=access_denied&state=${searchParams.get("state")}`;

  expect(begun.headers.getSetCookie()[0]).toMatch(
    /^__Host-crosstie_sign_in_\w{8}=[^;]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(outcomeOf(await person.go(back)).error).toBe("denied");
  expect(outcomeOf(await person.go(back)).error).toBe("not_from_here");
  expect(lines).toMatchObject([
    { level: 40, why: "denied", msg: "could not sign a person in" },
    { level: 40, why: "not_from_here", msg: "could not sign a person in" },
  ]);
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
