import { expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it("leads to support from every page, and from a failure that stays", async () => {
  const installation = runningInstallation();
  const { supportUrl } = installation;
  stage.played.installation = installation;
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&tab=failed&activity=2001`);

  const fromFailure = page.getByRole("dialog").getByRole("link", { name: /^contact support/ });
  await expect(fromFailure).toShow();
  expect(await fromFailure.getAttribute("href")).toBe(supportUrl);
  await page.keyboard.press("Escape");
  for (const word of ["Activities", "Settings", "Audit log", "Sessions"]) {
    await page.getByRole("link", { name: word, exact: true }).first().click();
    await page.getByRole("heading", { name: word, level: 1 }).waitFor();
    const fromPage = page.getByRole("banner").getByRole("link", { name: /^Help and support/ });
    expect(await fromPage.getAttribute("href")).toBe(supportUrl);
  }
});

it("names no support where there is none", async () => {
  stage.played.installation = { ...runningInstallation(), supportUrl: null };
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&tab=failed&activity=2001`);
  await page.getByRole("dialog").getByText("Procore ID").waitFor();

  expect(await page.getByText(/support/i).count()).toBe(0);
});
