import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { soon } from "../world/at-rest.ts";
import { refusal } from "./answer.ts";
import { companyId, runningInstallation } from "./company.ts";
import { settingsPath } from "./settings-page.ts";
import { consolePath, installPath, useStage } from "./stage.ts";

const stage = useStage();
const requestedAt = "2026-03-20T15:12:00Z";
const by = "Dana Whitfield";

const uninstalled = () => ({ ...runningInstallation(), status: "uninstalled" as const });
const erased = () => ({
  ...runningInstallation(),
  status: "not_installed" as const,
  step: "projects" as const,
  company: { id: companyId, name: "" },
  erasure: { requestedAt, by, doneAt: "2026-03-20T15:14:00Z" },
});

it("saves all of the company as a file", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("danger-zone"));

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export everything" }).click(),
  ]);

  expect(download.suggestedFilename()).toBe(`crosstie-${companyId}.ndjson`);
  expect(await readFile(await download.path(), "utf8")).toBe('{"rows":0}');
  await page.getByText("The file is in your downloads.").waitFor();
});

it("erases only after the company's name was typed, and follows until nothing is left", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("danger-zone"));
  await page.getByRole("button", { name: "Erase everything…" }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: "Erase everything" });
  const field = page.getByLabel("Type Northgate Builders to confirm");
  expect(await confirm.isDisabled()).toBe(true);
  await field.fill("Northgate");
  expect(await confirm.isDisabled()).toBe(true);

  await field.fill("Northgate Builders");
  await confirm.click();

  await page
    .getByRole("heading", { name: "Crosstie is erasing all that it kept of Northgate Builders" })
    .waitFor();
  expect(stage.played.bodies.get("POST /installation/erase")).toEqual({
    companyName: "Northgate Builders",
  });
  expect(await page.getByRole("button").allTextContents()).toEqual(["Sign out"]);
  stage.played.installation = erased();
  await page
    .getByRole("heading", { name: "Everything of this company was erased from Crosstie" })
    .waitFor(soon);
});

it("shows why it did not erase", async () => {
  stage.played.installation = runningInstallation();
  stage.expectedErrors.push(/403/);
  stage.played.refuse = (_method, path) =>
    path.endsWith("/erase")
      ? refusal(403, "not_allowed", "This needs Admin on the Admin tool.")
      : null;
  const page = await stage.open(settingsPath("danger-zone"));
  await page.getByRole("button", { name: "Erase everything…" }).click();
  await page.getByLabel("Type Northgate Builders to confirm").fill("Northgate Builders");

  await page.getByRole("dialog").getByRole("button", { name: "Erase everything" }).click();

  await page.getByText("This needs Admin on the Admin tool.").waitFor();
});

it("offers both of a company that was uninstalled, and says what is kept and for what", async () => {
  stage.played.installation = uninstalled();
  const page = await stage.open(consolePath);

  await page.getByText("With them a new installation sends nothing twice.").waitFor();
  await page.getByText("credentials and webhook secrets are destroyed").waitFor();
  expect(await page.getByRole("button").allTextContents()).toEqual([
    "Export everything",
    "Erase everything…",
    "Sign out",
  ]);
});

it("offers neither to who is no company administrator", async () => {
  stage.played.installation = {
    ...runningInstallation(),
    may: { ...runningInstallation().may, setUp: false },
  };
  const page = await stage.open(settingsPath("danger-zone"));
  await page.getByRole("region", { name: "Quick Actions" }).waitFor();
  expect(await page.getByRole("link", { name: "Danger zone" }).count()).toBe(0);

  for (const name of ["Export everything", "Erase everything…", "Renew webhook secret"]) {
    expect(await page.getByRole("button", { name }).count()).toBe(0);
  }
});

it("sets up what was erased only when someone asks for it", async () => {
  stage.played.installation = erased();
  const page = await stage.open(installPath);
  await page.getByText("this line is all that Crosstie keeps").waitFor();
  expect(stage.played.calls).not.toContain("POST /installation");

  await page.getByRole("button", { name: "Set it up again" }).click();

  await page.getByRole("heading", { name: "Projects", exact: true }).waitFor();
});
