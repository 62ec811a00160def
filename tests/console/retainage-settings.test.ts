import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { save, savedIn, settingsPath } from "./settings-page.ts";
import { sideways, useStage } from "./stage.ts";

const stage = useStage();

it.each([400, 1440])(
  "asks for the item of the retainage line only where there is one, %i px wide",
  async (width) => {
    stage.played.installation = runningInstallation();
    const page = await stage.open(settingsPath("mappings"), width);
    const form = page.getByRole("button", { name: "Retainage Net" });
    await form.waitFor();
    expect(await page.getByText("Retainage item").count()).toBe(0);

    await form.click();
    await page.getByRole("option", { name: "Gross, with one line for retainage" }).click();
    await page.getByRole("option").first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Save Settings" }).click();
    await page.getByText("Choose the item that retainage is booked on.").waitFor();
    await page.getByRole("button", { name: "Retainage item" }).click();
    await page.getByRole("option").first().click();
    await page.getByRole("option").first().waitFor({ state: "detached" });
    expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
    await save(page);

    expect(savedIn(stage.played)).toEqual({
      own: { retainage: "line", retainageItemId: expect.any(String) },
    });
  },
);
