import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { afterFirstPoll, atRest, soon } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { countsOf, createCommitment } from "../world/commitments.ts";
import { changeSettings, install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";

let world: World;
let installed: Installed;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world);
  await afterFirstPoll(world, installed.projects.map(({ id }) => id));
});
afterAll(() => world.close());

it("sends all that is pending when automatic sync is turned on", async () => {
  const titles = Array.from({ length: 25 }, (_, index) => `Change of mind ${index + 1}`);
  const commitments = await Promise.all(titles.map((title) => createCommitment(world, installed, { vendor: "Acme Steel Erectors", title })));
  await atRest(world);
  expect(await countsOf(installed)).toEqual({ pending: 25, failed: 0, completed: 0 });
  expect(ordersOf(world, commitments[0]!)).toEqual([]);

  await changeSettings(installed, { automaticSync: true });

  await vi.waitFor(async () => expect(await countsOf(installed)).toEqual({ pending: 0, failed: 0, completed: 25 }), soon);
  expect(commitments.map((commitment) => ordersOf(world, commitment).length)).toEqual(titles.map(() => 1));
});
