import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import type { PlayedActivity } from "./played.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

const template = () => someActivities().find(({ status }) => status === "failed")!;

/** Each of a record of its own, the newest first. */
function manyFailed(count: number): PlayedActivity[] {
  return Array.from({ length: count }, (_, index) => ({
    ...template(),
    id: String(5000 - index),
    procoreId: String(562949953430000 + index),
    title: `SC-${String(100 + index)} · Glazing`,
  }));
}

async function open(tab = "failed", { count = 60, width = 1440, query = "" } = {}): Promise<Page> {
  stage.played.installation = runningInstallation();
  stage.played.activities = tab === "failed" ? manyFailed(count) : someActivities();
  const page = await stage.open(`${consolePath}&page=activities&tab=${tab}${query}`, width);
  await page.getByRole("checkbox").nth(1).waitFor();
  return page;
}

const bar = (page: Page): Locator => page.getByRole("region", { name: "Selection" });
const box = (page: Page, title: string) => page.getByRole("checkbox", { name: `Select ${title}` });
const press = (page: Page, name: string) => bar(page).getByRole("button", { name }).click();
const sent = () => stage.played.bodies.get("POST /batches");

it("keeps what is selected over pages, with ranges, and sends exactly that", async () => {
  const page = await open();
  await box(page, "SC-101").click();
  await box(page, "SC-103").click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Load more" }).click();
  await box(page, "SC-155").click();
  await box(page, "SC-102").click();
  await bar(page).getByText("3 selected").waitFor();

  await press(page, "Retry");

  await expect.poll(sent).toEqual({
    action: "retry",
    tab: "failed",
    chosen: { activityIds: ["4999", "4997", "4945"] },
  });
  await bar(page).getByText("Select several").waitFor();
});

it("selects the page by the head's box, then offers all that match, and asks before these go", async () => {
  const page = await open("failed", { query: "&q=Glazing" });
  await page.getByRole("checkbox", { name: "Select all shown" }).click();
  await bar(page).getByText("50 selected").waitFor();
  await press(page, "Select all 60 that match");
  await bar(page).getByText("All 60 records selected").waitFor();

  await press(page, "Acknowledge");
  const dialog = page.getByRole("dialog", { name: "Acknowledge: all 60 records?" });
  expect(sent()).toBeUndefined();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Acknowledge 60 records" }).click();

  await expect.poll(sent).toEqual({
    action: "acknowledge",
    tab: "failed",
    chosen: { filter: { q: "Glazing" }, upTo: "5000", seen: 60 },
  });
});

it("shows how far it is, stops it, and lists what did not work", async () => {
  const page = await open();
  await box(page, "SC-100").click();
  await press(page, "Retry");
  const progress = page.getByRole("region", { name: "Progress" });
  await progress.getByText("Synchronizing: 0 of 1").waitFor();
  await expect
    .poll(() => progress.evaluate((node) => node === node.ownerDocument.activeElement))
    .toBe(true);

  stage.played.refusedItems = [
    {
      activityId: "5000",
      resourceWord: "Commitment",
      procoreId: "562949953430000",
      title: "SC-100 · Glazing",
      reason: "SC-100 was deleted in Procore: nothing more of it is sent.",
      isWaiting: false,
    },
  ];
  const reasons = [{ reason: "SC-100 was deleted in Procore", count: 1 }];
  Object.assign(stage.played.batch!, { total: 4, done: 1, refused: 1, reasons });
  await progress.getByText("Synchronizing: 2 of 4").waitFor();
  expect(await progress.getByRole("progressbar").getAttribute("value")).toBe("2");
  await progress.getByRole("button", { name: "Stop" }).click();
  await progress.getByText("1 of 4 records is in step. 1 did not work.").waitFor();
  await progress.getByText("2 were left as they are").waitFor();
  await progress.getByRole("list", { name: "Why" }).getByText("deleted in Procore").waitFor();
  expect(await barriers(page)).toEqual([]);

  await progress.getByRole("button", { name: "1 did not work" }).click();
  const dialog = page.getByRole("dialog", { name: "What did not work" });
  await dialog.getByText("was deleted in Procore").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await progress.getByRole("button", { name: "Close" }).click();
  await progress.waitFor({ state: "detached" });
});

it("ends a retry with what came of it: how many failed again, for what, and what waits", async () => {
  const page = await open();
  await box(page, "SC-100").click();
  await press(page, "Retry");
  const progress = page.getByRole("region", { name: "Progress" });
  Object.assign(stage.played.batch!, { total: 17, underWay: 17 });
  await progress.getByText("Synchronizing: 0 of 17").waitFor();

  const [vendor, period] = ["No vendor of that name in NetSuite", "The period is closed"];
  const item = { activityId: "5000", resourceWord: "Commitment", procoreId: "1" };
  stage.played.refusedItems = [
    { ...item, title: "SC-100 · Glazing", reason: vendor, isWaiting: false },
    { ...item, title: "SC-101 · Glazing", reason: "approval in NetSuite", isWaiting: true },
  ];
  const reasons = [
    { reason: vendor, count: 12 },
    { reason: period, count: 4 },
  ];
  const endedAt = new Date().toISOString();
  Object.assign(stage.played.batch!, { underWay: 0, refused: 16, waiting: 1, reasons, endedAt });
  await progress
    .getByText("0 of 17 records are in step. 1 waits for something else. 16 did not work.")
    .waitFor();
  await progress.getByText(`12: ${vendor}.`).waitFor();
  await progress.getByText(`4: ${period}.`).waitFor();
  await progress.getByRole("button", { name: "16 did not work, 1 waits" }).click();
  const dialog = page.getByRole("dialog", { name: "What did not work" });
  await dialog.getByText(`${vendor}.`).waitFor();
  await dialog.getByText("Waiting: approval in NetSuite").waitFor();
});

it("moves no row when the first one is selected", async () => {
  for (const width of [1440, 400]) {
    const page = await open("failed", { width });
    const last = box(page, "SC-104");
    const before = await last.boundingBox();
    await box(page, "SC-101").click();
    await bar(page).getByText("1 selected").waitFor();
    expect((await last.boundingBox())!.y).toBe(before!.y);
  }
});

it("brings back what was archived, and archives it no second time", async () => {
  await open("completed");
  const page = await stage.open(`${consolePath}&page=activities&tab=completed&archived=only`);
  await page.getByRole("checkbox").nth(1).click();
  await bar(page).getByText("1 selected").waitFor();

  expect(await bar(page).getByRole("button", { name: "Archive" }).count()).toBe(0);
  await press(page, "Bring back");

  await expect.poll(sent).toMatchObject({ action: "bring_back", tab: "completed" });
});

it("offers to archive only to who may, and says nothing to who may do nothing", async () => {
  const page = await open("completed");
  await page.getByRole("checkbox").nth(1).click();
  await press(page, "Archive");
  await expect.poll(sent).toMatchObject({ action: "archive", tab: "completed" });

  const installation = runningInstallation();
  installation.may = { ...installation.may, changeSettings: false };
  stage.played.installation = installation;
  await page.reload();
  await page
    .getByRole("region", { name: "completed activities" })
    .getByRole("row")
    .nth(1)
    .waitFor();
  await expect.poll(() => bar(page).count()).toBe(0);
});

it("exports what is filtered, with the days and columns of choice", async () => {
  const page = await open("failed", { query: "&project=562949953500001&from=2026-03-01" });
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export activities" });
  await dialog.getByText("As filtered: Project: Harbor Tower.").waitFor();
  await dialog.getByLabel("To", { exact: true }).fill("2026-03-31");
  await dialog.getByRole("checkbox", { name: "Activity ID" }).click();
  await dialog.getByRole("checkbox", { name: "Archived activities too" }).click();
  expect(await barriers(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  await download;

  const [query] = stage.played.exports;
  const { columns, ...rest } = Object.fromEntries(query!);
  expect(rest).toEqual({
    project: "562949953500001",
    since: "2026-03-01T00:00:00.000Z",
    until: "2026-04-01T00:00:00.000Z",
    archived: "too",
    tab: "failed",
    format: "xlsx",
    zone: "UTC",
  });
  expect(columns!.split(",")).toHaveLength(19);
  await dialog.waitFor({ state: "detached" });
});
