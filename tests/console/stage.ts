import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { forget, keepWarm, openContext } from "../browser.ts";
import "../to-show.ts";
import { companyId } from "./company.ts";
import { type Played, startPlay } from "./play-api.ts";
import { type ConsoleServer, serveConsole } from "./serve-console.ts";

export const installPath = `/install?company_id=${companyId}`;
export const consolePath = `/console?companyId=${companyId}`;

export interface Stage {
  url: string;
  played: Played;
  page: Page;
  /** Console errors that a test brings about on purpose. */
  expectedErrors: RegExp[];
  open(path: string, width?: number): Promise<Page>;
}

/**
 * A fresh company and a browser page that knows nothing for every test; what the console complains
 * of fails it.
 */
export function useStage(): Stage {
  const stage = {} as Stage;
  let server: ConsoleServer;
  let context: BrowserContext;
  let errors: string[] = [];

  beforeAll(async () => {
    [context, server] = await Promise.all([
      openContext({
        viewport: { width: 1440, height: 900 },
        timezoneId: "UTC",
        locale: "en-US",
        reducedMotion: "reduce",
      }),
      serveConsole(),
    ]);
    context.setDefaultTimeout(20_000);
    await keepWarm(context, `${server.url}/host`);
    context.on(
      "console",
      (message) => void (message.type() === "error" && errors.push(message.text())),
    );
    context.on("weberror", (error) => void errors.push(String(error.error())));
  });

  beforeEach(async () => {
    const { tell, streams } = server.played;
    Object.assign(server.played, startPlay(), { tell, streams });
    errors = [];
    Object.assign(stage, {
      url: server.url,
      played: server.played,
      page: await context.newPage(),
      expectedErrors: [],
    });
  });

  afterEach(async () => {
    await forget(context);
    expect(
      errors.filter((error) => !stage.expectedErrors.some((expected) => expected.test(error))),
    ).toEqual([]);
  });

  afterAll(async () => {
    await Promise.all([context.close(), server.stop()]);
  });

  stage.open = async (path, width = 1440) => {
    await stage.page.setViewportSize({ width, height: 900 });
    await stage.page.goto(stage.url + path);
    return stage.page;
  };
  return stage;
}

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious or critical, one line each. */
export async function seriousProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await axe);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** By how many pixels the page can be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)");
