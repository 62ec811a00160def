import { it } from "vitest";
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
