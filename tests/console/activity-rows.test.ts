import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import type { PlayedActivity } from "./played.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

function run(activities: PlayedActivity[] = someActivities()) {
  stage.played.installation = runningInstallation();
  stage.played.activities = activities;
}

function waitingTwice(): PlayedActivity {
  const [plain] = someActivities();
  const earlier = { ...plain!, id: "0999", detectedAt: "2026-03-18T09:00:00Z" };
  const newest = { ...plain!, changes: plain!.changes.slice(1), impact: null };
  return {
    ...newest,
    open: [newest, earlier],
    openCount: 2,
    since: earlier.detectedAt,
    openImpact: "25000.00",
  };
}

it("is not live where nothing can be reached", async () => {
  stage.expectedErrors = [/ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load/];
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&page=activities`);
  await page.locator("[data-live=live]").waitFor();

  await page.route("**/api/v1/**", (route) => route.abort());
  await page.getByRole("button", { name: /^Completed/ }).click();

  await page.getByText("Crosstie cannot be reached").first().waitFor();
  await page.locator("[data-live=lost]").waitFor();
});

it("opens on Failed where something failed and the address names no tab", async () => {
  run();
  const page = await stage.open(`${consolePath}&page=activities`);

  await page.getByRole("row").filter({ hasText: "SC-021" }).first().waitFor();

  await expect
    .poll(() => page.locator("[aria-current=true]").first().textContent())
    .toBe("Failed 2");
});

it("stays on the tab that it has opened, whatever fails meanwhile", async () => {
  const [plain, , failed] = someActivities();
  run([plain!]);
  const page = await stage.open(`${consolePath}&page=activities`);
  await page.getByRole("row").filter({ hasText: "SC-014" }).waitFor();
  await page.locator("[data-live=live]").waitFor();
  stage.played.activities = [plain!, failed!];

  stage.played.tell({ what: "activity", projectId: null, parent: null });

  await page.getByRole("button", { name: "Failed 1" }).waitFor();
  await expect
    .poll(() => page.locator("[aria-current=true]").first().textContent())
    .toBe("Pending 1");
});

it.each([1440, 400])(
  "shows a record that waits with two changes once, and unfolds them, %i px wide",
  async (width) => {
    run([waitingTwice()]);
    const page = await stage.open(`${consolePath}&tab=pending`, width);
    const row = page.locator("[data-activity='1001']");
    await row.getByText("+$25,000.00").waitFor();
    await row.getByText("Since Mar 18, 2026 09:00 AM").waitFor();

    await page.getByRole("button", { name: "Show 2 changes of SC-014 · Structural steel" }).click();

    const changes = page.getByRole("list", { name: "Changes of SC-014 · Structural steel" });
    await expect.poll(() => changes.getByRole("listitem").count()).toBe(2);
    await changes.getByText("Mar 18, 2026 09:00 AM by Dana Whitfield").waitFor();
    expect(await barriers(page)).toEqual([]);

    stage.expectedErrors.push(/404/);
    await changes.getByRole("button", { name: "View details" }).last().click();
    await expect.poll(() => page.url()).toContain("activity=0999");
  },
);

it("moves nothing under the pointer, says how many are new, and shows them when asked", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.locator("[data-live=live]").waitFor();
  const row = page.getByRole("row").filter({ hasText: "SC-014" });
  await row.hover();
  const [first] = stage.played.activities;
  const other = { id: "1003", procoreId: "562949953421399", title: "SC-030 · Elevators" };
  stage.played.activities.unshift({ ...first!, ...other });
  stage.played.activities[1] = { ...first!, waiting: "approval in Procore" };
  const before = await row.boundingBox();

  stage.played.tell({ what: "activity", projectId: null, parent: null });

  const show = page.getByRole("button", { name: "Show 1 new" });
  await show.waitFor();
  await row.getByText("Approval in Procore").waitFor();
  expect(await row.boundingBox()).toEqual(before);
  expect(await page.getByRole("row").filter({ hasText: "SC-030" }).count()).toBe(0);

  await show.hover();
  await page.waitForTimeout(1_000);
  await show.click();
  await page.getByRole("row").filter({ hasText: "SC-030 · Elevators" }).waitFor();
});

it("keeps a row that was retried where it is, so that a second press meets no other record", async () => {
  run();
  const [waits] = stage.played.activities;
  const failed = (id: string, title: string) => ({
    ...waits!,
    id,
    procoreId: `5629499534214${id}`,
    title,
    status: "failed" as const,
    canRetry: true,
  });
  stage.played.activities = [failed("71", "SC-071 · Doors"), failed("72", "SC-072 · Windows")];
  stage.played.refuse = (_method, path) => {
    const retried = stage.played.activities.find(({ id }) => path === `/activities/${id}/retry`);
    if (retried) retried.status = "pending";
    return null;
  };
  const page = await stage.open(`${consolePath}&tab=failed`);
  const row = page.getByRole("row").filter({ hasText: "SC-071" });
  const place = (await row.getByRole("button", { name: /^Retry/ }).boundingBox())!;
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];

  await page.mouse.click(x, y);
  await row.getByText("In another list by now").waitFor();
  await page.mouse.click(x, y);

  expect(stage.played.calls.filter((call) => call.endsWith("/retry"))).toEqual([
    "POST /activities/71/retry",
  ]);
  expect(await row.getByRole("button", { name: /^Retry/ }).count()).toBe(0);
  await page.mouse.move(5, 5);
  await row.waitFor({ state: "detached" });
});
