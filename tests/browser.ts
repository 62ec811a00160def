import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from "playwright-core";

let browser: Promise<Browser> | undefined;

/**
 * A window that knows nothing, of Chromium's headless shell where the machine has it: the same engine
 * without what a browser has around it, for half the time. One browser serves all files of a test
 * process, and ends with it. Close the context when its file is done, and no page before that which
 * is just leaving for another address: Chromium may keep that one for a minute.
 */
export async function openContext(options?: BrowserContextOptions): Promise<BrowserContext> {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM_SHELL_PATH ?? WHOLE,
    args: ARGS,
  });
  return (await browser).newContext(options);
}

const WHOLE = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // The host's page and the panel in it share a process: with one each, Chromium has given a click on
  // the panel to the host's page, just after that page changed its size. What sites may keep and read
  // of each other does not change with it.
  "--disable-site-isolation-trials",
  // Fewer processes to start for each page.
  "--process-per-site",
  "--in-process-gpu",
  // No page lives long enough to gain from code made fast, or from what is compiled ahead.
  "--js-flags=--no-opt --no-maglev --single-threaded-gc --max-lazy",
];

/**
 * A whole Chromium of its own, whose owner has set it up so: `profile` as its file Preferences has it.
 * Closing the context ends it.
 */
export async function openProfile(
  profile: object,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const folder = await mkdtemp(join(tmpdir(), "crosstie-profile-"));
  await mkdir(join(folder, "Default"));
  await writeFile(join(folder, "Default/Preferences"), JSON.stringify({ profile }));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: WHOLE,
    args: ARGS,
    ...options,
  });
  const close = context.close.bind(context);
  context.close = async () => {
    await close();
    // its processes write a last time
    await rm(folder, { recursive: true, maxRetries: 20 });
  };
  return context;
}

/**
 * A page that stays open keeps the site's process, and with it the scripts that it has compiled,
 * for the pages of the tests.
 */
export async function keepWarm(context: BrowserContext, url: string): Promise<void> {
  await (await context.newPage()).goto(url);
}

/** Closes every page but the one that stays, and takes back what a test has arranged. */
export async function forget(context: BrowserContext): Promise<void> {
  const [, ...pages] = context.pages();
  await Promise.all(pages.map((page) => page.close()));
  await Promise.all([context.unrouteAll(), context.clearPermissions(), context.clearCookies()]);
}
