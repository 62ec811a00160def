import { expect, it } from "vitest";
import { authorize, browser, CHALLENGE, outcomeOf, PM } from "../server/install/person.ts";
import { useRig } from "../server/install/rig.ts";

const rig = useRig();

it("refuses the callback in another browser than the one that asked", async () => {
  const asking = browser();
  const callback = await authorize(rig, asking, PM);

  const landed = await browser().go(callback);

  expect(outcomeOf(landed)).toEqual({
    page: "/signed-in",
    code: null,
    error: "not_from_here",
  });
});

it("refuses the callback with another sign-in's state", async () => {
  const victim = browser();
  await victim.go(`${rig.app}/auth/procore?return=panel&challenge=${CHALLENGE}`);
  const attacker = browser();
  const callback = await authorize(rig, attacker, PM);

  const landed = await victim.go(callback);

  expect(outcomeOf(landed)).toMatchObject({
    code: null,
    error: "not_from_here",
  });
});

it("refuses a callback whose state was changed", async () => {
  const person = browser();
  const callback = new URL(await authorize(rig, person, PM));
  const state = callback.searchParams.get("state")!;
  callback.searchParams.set("state", state.slice(0, -1) + (state.endsWith("0") ? "1" : "0"));

  const landed = await person.go(callback.href);

  expect(outcomeOf(landed)).toMatchObject({
    code: null,
    error: "not_from_here",
  });
});

it("refuses a state that no cookie could be named after", async () => {
  const landed = await browser().go(`${rig.app}/auth/procore/callback?code=x&state=a%3Bb%3D%0A`);

  expect(outcomeOf(landed)).toMatchObject({
    page: "/signed-in",
    error: "not_from_here",
  });
});

it("refuses the same callback a second time", async () => {
  const person = browser();
  const callback = await authorize(rig, person, PM);

  const first = await person.go(callback);
  const second = await person.go(callback);

  expect(outcomeOf(first).code).not.toBeNull();
  expect(outcomeOf(second)).toMatchObject({
    code: null,
    error: "not_from_here",
  });
});

it.each([
  "https://evil.example/install",
  "//evil.example/install",
  "/\\evil.example",
  "/install\\..\\..",
  "/api/v1/session",
  "/auth/procore",
  "/",
  "/installed",
  "/install/../api",
  "javascript:alert(1)",
  "/install\n",
  "/console@evil.example",
  "install",
  "/console\t//evil.example",
  "/%2f%2fevil.example",
  "/.//evil.example",
  "/console/../../evil.example",
  "/console/%2e%2e//evil.example",
  "/CONSOLE",
  "/console\u2028",
  "/console\u0000",
  "\u202e/console",
])("refuses the open redirect %j", async (returnTo) => {
  const person = browser();

  const refused = await person.go(
    `${rig.app}/auth/procore?return=${encodeURIComponent(returnTo)}&challenge=${CHALLENGE}`,
  );

  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: "bad_request" });
  expect(person.jar.size).toBe(0);
});

it.each(["", "&challenge=", "&challenge=short", `&challenge=${CHALLENGE}&challenge=${CHALLENGE}`])(
  "sets out for no browser that leaves the challenge %j",
  async (challenge) => {
    const person = browser();

    const refused = await person.go(`${rig.app}/auth/procore?return=panel${challenge}`);

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "bad_request" });
    expect(person.jar.size).toBe(0);
  },
);

it("takes a cookie with a broken percent sign for none", async () => {
  const callback = new URL(await authorize(rig, browser(), PM));
  const name = `crosstie_sign_in_${callback.searchParams.get("state")!.slice(0, 8)}`;

  const landed = await fetch(callback, {
    redirect: "manual",
    headers: { cookie: `other=%; ${name}=%E0%A4%A` },
  });

  expect(landed.status).toBe(303);
  expect(outcomeOf(landed)).toMatchObject({
    page: "/signed-in",
    code: null,
    error: "not_from_here",
  });
});
