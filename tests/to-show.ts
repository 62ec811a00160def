import type { Locator } from "playwright-core";
import { expect } from "vitest";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Waits until the page shows what the locator names. */
    toShow: T extends Locator ? () => Promise<Awaited<R>> : never;
  }
}

expect.extend({
  async toShow(locator: Locator) {
    const failed = await locator.waitFor().then(
      () => undefined,
      (error: unknown) => String(error),
    );
    return {
      pass: failed === undefined,
      message: () => failed ?? `${String(locator)} is shown`,
    };
  },
});
