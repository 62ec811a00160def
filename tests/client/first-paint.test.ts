import type { BrowserContext, Page, Route } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { openContext } from "../browser.ts";
import "../to-show.ts";
import { PlayedApp } from "./played-app.ts";

let context: BrowserContext;
let app: PlayedApp;

beforeAll(async () => {
  [context, app] = await Promise.all([
    openContext({ viewport: { width: 400, height: 900 } }),
    new PlayedApp().start(),
  ]);
});
beforeEach(() => app.reset());
afterAll(() => Promise.all([context.close(), app.stop()]));

interface Frame {
  isBlank: boolean;
  /** React has been asked to draw. */
  isAsked: boolean;
  /** What stands there is React's. */
  isDrawn: boolean;
}

/** Looks at the page before each frame is painted. */
function watchFrames(): void {
  const seen: Frame[] = [];
  Object.assign(window, { seen });
  const has = (node: object | null | undefined, mark: string) =>
    Object.keys(node ?? {}).some((key) => key.startsWith(mark));
  const look = () => {
    const root = document.querySelector("#root");
    if (root) {
      const first = root.firstElementChild;
      seen.push({
        isBlank: first === null || first.getBoundingClientRect().height === 0,
        isAsked: has(root, "__reactContainer"),
        isDrawn: has(first, "__reactFiber"),
      });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What is asked for there is answered when the returned function is called. */
async function hold(page: Page, address: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isOpen = false;
  await page.route(address, (route) => (isOpen ? route.continue() : void held.push(route)));
  return async () => {
    isOpen = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

const boxes = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".skeleton, .skeleton *, .skeleton-word")].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height].join(" ");
    }),
  );

it.each(["panel", "console"])(
  "paints the %s before its script has come, and goes on with it in that script's frame",
  async (name) => {
    const page = await context.newPage();
    await page.addInitScript(watchFrames);
    const sendScripts = await hold(page, "**/assets/*.js");
    const sendSession = await hold(page, "**/api/v1/session");

    await page.goto(`${app.url}/${name}`, { waitUntil: "commit" });
    await expect
      .poll(() =>
        page.evaluate(() => performance.getEntriesByType("paint").map((entry) => entry.name)),
      )
      .toContain("first-contentful-paint");
    const before = await boxes(page);
    expect(before.length).toBeGreaterThan(5);
    expect(await barriers(page.mainFrame())).toEqual([]);

    await sendScripts();
    await expect(page.getByText("Looking for your session")).toShow();

    const seen = await page.evaluate(() => (window as unknown as { seen: Frame[] }).seen);
    expect(seen.filter(({ isAsked, isDrawn }) => isAsked !== isDrawn)).toEqual([]);
    expect(seen.filter(({ isBlank }) => isBlank)).toEqual([]);
    expect(seen.some(({ isDrawn }) => !isDrawn)).toBe(true);
    expect(await boxes(page)).toEqual(before);
    await sendSession();
    await expect.poll(() => page.getByText("Looking for your session").count()).toBe(0);
  },
);
