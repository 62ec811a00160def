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
 * at rest, unless nothing works there, and with no fault left of the one before. Nothing polls by
 * the clock.
 */
export function useWorld({ settings, person, works = true, ...options }: Wanted = {}): {
  world: World;
  installed: Installed;
} {
  const world = {} as World;
  const installed = {} as Installed;

  beforeAll(async () => {
    Object.assign(world, await openWorld({ pollSeconds: 3_600, works, ...options }));
    Object.assign(installed, await install(world, settings, person));
    if (!works) return;
    await afterFirstPoll(
      world,
      installed.projects.map(({ id }) => id),
    );
  });
  beforeEach(async () => {
    world.procore.faults.clear();
    world.netsuite.faults.clear();
    if (works) await atRest(world);
  });
  afterAll(() => world.close());

  return { world, installed };
}
