import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from "playwright-core";

const browsers = new Map<string, Promise<Browser>>();

/**
 * A window of the machine's own Chromium, for the stories of people: it knows nothing. One browser
 * serves all files of a test process, and ends with it. Close the context when its file is done.
 */
export function openContext(options?: BrowserContextOptions): Promise<BrowserContext> {
  return open(WHOLE, options);
}

/**
 * The same for one screen alone: of Chromium's headless shell where the machine has it, which is
 * the same engine without the window around it, and takes a third less time.
 */
export function openShell(options?: BrowserContextOptions): Promise<BrowserContext> {
  return open(process.env.CHROMIUM_SHELL_PATH ?? WHOLE, options);
}

const WHOLE = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

async function open(path: string, options?: BrowserContextOptions): Promise<BrowserContext> {
  const browser = browsers.get(path) ?? launch(path);
  browsers.set(path, browser);
  return (await browser).newContext(options);
}

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Fewer processes to start for each page; sites stay apart.
  "--process-per-site",
  "--in-process-gpu",
  // No page lives long enough to gain from code made fast, or from what is compiled ahead.
  "--js-flags=--no-opt --no-maglev --single-threaded-gc --max-lazy",
];

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGS });
}

/**
 * A browser of its own, whose owner has set it up so: `profile` as Chromium's file Preferences has
 * it. Closing the context ends it.
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
