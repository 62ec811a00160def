import { it } from "vitest";
import { runningInstallation } from "./company.ts";
import { noneReconciled, someReconciled } from "./some-reconciled.ts";
import { someRecords } from "./some-records.ts";
import { consolePath, useStage } from "./stage.ts";
const stage = useStage();
it("shoots", async () => {
  for (const width of [400, 1440]) {
    Object.assign(stage.played, {
      installation: runningInstallation(),
      records: someRecords(),
      reconciled: someReconciled(),
    });
    const page = await stage.open(`${consolePath}&page=reconcile`, width);
    await page.locator("[data-contract]").first().waitFor();
    await page.screenshot({ path: `/tmp/wt/hc-shot-reconcile-${width}.png`, fullPage: true });
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByRole("progressbar", { name: "Reconciling" }).waitFor();
    await page.screenshot({ path: `/tmp/wt/hc-shot-reconcile-run-${width}.png` });
    const before = stage.played.reconciled;
    stage.played.reconciled = noneReconciled();
    await page.reload();
    await page.getByText("Nothing was reconciled yet").waitFor();
    await page.screenshot({ path: `/tmp/wt/hc-shot-reconcile-none-${width}.png` });
    stage.played.reconciled = before;
  }
}, 120_000);
