import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from "playwright-core";

let browser: Promise<Browser> | undefined;

/**
 * A window of a browser that knows nothing: one Chromium serves all files of a test process, and
 * ends with it. Close the context when its file is done.
 */
export async function openContext(options?: BrowserContextOptions): Promise<BrowserContext> {
  browser ??= launch();
  return (await browser).newContext(options);
}

/** Starts the machine's own Chromium. */
function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
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
    ],
  });
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
