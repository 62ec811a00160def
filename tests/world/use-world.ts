import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Settings } from "../../server/api/contract.ts";
import { afterFirstPoll, atRest } from "./at-rest.ts";
import { install, type Installed } from "./install.ts";
import { openWorld, type World, type WorldOptions } from "./open-world.ts";
import type { PersonName } from "./sign-in.ts";

interface Wanted extends WorldOptions {
  /** Other than those that `install` begins with. */
  settings?: Partial<Settings>;
  /** Who installs it, in the company they are admin of. */
  person?: PersonName;
}

/**
 * A world for the tests of a file, and a company that has just been set up in it. Each test begins
 * at rest and with no fault left of the one before. Nothing polls by the clock.
 */
export function useWorld({ settings, person, ...options }: Wanted = {}): {
  world: World;
  installed: Installed;
} {
  const world = {} as World;
  const installed = {} as Installed;

  beforeAll(async () => {
    Object.assign(world, await openWorld({ pollSeconds: 3_600, ...options }));
    Object.assign(installed, await install(world, settings, person));
    await afterFirstPoll(
      world,
      installed.projects.map(({ id }) => id),
    );
  });
  beforeEach(async () => {
    world.procore.faults.clear();
    world.netsuite.faults.clear();
    await atRest(world);
  });
  afterAll(() => world.close());

  return { world, installed };
}
