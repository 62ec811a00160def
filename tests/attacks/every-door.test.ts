import { beforeAll, expect, it } from "vitest";
import { describe as describeApi } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { install, must } from "../world/install.ts";
import { type Caller, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });
let commitment: Commitment;

const { paths } = describeApi({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, object>>;
};
interface Door {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
}
const doors = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path }) as Door),
);
const ofCompany = doors.filter(({ path }) => path.startsWith("/companies/{companyId}"));
const acts = ofCompany.filter(({ method }) => method !== "GET");

beforeAll(async () => {
  commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Behind every door",
  });
  await atRest(world);
});

interface Place {
  companyId: string;
  projectId: string;
  id: string;
}

async function knock(caller: Caller | undefined, doorsTried: Door[], place: Place) {
  // the first session of all is somebody's
  const ids: Record<string, string> = { ...place, commitmentId: place.id, sessionId: "99999" };
  const answers = new Map<string, { status: number; said: string }>();
  for (const { method, path } of doorsTried) {
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "1");
    const headers = {
      "content-type": "application/json",
      ...(caller && { authorization: `Bearer ${caller.token}` }),
    };
    const response = await fetch(`${world.appUrl}/api/v1${address}`, {
      method,
      headers,
      ...(method !== "GET" && { body: "{}" }),
    });
    const { code, message } = (await response.json()) as { code: string; message: string };
    answers.set(`${method} ${path}`, { status: response.status, said: `${code}: ${message}` });
  }
  return answers;
}

const statuses = (answers: Map<string, { status: number }>) =>
  Object.fromEntries([...answers].map(([door, { status }]) => [door, status]));
const all = (tried: Door[], status: number) =>
  Object.fromEntries(tried.map(({ method, path }) => [`${method} ${path}`, status]));

const nothingHappened = async () => {
  await atRest(world);
  expect(await world.database.admin("records").where({ procore_id: commitment.id })).toMatchObject([
    { status: "pending", is_requested: false, erp_id: null },
  ]);
  expect(
    await world.database.admin("companies").where({ company_id: installed.companyId }),
  ).toMatchObject([{ status: "active" }]);
};

it("lets nobody in without a session", async () => {
  expect(doors.length).toBeGreaterThan(20);
  const answers = await knock(undefined, ofCompany, commitment);
  expect(statuses(answers)).toEqual(all(ofCompany, 401));
  const forged = { token: "x".repeat(43) } as Caller;
  expect(statuses(await knock(forged, ofCompany, commitment))).toEqual(all(ofCompany, 401));
});

const nowhere = { companyId: "999999999999999", projectId: "1", id: "1" };

/** A company that our people are not in. */
function another(): Place {
  const { commitments } = world.procore.system.live();
  return [...commitments.values()].find(({ companyId }) => companyId !== installed.companyId)!;
}

it("tells people of another company the same of one that uses Crosstie, of one that does not and of none", async () => {
  const place = another();
  const before = await knock(installed.admin, ofCompany, place);
  await install(world, {}, "stranger");
  const uses = await knock(installed.admin, ofCompany, place);
  const none = await knock(installed.admin, ofCompany, nowhere);

  expect(statuses(none)).toEqual(all(ofCompany, 404));
  expect(before).toEqual(none);
  expect(uses).toEqual(none);
  expect(new Set([...none.values()].map(({ said }) => said)).size).toBe(1);
});

it("asks nothing of Procore about a company that is not theirs: one answer, in one time", async () => {
  await knock(installed.admin, ofCompany.slice(0, 1), nowhere);
  // the clock's own looks at hooks and lists are no answer to a stranger
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
  const heard = world.procore.tap.heard.length;
  await knock(installed.admin, ofCompany, another());
  expect(world.procore.tap.heard.slice(heard)).toEqual([]);
});

it("lets a person of the company who has no right to anything do nothing", async () => {
  const guest = await signIn(world, "stranger");
  for (const status of Object.values(statuses(await knock(guest, acts, commitment)))) {
    expect([403, 404]).toContain(status);
  }
  await nothingHappened();
});

it("lets a person who may only read do nothing", async () => {
  const reader = await signIn(world, "superintendent");
  expect(statuses(await knock(reader, acts, commitment))).toEqual(all(acts, 403));
  await nothingHappened();
});

it("opens no project of another company under the name of one's own", async () => {
  const manager = await signIn(world, "projectManager");
  const inProject = ofCompany.filter(({ path }) => path.includes("/projects/{projectId}"));
  const { projectId, id } = another();
  const mixed = { companyId: installed.companyId, projectId, id };

  for (const status of Object.values(statuses(await knock(manager, inProject, mixed)))) {
    expect([403, 404]).toContain(status);
  }
  await nothingHappened();
});

it("opens the set-up alone after an uninstall", async () => {
  await must(installed.admin.send("DELETE", `/companies/${installed.companyId}/installation`));
  const company = `/companies/{companyId}`;
  const again = [`POST ${company}/installation`, `DELETE ${company}/installation`];
  const closed = acts.filter(({ method, path }) => !again.includes(`${method} ${path}`));

  const answers = await knock(installed.admin, closed, commitment);

  for (const [door, { status }] of answers) {
    expect({ door, status }).toEqual({
      door,
      status: expect.toSatisfy((one: number) => [400, 404, 409].includes(one)) as number,
    });
  }
  await atRest(world);
  expect(
    await world.database.admin("companies").where({ company_id: installed.companyId }),
  ).toMatchObject([{ status: "uninstalled" }]);
});
