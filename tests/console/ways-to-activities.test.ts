import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it("leads to Activities from the sidebar", async () => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&page=sessions`);

  const sidebar = page.getByRole("navigation", { name: "Pages" });
  await sidebar.getByRole("link", { name: "Activities", exact: true }).click();

  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
  await page.getByRole("row").filter({ hasText: "SC-0" }).first().waitFor();
});

it("folds the pages under the brand where it is narrow, and is worked by keyboard", async () => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&page=sessions`, 400);
  const pages = page.getByRole("navigation", { name: "Pages" });
  const menu = page.getByRole("button", { name: "Menu", expanded: false });
  await menu.waitFor();
  expect(await pages.count()).toBe(0);

  await menu.press("Enter");
  await pages.getByRole("link", { name: "Sessions" }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await pages.getByRole("link", { name: "Activities", exact: true }).press("Enter");

  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
  expect(await pages.count()).toBe(0);
});
