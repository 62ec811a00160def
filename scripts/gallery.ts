import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { Stops } from "../tests/bench/stops.ts";
import { findChromium } from "./find-chromium.ts";
import { type Story, tell } from "./gallery-story.ts";
import { ROOT } from "./run-step.ts";

/** Makes the README's pictures from a demo of its own, in which something has happened. */

const DEMO_PORT = process.env.DEMO_PORT ?? "4480";
const ADMIN = "admin@ridgeline.example";
const PATIENCE_MS = 60_000;
const WIDE = { width: 1440, height: 900 };

/** Pages of the console, by their address. */
const PAGES = {
  overview: "",
  activities: "&page=activities",
  integration: "&page=integration",
  reconcile: "&page=reconcile",
  problems: "&page=problems",
  settings: "&page=settings",
};

/** As the demo tells them. */
interface Facts {
  procore: string;
  app: string;
  netsuite: string;
}

const stops = new Stops();

async function startDemo(): Promise<Facts> {
  const demo = await stops.start(
    async () =>
      spawn(process.execPath, [join(ROOT, "scripts/demo.ts"), "--json", "--installed"], {
        env: { ...process.env, DEMO_PORT },
        stdio: ["ignore", "pipe", "inherit"],
      }),
    async (child) => {
      if (child.exitCode !== null || !child.kill("SIGINT")) return;
      await once(child, "exit");
    },
  );
  const lines = createInterface({ input: demo.stdout });
  const [line] = (await Promise.race([
    once(lines, "line"),
    once(demo, "exit").then(() => Promise.reject(new Error("The demo ended."))),
  ])) as [string];
  return JSON.parse(line) as Facts;
}

async function openBrowser(): Promise<BrowserContext> {
  const browser = await stops.start(
    async () =>
      chromium.launch({
        executablePath: await findChromium(),
        args: ["--no-sandbox", "--disable-gpu"],
      }),
    (opened) => opened.close(),
  );
  const context = await browser.newContext({
    viewport: WIDE,
    timezoneId: "America/Los_Angeles",
    locale: "en-US",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

async function take(page: Page, name: string): Promise<void> {
  // what is fetched has come, and what fades in has done so
  await page.waitForTimeout(2_000);
  await page.screenshot({ path: join(ROOT, `docs/${name}.png`) });
  console.error(`docs/${name}.png`);
}

async function signIn(page: Page, { procore, app }: Facts, { companyId }: Story): Promise<void> {
  await page.goto(`${procore}/login`);
  await page.getByRole("button", { name: ADMIN }).click();
  await page.goto(`${app}/console?companyId=${companyId}`);
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
}

async function panel(page: Page, { procore }: Facts, { projectId, shownId }: Story): Promise<void> {
  await page.goto(`${procore}/projects/${projectId}/commitments/${shownId}`);
  await page.getByRole("button", { name: "Crosstie", exact: true }).click();
  const frame = page.frameLocator('iframe[title="Crosstie"]');
  const popUp = page.waitForEvent("popup");
  await frame.getByRole("button", { name: /^Sign in/ }).click();
  await (await popUp).waitForEvent("close");
  await frame.getByRole("button", { name: "Sync payments" }).click();
  await frame.getByText("$200,000.00").first().waitFor();
  await take(page, "panel");
}

async function consolePages(page: Page, { app }: Facts, { companyId }: Story): Promise<void> {
  const at = `${app}/console?companyId=${companyId}`;
  await page.goto(`${at}${PAGES.reconcile}`);
  await page.getByRole("button", { name: "Run now" }).click();
  await page.getByText(/asked for by/).waitFor();
  for (const [name, query] of Object.entries(PAGES)) {
    await page.goto(`${at}${query}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await take(page, name);
  }
}

async function run(): Promise<void> {
  const facts = await startDemo();
  const story = await tell(facts);
  const page = await (await openBrowser()).newPage();
  await signIn(page, facts, story);
  await panel(page, facts, story);
  await consolePages(page, facts, story);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void stops.stopAll().then(() => process.exit(130)));
}
await run().finally(() => stops.stopAll());
