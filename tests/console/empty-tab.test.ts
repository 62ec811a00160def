import { expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it("says in an empty tab whether automatic sync is on and the ERP is connected, and leads to Settings", async () => {
  const running = runningInstallation();
  stage.played.installation = {
    ...running,
    connection: {
      ...running.connection!,
      status: "broken",
      summary: "NetSuite no longer accepts these credentials.",
    },
  };
  const page = await stage.open(`${consolePath}&page=activities`);

  await expect(page.getByText(/automatic sync is off/)).toShow();
  await expect(page.getByText(/NetSuite no longer accepts these credentials\./)).toShow();
  await page.getByRole("link", { name: "See Settings" }).click();

  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
});
