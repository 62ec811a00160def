import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { mayNothing, runningInstallation, someUnread } from "./company.ts";
import { settingsPath } from "./settings-page.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const open = async (width?: number) => {
  stage.played.installation = runningInstallation();
  return stage.open(`${consolePath}&page=settings`, width);
};

const pages = (page: Page) => page.getByRole("navigation", { name: "Pages" });
const menu = (page: Page) => page.getByRole("list", { name: "Settings sections" });
const foldedMenu = (page: Page) => page.getByRole("navigation", { name: "Settings sections" });
const cards = (page: Page) => page.getByRole("region", { name: "Quick Actions" });
const toActivities = async (page: Page) => {
  await page.getByRole("link", { name: "View Synchronization Activities" }).click();
  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
};

it("leads from the Synchronization card to the activities", async () => {
  const page = await open();

  await cards(page).getByRole("link", { name: "Synchronization" }).click();

  await expect.poll(() => page.url()).toContain("page=settings&section=synchronization");
  await toActivities(page);
});

it("unfolds a submenu below Settings in the sidebar, which leads there too", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(consolePath);
  await pages(page).getByRole("link", { name: "Settings" }).waitFor();
  expect(await pages(page).getByRole("link", { name: "Synchronization" }).count()).toBe(0);
  await pages(page).getByRole("link", { name: "Settings" }).click();

  await pages(page).getByRole("link", { name: "Synchronization" }).click();

  await toActivities(page);
});

it("has each section at an address of its own, and opens the first one at any other", async () => {
  const page = await open();
  const titles: Record<string, string> = {
    Synchronization: "Synchronization",
    "Sync schedule": "Sync schedule",
    Connection: "NetSuite connection",
    Mappings: "Mappings",
    Projects: "Projects",
    "Danger zone": "Danger zone",
  };
  for (const [word, title] of Object.entries(titles)) {
    await menu(page).getByRole("link", { name: word }).click();
    await page.getByRole("heading", { name: title, level: 2 }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: title, level: 2 }).waitFor();
  }
  await page.goBack();
  await page.getByRole("heading", { name: "Projects", level: 2 }).waitFor();
  await stage.open(settingsPath("what-there-is-not"));
  await cards(page).waitFor();
  expect(await menu(page).locator("[aria-current=page]").allInnerTexts()).toEqual([
    "Quick Actions",
  ]);
});

it("folds the menu into one line where it is narrow, and is worked by keyboard", async () => {
  const page = await open(400);
  await page.locator("summary").focus();

  await page.keyboard.press("Enter");
  await foldedMenu(page).getByRole("link", { name: "Projects" }).focus();
  await page.keyboard.press("Enter");

  await page.getByRole("heading", { name: "Projects", level: 2 }).waitFor();
  expect(await foldedMenu(page).isVisible()).toBe(false);
  await page.locator("summary", { hasText: "Projects" }).click();
  await foldedMenu(page).getByRole("link", { name: "Audit log" }).click();
  await page.getByRole("heading", { name: "Audit log", level: 1 }).waitFor();
});

it("says on each page how healthy the connection is, as soon as it is known", async () => {
  const page = await open();
  await cards(page).getByText("✓ Working").waitFor();
  const now = (change: () => void) => {
    change();
    stage.played.tell({ what: "settings", projectId: null, parent: null });
  };

  now(() => (stage.played.installation.unread = someUnread()));
  await cards(page).getByText("Some of Procore cannot be read.").waitFor();
  now(() => (stage.played.installation.webhooks.ok = false));
  await cards(page).getByText("Procore does not report changes.").waitFor();
  now(() => (stage.played.installation.connection!.status = "broken"));
  await cards(page).getByText("NetSuite does not let Crosstie in.").waitFor();

  await menu(page).getByRole("link", { name: "Projects" }).click();
  await menu(page).getByRole("link", { name: "Connection Broken" }).waitFor();
});

it("shows who may only look what there is to see, and nothing to change", async () => {
  stage.played.installation = runningInstallation();
  stage.played.installation.may = { ...mayNothing, viewActivities: true, viewCompany: true };
  const page = await stage.open(`${consolePath}&page=settings`);
  await page.getByText("As it stands").waitFor();

  expect(await menu(page).getByRole("link").allInnerTexts()).toEqual([
    "Quick Actions",
    "Synchronization\nBy hand",
    "Connection\nWorking",
    "Retention",
  ]);
  await menu(page).getByRole("link", { name: "Connection" }).click();
  await page.getByRole("heading", { name: "NetSuite connection" }).waitFor();
  expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
  await stage.open(settingsPath("danger-zone"));
  await cards(page).waitFor();
  expect(stage.played.calls).not.toContain("GET /cost-types");
});
