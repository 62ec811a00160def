import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requirePermission } from "../../../server/api/access.ts";
import type { SeenCommitment } from "../../../server/api/commitment-view.ts";
import { live } from "../../../server/api/live.ts";
import type { ApiParts } from "../../../server/api/parts.ts";
import { createApp, redirectUri } from "../../../server/app.ts";
import { readConfig } from "../../../server/config.ts";
import { createLive, type Live } from "../../../server/http/live.ts";
import { createLog } from "../../../server/log.ts";
import { procoreOAuth } from "../../../server/procore/oauth.ts";
import type { Permissions } from "../../../server/procore/permissions.ts";
import { soon } from "../../world/at-rest.ts";
import { createCommitment } from "../../world/commitments.ts";
import { install, type Installed, pick } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { type Served, serve } from "../http/serve.ts";

let world: World;
let ours: Installed;
let stream: Live;
let served: Served;

beforeAll(async () => {
  world = await openWorld({ works: false });
  ours = await install(world);
  const log = createLog("silent");
  const config = readConfig(world.env);
  stream = createLive({ session: world.session, log, heartbeatMs: 50 });
  await stream.start();
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  served = await serve(createApp({ ...world.parts, config, live: stream, log, oauth }));
});
afterAll(async () => {
  await stream.stop();
  await served.close();
  await world.close();
});

/** Listens until the server hangs up. */
async function listen(
  person: Caller,
  query = "",
  { url } = served,
): Promise<{ status: number; isOver(): boolean }> {
  const response = await fetch(`${url}/api/v1/companies/${ours.companyId}/live${query}`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  let isOver = false;
  void response.text().finally(() => {
    isOver = true;
  });
  return { status: response.status, isOver: () => isOver };
}

it("hangs up after sign-out, on who signed out alone", async () => {
  const [leaving, staying] = [await signIn(world, "accounting"), await signIn(world, "accounting")];
  const [one, other] = [await listen(leaving), await listen(staying)];

  await leaving.send("DELETE", "/session");

  await expect.poll(one.isOver).toBe(true);
  expect(other.isOver()).toBe(false);
});

it("hangs up when the session runs out", async () => {
  const person = await signIn(world, "accounting");
  const heard = await listen(person);

  await world.database.admin("sessions").update({ expires_at: new Date(Date.now() - 1_000) });

  await expect.poll(heard.isOver).toBe(true);
  expect((await listen(person)).status).toBe(401);
});

it("asks again for the permission that the stream was opened with", async () => {
  const everything: Permissions = {
    company: new Map([["admin", "admin"]]),
    project: new Map([["commitments", "admin"]]),
  };
  let permissions = everything;
  const checks: (() => Promise<unknown>)[] = [];
  const parts = {
    userOf: () => ({ sessionId: "7", userId: "5", login: "pm", name: "Pat" }),
    permissionsOf: async () => permissions,
    seeActivities: async () => {
      requirePermission("seeActivities", permissions);
      return { permissions, within: undefined, projects: new Map() };
    },
    openLive: (response, _scope, check) => {
      checks.push(check);
      response.end();
    },
  } as Partial<ApiParts> as ApiParts;
  const alone = await serve(
    express().use(
      "/companies/:companyId/live",
      live(parts, async () => ({}) as SeenCommitment),
    ),
  );
  await fetch(`${alone.url}/companies/1/live`);
  await fetch(`${alone.url}/companies/1/live?projectId=2&commitmentId=3`);
  await alone.close();
  await Promise.all(checks.map((check) => check()));

  permissions = { ...everything, company: new Map() };
  const [console] = await Promise.allSettled(checks.map((check) => check()));
  permissions = { ...everything, project: new Map() };
  const [, panel] = await Promise.allSettled(checks.map((check) => check()));

  expect(console).toMatchObject({ status: "rejected", reason: { code: "not_allowed" } });
  expect(panel).toMatchObject({ status: "rejected", reason: { code: "not_allowed" } });
});

it("lets a person hear of the commitment that they may see, and of no private one", async () => {
  const [admin, superintendent] = [
    await signIn(world, "admin"),
    await signIn(world, "superintendent"),
  ];
  const open = pick(world, (one) => one.projectId === ours.projects[0]?.id && !one.private);
  const secret = await createCommitment(world, ours, {
    vendor: "Acme Steel Erectors",
    title: "Settlement works",
    private: true,
  });
  const query = ({ projectId, id }: { projectId: string; id: string }) =>
    `?projectId=${projectId}&commitmentId=${id}`;

  expect((await listen(superintendent, query(open))).status).toBe(200);
  expect((await listen(superintendent, query(secret))).status).toBe(404);
  expect((await listen(admin, query(secret))).status).toBe(200);
});

it("lets nobody hear of a whole project", async () => {
  const admin = await signIn(world, "admin");

  expect((await listen(admin, `?projectId=${ours.projects[0]!.id}`)).status).toBe(400);
  expect((await listen(admin)).status).toBe(200);
});

it("hangs up at sign-out at once, whatever the heartbeat", async () => {
  const slow = createLive({
    session: world.session,
    log: createLog("silent"),
    heartbeatMs: 60_000,
  });
  await slow.start();
  const config = readConfig(world.env);
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  const parts = { ...world.parts, config, live: slow, log: createLog("silent"), oauth };
  const other = await serve(createApp(parts));
  const [leaving, staying] = [await signIn(world, "accounting"), await signIn(world, "accounting")];
  const [one, two] = [await listen(leaving, "", other), await listen(staying, "", other)];

  await leaving.send("DELETE", "/session");

  await expect.poll(one.isOver, soon).toBe(true);
  expect(two.isOver()).toBe(false);
  await slow.stop();
  await other.close();
});
