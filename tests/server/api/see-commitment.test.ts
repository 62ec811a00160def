import { afterEach, expect, it, vi } from "vitest";
import { pathOf } from "../../world/commitments.ts";
import { pick } from "../../world/install.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed: ours } = useWorld({ works: false });
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  aheadMs = 0;
});

const uptime = performance.now.bind(performance);
let aheadMs = 0;

/** Later than what was seen counts as seen just now: by the clock, and by what caches go by. */
function minutesLater(minutes: number): void {
  const ms = minutes * 60_000 + 1_000;
  aheadMs += ms;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  vi.spyOn(performance, "now").mockImplementation(() => uptime() + aheadMs);
}

const failing = (path: string, status: number) =>
  world.procore.faults.add({
    method: "GET",
    path,
    kind: "status",
    status,
    times: 50,
  });

it("says that the app is not permitted on a commitment's project, for every commitment there", async () => {
  const permitted = ours.projects.map(({ id }) => id);
  const projects = world.procore.system.live().projects;
  const outside = pick(
    world,
    ({ projectId }) =>
      projects.get(projectId)?.companyId === ours.companyId && !permitted.includes(projectId),
  );

  for (const door of ["", "/preview"]) {
    expect(await ours.admin.get(pathOf(ours, outside) + door)).toMatchObject({
      status: 404,
      body: {
        code: "not_found",
        message: expect.stringContaining("not among those the app is permitted"),
      },
    });
  }
  expect(await ours.admin.send("POST", `${pathOf(ours, outside)}/sync`)).toMatchObject({
    status: 404,
  });
});

it("answers 404 for a project of another company and a commitment of another project, whatever the two have in common", async () => {
  const projects = world.procore.system.live().projects;
  const foreign = pick(
    world,
    ({ projectId }) => projects.get(projectId)?.companyId !== ours.companyId,
  );
  const own = pick(world, ({ projectId }) => projectId === ours.projects[0]?.id);

  for (const { projectId, id } of [
    foreign,
    { projectId: foreign.projectId, id: own.id },
    { projectId: ours.projects[1]!.id, id: own.id },
    { projectId: own.projectId, id: foreign.id },
  ]) {
    const answer = await ours.admin.get(
      `/companies/${ours.companyId}/projects/${projectId}/commitments/${id}`,
    );
    expect(answer, `${projectId} ${id}`).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  }
});

it("passes on what Procore says when it fails, not when it refuses", async () => {
  const { id, projectId } = pick(world, (one) => one.projectId === ours.projects[0]?.id);
  failing("/rest/v1.0/*", 500);

  const answer = await ours.admin.get(
    `/companies/${ours.companyId}/projects/${projectId}/commitments/${id}`,
  );

  expect(answer).toMatchObject({
    status: 502,
    body: { code: "remote", message: expect.stringMatching(/^Procore: /) },
  });
});

it("goes on showing what was seen a quarter of an hour ago while Procore does not answer, and does nothing with it", async () => {
  const at = pathOf(
    ours,
    pick(world, (one) => one.projectId === ours.projects[0]?.id),
  );
  expect(await ours.admin.get(at)).toMatchObject({ status: 200, body: { isFresh: true } });
  minutesLater(10);
  failing("/rest/v1.0/*", 500);

  expect(await ours.admin.get(at)).toMatchObject({ status: 200, body: { isFresh: false } });
  expect(await ours.admin.get(`${at}/preview`)).toMatchObject({ status: 502 });
  for (const door of ["/sync", "/vendor", "/invoices/1/sync", "/payments/sync"]) {
    expect(await ours.admin.send("POST", at + door), door).toMatchObject({
      status: 502,
      body: { code: "remote" },
    });
  }
  minutesLater(6);
  expect(await ours.admin.get(at)).toMatchObject({ status: 502 });
});

it.each([
  ["the commitment", (id: string) => `/rest/v1.0/*/${id}`, 404],
  ["the tool", () => "/rest/v1.0/settings/permissions", 403],
] as const)(
  "forgets that someone saw it once Procore refuses them %s",
  async (_what, path, status) => {
    const { id, projectId } = pick(world, (one) => one.projectId === ours.projects[0]?.id);
    const at = pathOf(ours, { id, projectId });
    expect(await ours.admin.get(at)).toMatchObject({ status: 200 });
    minutesLater(2);
    failing(path(id), status);
    expect([403, 404]).toContain((await ours.admin.get(at)).status);
    world.procore.faults.clear();
    minutesLater(2);
    failing("/rest/v1.0/*", 500);

    expect(await ours.admin.get(at)).toMatchObject({ status: 502 });
  },
);
