import type { BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { forget, keepWarm, openContext } from "../browser.ts";
import { complaintsOf } from "../complaints.ts";
import "../to-show.ts";
import { CODE, PlayedApp } from "./played-app.ts";
import { type ProcoreHost, serveHost } from "./procore-host.ts";
import { COMMITMENT, COMPANY, PROJECT } from "./views.ts";

export const context = {
  company_id: Number(COMPANY),
  project_id: PROJECT,
  view: "commitments.work_order_contracts.detail",
  id: COMMITMENT,
};

/**
 * When it is in the browser, and goes on from there: what it shows of the fixtures' dates depends
 * on the year.
 */
const NOW = "2026-03-20T09:45:30Z";

export interface Stage {
  app: PlayedApp;
  host: ProcoreHost;
  page: Page;
  /** Console errors that a test brings about on purpose. */
  expectedErrors: RegExp[];
  /** Opens the host's page with the panel in its frame. */
  open(options?: {
    width?: number;
    told?: unknown;
    isSilent?: boolean;
    query?: string;
  }): Promise<Frame>;
  /** The same, signed in, with Procore's window only played: `sign-in.test.ts` has real ones. */
  openSignedIn(options?: { width?: number; told?: unknown }): Promise<Frame>;
}

/**
 * A browser page and an app of which nothing is known yet for every test; what the console
 * complains of fails it.
 */
export function useStage(): Stage {
  const stage = {} as Stage;
  let browserContext: BrowserContext;
  let complaints: ReturnType<typeof complaintsOf>;

  beforeAll(async () => {
    [browserContext, stage.app, stage.host] = await Promise.all([
      openContext({
        viewport: { width: 400, height: 900 },
        timezoneId: "America/Chicago",
        locale: "en-US",
        reducedMotion: "reduce",
      }),
      new PlayedApp().start(),
      serveHost(),
    ]);
    await keepWarm(browserContext, `${stage.host.url}/hostile`);
    complaints = complaintsOf(browserContext);
  });

  beforeEach(async () => {
    complaints.splice(0);
    stage.expectedErrors = [];
    stage.app.reset();
    stage.app.hosts = ["https://app.procore.example", stage.host.url];
    await browserContext.clock.install({ time: NOW });
    stage.page = await browserContext.newPage();
  });

  afterEach(async () => {
    await forget(browserContext);
    expect(
      complaints.filter(({ text }) => !stage.expectedErrors.some((each) => each.test(text))),
    ).toEqual([]);
  });

  afterAll(() => Promise.all([browserContext.close(), stage.app.stop(), stage.host.stop()]));

  stage.open = async ({
    width = 400,
    told = context,
    isSilent = false,
    query = `?companyId=${COMPANY}&projectId=${PROJECT}`,
  } = {}) => {
    await stage.page.setViewportSize({ width, height: 900 });
    await stage.page.goto(stage.host.page(`${stage.app.url}/panel${query}`, told, isSilent));
    const frame = stage.page.frames().find((one) => one.url().startsWith(stage.app.url));
    if (!frame) throw new Error("The host has not framed the panel.");
    return frame;
  };

  stage.openSignedIn = async (options) => {
    const frame = await stage.open(options);
    await frame.evaluate(playPopUp, CODE);
    await frame.getByRole("button", { name: "Sign in with Procore" }).click();
    await frame
      .getByRole("button", { name: "Sign in with Procore" })
      .or(frame.getByRole("button", { name: "Waiting for Procore…" }))
      .waitFor({ state: "detached" });
    return frame;
  };

  return stage;
}

/**
 * In the frame: the next window that it opens asks the app as a pop-up would, and says what the
 * page at its end says. A browser's second window costs more than most tests.
 */
function playPopUp(code: string): void {
  const { open } = window;
  window.open = (address) => {
    window.open = open;
    const popUp = { closed: false, close: () => void (popUp.closed = true) };
    const data = { type: "authentication.success", payload: { code } };
    void fetch(address!).then(() =>
      window.dispatchEvent(new MessageEvent("message", { data, origin: window.origin })),
    );
    return popUp as Window;
  };
}

/** Elements that stick out of the window, those in a scrolling box apart. */
export function overflowing(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const isScrolled = (element: Element) => element.closest("pre") !== null;
    const sticksOut = (element: Element) =>
      element.getBoundingClientRect().right > window.innerWidth + 0.5 ||
      element.getBoundingClientRect().left < -0.5;
    const found = [...document.querySelectorAll("body *")].filter(
      (element) => sticksOut(element) && !isScrolled(element),
    );
    return [
      ...found.map(({ outerHTML }) => outerHTML.slice(0, 200)),
      ...(document.documentElement.scrollWidth > window.innerWidth
        ? ["the page scrolls sideways"]
        : []),
    ];
  });
}
