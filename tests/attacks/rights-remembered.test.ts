import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { createApp, redirectUri } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { createLive } from "../../server/http/live.ts";
import { createLog } from "../../server/log.ts";
import { procoreOAuth } from "../../server/procore/oauth.ts";
import type { Commitment, Membership } from "../sandbox/procore/records.ts";
import { serve } from "../server/http/serve.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { type Caller, people, type PersonName, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function pending(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title,
  });
  await atRest(world);
  return commitment;
}

/** As Procore has it: a change counts there from now on, and is taken back after the test. */
function changeMembership(person: PersonName, change: (here: Membership) => void): void {
  const { users } = world.procore.system.live();
  const user = [...users.values()].find(({ login }) => login === people[person])!;
  const { memberships } = user;
  onTestFinished(() => void (user.memberships = memberships));
  user.memberships = structuredClone(memberships);
  const here = user.memberships.find(({ companyId }) => companyId === installed.companyId)!;
  change(here);
  if (here.companyId === "") user.memberships = user.memberships.filter((one) => one !== here);
}
const leave = (here: Membership) => void (here.companyId = "");

/** The person has looked at it before: all that could be remembered is. */
async function remembered(person: PersonName, commitment: Commitment): Promise<Caller> {
  const caller = await signIn(world, person);
  // For a preview rights are asked anew.
  expect((await caller.get(`${pathOf(installed, commitment)}/preview`)).status).toBe(200);
  expect((await caller.get(pathOf(installed, commitment))).status).toBe(200);
  return caller;
}

/** None of these succeeds, and nothing comes of them. */
async function refused(attempts: () => Promise<{ status: number }[]>): Promise<void> {
  await atRest(world);
  const before = await standing(world);
  for (const { status } of await attempts()) {
    expect([401, 403, 404, 502]).toContain(status);
  }
  await atRest(world);
  expect(await standing(world)).toEqual(before);
}

const acts = (caller: Caller, commitment: Commitment) => () =>
  Promise.all(
    [
      ["POST", `${pathOf(installed, commitment)}/sync`],
      ["POST", `${pathOf(installed, commitment)}/payments/sync`],
      ["POST", `${pathOf(installed, commitment)}/vendor`],
      ["POST", `/companies/${installed.companyId}/payments/sync`],
      ["POST", `/companies/${installed.companyId}/installation/finish`],
      ["DELETE", `/companies/${installed.companyId}/installation`],
    ].map(([method, path]) => caller.send(method as "POST", path!, {})),
  );

it.each<[string, PersonName, (here: Membership) => void]>([
  ["taken out of the company", "admin", leave],
  ["taken out of the company, and a manager", "projectManager", leave],
  [
    "taken off the tool",
    "projectManager",
    ({ projects }) => {
      for (const tools of Object.values(projects)) tools.Commitments = "Read Only";
    },
  ],
  ["taken off the project", "projectManager", (here) => void (here.projects = {})],
  [
    "no admin any more",
    "admin",
    (here) => {
      here.isCompanyAdmin = false;
      here.companyTools = { Admin: "None", "ERP Integrations": "Read Only" };
      for (const tools of Object.values(here.projects)) tools.Commitments = "Read Only";
    },
  ],
])("lets a person do nothing who was %s a moment ago", async (_what, person, change) => {
  const commitment = await pending(`Seen before: ${_what}`);
  const caller = await remembered(person, commitment);

  changeMembership(person, change);

  await refused(acts(caller, commitment));
});

it("believes no stranger's refusal, nor one that a person alone gets", async () => {
  const stranger = await signIn(world, "stranger");

  await refused(async () => [
    await stranger.send("PUT", `/companies/${installed.companyId}/settings`, {
      automaticSync: false,
    }),
  ]);

  expect(
    await world.database.admin("companies").where({ company_id: installed.companyId }),
  ).toMatchObject([{ status: "active" }]);
});

const tool = (name: string, title: string, level: string) => ({
  id: 9,
  name,
  friendly_name: title,
  user_access_level: { id: 1, name: level },
});

/** Procore shows these tools beside a person's own. */
function withTools(...more: ReturnType<typeof tool>[]): void {
  const stop = world.procore.tap.listen(async ({ path }, request) => {
    const isOwn = request.headers.has("x-own-question");
    if (isOwn || !path.endsWith("/settings/permissions")) return undefined;
    const { url } = request;
    const headers = { ...Object.fromEntries(request.headers), "x-own-question": "yes" };
    const { tools } = (await (await fetch(url, { headers })).json()) as { tools: object[] };
    return Response.json({ tools: [...more, ...tools, ...more] });
  });
  onTestFinished(stop);
}

// One look: rights are remembered for a moment.
it("grants nothing by the title of a custom tool, nor by the higher one of two rows of a tool", async () => {
  const commitment = await pending("Seen by a superintendent");
  withTools(
    tool("custom_17", "Admin", "Admin"),
    tool("custom_18", "ERP Integrations", "Admin"),
    tool("custom_19", "Commitments", "Admin"),
    tool("erp_integrations", "ERP Integrations", "Admin"),
    tool("commitments", "Commitments", "Admin"),
  );

  const admin = await signIn(world, "superintendent");
  expect((await viewOf({ ...installed, admin }, commitment)).may).toMatchObject({
    sync: false,
    syncPayments: false,
    openConsole: false,
  });
  await refused(acts(admin, commitment));
});

/** By the clock, and by what caches go by. */
function minutesLater(minutes: number): void {
  const ms = minutes * 60_000;
  const uptime = performance.now.bind(performance);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  vi.spyOn(performance, "now").mockImplementation(() => uptime() + ms);
}

it("shows a person nothing more within minutes, and ends the streams that they hold", async () => {
  const commitment = await pending("Listened to");
  const log = createLog("silent");
  const live = createLive({ session: world.session, log, heartbeatMs: 50 });
  await live.start();
  const config = readConfig(world.env);
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  const { url, close } = await serve(createApp({ ...world.parts, config, live, log, oauth }));
  onTestFinished(async () => {
    await live.stop();
    await close();
  });
  const manager = await remembered("projectManager", commitment);
  const { projectId, id } = commitment;
  const headers = { authorization: `Bearer ${manager.token}` };
  const stream = await fetch(
    `${url}/api/v1/companies/${installed.companyId}/live?projectId=${projectId}&commitmentId=${id}`,
    { headers },
  );
  let isOver = false;
  void stream.text().finally(() => (isOver = true));
  expect(stream.status).toBe(200);

  changeMembership("projectManager", (here) => void (here.projects = {}));
  minutesLater(2);

  await expect.poll(() => isOver, soon).toBe(true);
  const look = await fetch(`${url}/api/v1${pathOf(installed, commitment)}`, { headers });
  expect([403, 404]).toContain(look.status);
});
