import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const section = `${consolePath}&page=settings&section=retention`;

async function open(width = 1440) {
  const page = await stage.open(section, width);
  await page.getByRole("heading", { name: "Retention" }).waitFor();
  return page;
}

it("says what the next night would erase, and saves it only once that was confirmed", async () => {
  stage.played.installation = runningInstallation();
  stage.played.retentionCount = { toArchive: 1284, toErase: 17 };
  const page = await open();
  await page.getByRole("button", { name: /^Archive completed activities/ }).click();
  await page.getByRole("option", { name: "After 12 months" }).click();
  await page.getByRole("button", { name: /^Erase archived activities/ }).click();
  await page.getByRole("option", { name: "After 7 years" }).click();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Save retention" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase archived activities each night?" });
  await dialog.getByText("1,284 activities will be archived").waitFor();
  await dialog.getByText("17 activities will be erased for good").waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(stage.played.bodies.has("PUT /retention")).toBe(false);

  await page.getByRole("button", { name: "Save retention" }).click();
  await dialog.getByRole("button", { name: "Save retention" }).click();
  await page.getByText("It is kept each night").waitFor();
  expect(stage.played.retention).toEqual({ archiveAfterMonths: 12, eraseAfterYears: 7 });
  await expect.poll(() => page.getByRole("button", { name: "Save retention" }).count()).toBe(0);
});

it("shows it to who may not change it", async () => {
  const installation = runningInstallation();
  installation.may = { ...installation.may, changeSettings: false, setUp: false };
  stage.played.installation = installation;
  stage.played.retention = { archiveAfterMonths: 9, eraseAfterYears: null };
  const page = await open(400);

  await page.getByText("are archived after 9 months; archived ones are never erased").waitFor();
  expect(await barriers(page)).toEqual([]);
});
