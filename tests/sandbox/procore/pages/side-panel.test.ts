import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { openContext } from "../../../browser.ts";
import { configureApp, installApp } from "../acts/marketplace.ts";
import { openStage, type Stage } from "./stage.ts";
import { openTinyApp, type TinyApp } from "./tiny-app.ts";

let context: BrowserContext;
let app: TinyApp;
let stage: Stage;
let page: Page;

beforeEach(async () => {
  app = await openTinyApp();
  stage = await openStage(app.origin);
  installApp(stage.state, { companyId: stage.company.id, projectIds: [stage.project.id] });
  configureApp(stage.state, { companyId: stage.company.id, projectIds: [stage.project.id] });
  context = await openContext();
  page = await context.newPage();
  await page.goto(stage.url);
  await page.getByRole("button", { name: "pm@ridgeline.example" }).click();
});

afterEach(async () => {
  await context.close();
  await stage.close();
  await app.close();
});

const path = (id = stage.draft.id) => `${stage.url}/projects/${stage.project.id}/commitments/${id}`;
const types = () => app.heard.map(({ data }) => data.type);
const hears = (...expected: string[]) => expect.poll(() => types()).toEqual(expected);
const dockButton = () => page.getByRole("button", { name: "Crosstie", exact: true });

const arrives = async (url: string) => {
  await expect.poll(() => page.frames().some((frame) => frame.url() === url)).toBe(true);
  await Promise.all(page.frames().map((frame) => frame.waitForLoadState()));
};
/** Whatever the host still had to say to its frames comes before this does. */
const fence = async (count: number, { heard }: TinyApp = app) => {
  await page.evaluate(
    `for (const frame of document.querySelectorAll("iframe")) frame.contentWindow.postMessage({ type: "fence" }, "*")`,
  );
  await expect.poll(() => heard.filter(({ data }) => data.type === "fence")).toHaveLength(count);
};

it("opens the app in a 400 px panel and answers its initialize with the page's context", async () => {
  await page.goto(path());

  await dockButton().click();
  await hears("setup");

  const frame = page.locator('iframe[title="Crosstie"]');
  expect(await frame.getAttribute("src")).toBe(
    `${app.origin}/panel?companyId=${stage.company.id}&projectId=${stage.project.id}`,
  );
  expect((await page.locator("#side-panel").boundingBox())?.width).toBe(400);
  expect(app.heard[0]).toEqual({
    origin: stage.url,
    data: {
      type: "setup",
      context: {
        company_id: JSON.parse(stage.company.id),
        project_id: JSON.parse(stage.project.id),
        view: "commitments.work_order_contracts.detail",
        id: JSON.parse(stage.draft.id),
      },
    },
  });
});

it("names the edit view of a purchase order", async () => {
  const order = [...stage.state.commitments.values()].find(
    ({ projectId, kind }) => projectId === stage.project.id && kind === "purchase_order_contract",
  );
  await page.goto(`${path(order?.id)}/edit`);

  await dockButton().click();
  await hears("setup");

  expect(app.heard[0]?.data.context).toMatchObject({
    view: "commitments.purchase_order_contracts.edit",
  });
});

it("tells the app when it is hidden, visible again and destroyed", async () => {
  await page.goto(path());
  await dockButton().click();
  await hears("setup");

  await page.getByRole("button", { name: "Hide panel" }).click();
  await dockButton().click();
  await page.getByRole("button", { name: "Close panel" }).click();
  await hears("setup", "sidepanel:app:hidden", "sidepanel:app:visible", "sidepanel:app:destroy");

  await expect.poll(() => page.locator("iframe").count()).toBe(0);
});

it("tells the app that it is destroyed before its page is left", async () => {
  await page.goto(path());
  await dockButton().click();
  await hears("setup");

  await page.evaluate(`dispatchEvent(new Event("beforeunload"))`);

  await hears("setup", "sidepanel:app:destroy");
});

it("opens the app again on the next commitment", async () => {
  const other = [...stage.state.commitments.values()].find(
    ({ projectId, id }) => projectId === stage.project.id && id !== stage.draft.id,
  );
  await page.goto(path());
  await dockButton().click();
  await hears("setup");

  // A browser may take the frame away before it hears that it is destroyed.
  const setUps = () => types().filter((type) => type === "setup").length;
  await page.getByRole("link", { name: "Commitments" }).first().click();
  await expect.poll(setUps).toBe(2);
  await page.getByRole("link", { name: other?.number, exact: true }).click();
  await expect.poll(setUps).toBe(3);

  expect(app.heard.at(-1)?.data.context).toMatchObject({ id: JSON.parse(other?.id ?? "") });
});

it("stays closed on the next page once it was closed", async () => {
  await page.goto(path());
  await dockButton().click();
  await page.getByRole("button", { name: "Close panel" }).click();

  await page.reload();

  expect(await page.locator("iframe").count()).toBe(0);
});

it("does not answer a frame that is not the panel", async () => {
  await page.goto(path());
  await dockButton().click();
  await hears("setup");

  await page.evaluate(
    `document.body.append(Object.assign(document.createElement("iframe"), { src: "${app.origin}/?host=*" }))`,
  );
  await arrives(`${app.origin}/?host=*`);
  await fence(2);

  expect(types()).toEqual(["setup", "fence", "fence"]);
});

it("gives no context to a stranger's page that took the panel's place", async () => {
  const stranger = await openTinyApp();
  onTestFinished(() => stranger.close());
  await page.goto(path());
  await dockButton().click();
  await hears("setup");

  await page.evaluate(
    `document.querySelector("#side-panel iframe").src = "${stranger.origin}/?host=*"`,
  );
  await arrives(`${stranger.origin}/?host=*`);
  await fence(1, stranger);

  expect(stranger.heard.map(({ data }) => data.type)).toEqual(["fence"]);
});

it("fills the main area with the app's console on its full-screen page", async () => {
  await page.goto(`${stage.url}/companies/${stage.company.id}/apps/crosstie`);

  const frame = page.locator('iframe[title="Crosstie"]');

  expect(await frame.getAttribute("src")).toBe(
    `${app.origin}/console?companyId=${stage.company.id}`,
  );
  expect((await frame.boundingBox())?.width).toBe(page.viewportSize()?.width);
});
