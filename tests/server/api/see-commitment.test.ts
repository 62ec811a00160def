import { afterAll, beforeAll, expect, it } from "vitest";
import { pathOf } from "../../world/commitments.ts";
import { install, type Installed, pick } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";

let world: World;
let ours: Installed;

beforeAll(async () => {
  world = await openWorld({ works: false });
  ours = await install(world);
});
afterAll(() => world.close());

it("says that the app is not permitted on a commitment's project, for every commitment there", async () => {
  const permitted = ours.projects.map(({ id }) => id);
  const projects = world.procore.system.live().projects;
  const outside = pick(world, ({ projectId }) => projects.get(projectId)?.companyId === ours.companyId && !permitted.includes(projectId));

  for (const door of ["", "/preview"]) {
    expect(await ours.admin.get(pathOf(ours, outside) + door)).toMatchObject({ status: 404, body: { code: "not_found", message: expect.stringContaining("not among those the app is permitted") } });
  }
  expect(await ours.admin.send("POST", `${pathOf(ours, outside)}/sync`)).toMatchObject({ status: 404 });
});

it("answers 404 for a project of another company and a commitment of another project, whatever the two have in common", async () => {
  const projects = world.procore.system.live().projects;
  const foreign = pick(world, ({ projectId }) => projects.get(projectId)?.companyId !== ours.companyId);
  const own = pick(world, ({ projectId }) => projectId === ours.projects[0]?.id);

  for (const { projectId, id } of [foreign, { projectId: foreign.projectId, id: own.id }, { projectId: ours.projects[1]!.id, id: own.id }, { projectId: own.projectId, id: foreign.id }]) {
    const answer = await ours.admin.get(`/companies/${ours.companyId}/projects/${projectId}/commitments/${id}`);
    expect(answer, `${projectId} ${id}`).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
});

it("passes on what Procore says when it fails, not when it refuses", async () => {
  const { id, projectId } = pick(world, (one) => one.projectId === ours.projects[0]?.id);
  world.procore.faults.add({ method: "GET", path: "/rest/v1.0/*", kind: "status", status: 500, times: 50, probability: 1, seed: 1 });

  const answer = await ours.admin.get(`/companies/${ours.companyId}/projects/${projectId}/commitments/${id}`);
  world.procore.faults.clear();

  expect(answer).toMatchObject({ status: 502, body: { code: "remote", message: expect.stringMatching(/^Procore: /) } });
});
