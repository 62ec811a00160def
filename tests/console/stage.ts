import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { forget, keepWarm, openContext } from "../browser.ts";
import { complaintsOf } from "../complaints.ts";
import "../to-show.ts";
import { companyId } from "./company.ts";
import { type Played, startPlay } from "./played.ts";
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
  let complaints: ReturnType<typeof complaintsOf>;

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
    complaints = complaintsOf(context);
  });

  beforeEach(async () => {
    const { tell, streams } = server.played;
    Object.assign(server.played, startPlay(), { tell, streams });
    complaints.splice(0);
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
      complaints.filter(({ text }) => !stage.expectedErrors.some((each) => each.test(text))),
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

/** By how many pixels the page can be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)");
