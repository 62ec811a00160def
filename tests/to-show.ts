import type { Frame, Locator, Page } from "playwright-core";
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
      async (error: unknown) => `${String(error)}\nInstead:\n${await textOf(locator.page())}`,
    );
    return {
      pass: failed === undefined,
      message: () => failed ?? `${String(locator)} is shown`,
    };
  },
});

async function textOf(page: Page): Promise<string> {
  const texts = await Promise.all(page.frames().map(bodyOf));
  return texts.join("\n---\n").slice(0, 4_000);
}

/** Empty where the frame has gone meanwhile. */
const bodyOf = (frame: Frame) =>
  frame
    .locator("body")
    .innerText({ timeout: 1_000 })
    .catch(() => "");
