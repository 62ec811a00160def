import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Settings } from "../../server/api/contract.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { afterFirstPoll } from "../world/at-rest.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

export interface Journey {
  world: World;
  installed: Installed;
  /** The company's admin, signed in to Procore. */
  person: Person;
}

/** A company set up with these settings, what was there before already looked at. */
export function useJourney(settings: Partial<Settings>): Journey {
  const journey = {} as Journey;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    await buildClient();
    journey.world = await openWorld({ pollSeconds: 3_600 });
    journey.installed = await install(journey.world, settings);
    await afterFirstPoll(
      journey.world,
      journey.installed.projects.map(({ id }) => id),
    );
    context = await openContext({ viewport: { width: 1440, height: 900 } });
    journey.person = await Person.open(journey.world, context);
    await journey.person.signInToProcore("admin");
  }, 120_000);

  afterAll(async () => {
    await context?.close();
    await journey.world?.close();
  });

  return journey;
}
