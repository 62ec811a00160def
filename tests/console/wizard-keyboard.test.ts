import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { privateKey } from "./key.ts";
import { installPath, useStage } from "./stage.ts";

const stage = useStage();

it("goes through the whole set-up by keyboard alone", async () => {
  const page = await stage.open(installPath);
  await page.getByRole("heading", { name: "Projects", exact: true }).waitFor();

  await tabTo(page, "24-011 · Harbor Tower");
  await page.keyboard.press("Space");
  await tabTo(page, "Continue");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Connect NetSuite" }).waitFor();
  await enter(page, "Account ID", "7654321_SB1");
  await enter(page, "Client ID", "f3c0a6d1e9");
  await enter(page, "Certificate ID", "cYQ1rM0tq2");
  await enter(page, "Private key", privateKey);
  await tabTo(page, "Save and continue");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What to sync" }).waitFor();
  await tabTo(page, "Default subsidiary");
  await page.keyboard.press("Enter");
  await highlighted(page, "Northgate Builders Inc.");
  await page.keyboard.press("ArrowDown");
  await highlighted(page, "Northgate Builders Canada ULC");
  await page.keyboard.press("Enter");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await tabTo(page, "Continue");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Finish" }).waitFor();
  await tabTo(page, "Start");
  await page.keyboard.press("Enter");

  await page.getByText("Crosstie is running").waitFor();
  expect(stage.played.installation.status).toBe("active");
  expect(stage.played.installation.settings.own.subsidiaryId).toBe("4");
});

it("puts the focus on the heading of each new step", async () => {
  const page = await stage.open(installPath);
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).check();

  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.locator("h2:focus").getByText("Connect NetSuite")).toShow();
});

async function enter(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.insertText(text);
}

/** The option that Enter would choose now: the list has the focus, or the next key would be lost. */
function highlighted(page: Page, name: string): Promise<void> {
  return page
    .locator("[role=listbox]:focus [role=option][data-highlighted=true]")
    .getByText(name)
    .waitFor();
}

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 1 && (await focused.ariaSnapshot()).includes(name)) return;
  }
  throw new Error(`Tab does not reach “${name}”.`);
}
