import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { someOverview } from "./some-overview.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

async function open(): Promise<Page> {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  stage.played.overview = someOverview();
  const page = await stage.open(consolePath);
  await page.getByRole("region", { name: "Needs someone", exact: true }).waitFor();
  return page;
}

const box = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const addressOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

it("is the first page, and sums up with one kind of request", async () => {
  const page = await open();

  expect(await page.title()).toBe("Overview · Crosstie");
  // asked again when the live stream opens
  const asked = new Set(stage.played.calls.filter((call) => call.startsWith("GET")));
  expect([...asked].toSorted()).toEqual([
    "GET /failures",
    "GET /installation",
    "GET /notifications",
    "GET /overview",
    "GET /session",
  ]);
  expect((await box(page, "Needs someone").innerText()).split("\n")).toEqual([
    "Needs someone",
    "Accounting",
    "2 problems, 17 records blocked",
    "$286,680.50",
    "Project team",
    "1 problem, 1 record blocked",
    "$4,800.00",
    "Administrator",
    "1 problem",
    "Otherwise in NetSuite",
    "2 records: someone says whose values stand",
  ]);
  await box(page, "Failed").getByText("CA$840,000.00").waitFor();
  await box(page, "Systems").getByText("Not working").waitFor();
  await box(page, "Runs").getByText("25 contracts differ").waitFor();
});

it.each([
  { of: "Waiting", link: "12", leads: { page: "activities", tab: "pending" } },
  { of: "Failed", link: "5", leads: { page: "activities", tab: "failed" } },
  { of: "Needs someone", link: "Accounting", leads: { page: "problems", move: "accounting" } },
  {
    of: "Oldest waiting",
    link: "SC-014 · Structural steel",
    leads: { page: "activities", tab: "pending", activity: "1001" },
  },
  { of: "Systems", link: "Connection", leads: { page: "settings", section: "connection" } },
  { of: "Runs", link: "Payments", leads: { page: "settings", section: "schedule" } },
  {
    of: "Runs",
    link: "Comparison of both systems",
    leads: { page: "reconcile", only: "differences" },
  },
  {
    of: "Needs someone",
    link: "Otherwise in NetSuite",
    leads: { page: "integration", status: "desynchronized", group: "finance" },
  },
  {
    of: "Never sent",
    link: "51",
    leads: { page: "integration", status: "not_integrated", group: "finance" },
  },
])("leads from $of to its list", async ({ of, link, leads }) => {
  const page = await open();

  await box(page, of).getByRole("link", { name: link, exact: true }).click();

  await expect.poll(() => addressOf(page)).toMatchObject(leads);
});

it("leads from what came of the days to just these activities", async () => {
  const page = await open();
  const { days } = stage.played.overview;
  const period = { from: days[0]!.date, to: days.at(-1)!.date };
  const synced = days.reduce((sum, day) => sum + day.synced, 0);

  await page.getByRole("link", { name: `${synced} synced` }).click();

  await expect
    .poll(() => addressOf(page))
    .toMatchObject({ tab: "completed", status: "synced", ...period });
});

it("shows each day by keyboard, and leads to it", async () => {
  const page = await open();
  const days = page.getByRole("group", { name: "Changes of each day" });
  const today = stage.played.overview.days.at(-1)!;

  await days.getByRole("link").last().focus();
  const tip = page.getByRole("tooltip");
  await tip.getByText(`Failed ${today.failed}`).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect
    .poll(() => tip.innerText())
    .toContain(`Synced\n${stage.played.overview.days.at(-3)!.synced}\n`);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");

  await expect
    .poll(() => addressOf(page))
    .toMatchObject({ tab: "failed", from: today.date, to: today.date });
});

it("says the same in a table", async () => {
  const page = await open();
  await page.getByText("Show as a table").click();

  const rows = box(page, "Changes of the last 30 days").getByRole("row");
  expect(await rows.count()).toBe(31);
  const today = stage.played.overview.days.at(-1)!;
  expect(await rows.nth(1).getByRole("cell").allInnerTexts()).toEqual(
    [today.synced, today.pending, today.failed].map(String),
  );
});

it("asks for the days of the reader's own zone", async () => {
  let zone = "";
  stage.page.on("request", (request) => {
    zone = new URL(request.url()).searchParams.get("zone") ?? zone;
  });
  await open();

  expect(zone).toBe("UTC");
});

it("says what to do next where nothing has happened yet", async () => {
  stage.played.installation = runningInstallation();
  stage.played.installation.settings.automaticSync = false;
  const page = await stage.open(consolePath);

  await page.getByText("Approve a commitment or a subcontractor invoice").waitFor();
  await page.getByRole("link", { name: "Turn it on in Settings" }).click();
  await page.getByLabel("Enable Automatic Sync").waitFor();
});

it("says to project people what is not shown to them", async () => {
  stage.played.installation = runningInstallation();
  stage.played.overview = { ...someOverview(), isWhole: false, health: null, runs: [] };
  const page = await stage.open(consolePath);

  await page.getByText(/You see what concerns your \d+ projects?\./).waitFor();
  expect(await box(page, "Systems").count()).toBe(0);
});

it("offers another try where the server does not answer", async () => {
  stage.expectedErrors = [/500/];
  stage.played.installation = runningInstallation();
  stage.played.refuse = (_method, path) =>
    path === "/overview" ? refusal(500, "internal", "Something went wrong in Crosstie.") : null;
  const page = await stage.open(consolePath);
  await page.getByText("Something went wrong in Crosstie.").waitFor();

  stage.played.refuse = () => null;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Nothing has changed yet").waitFor();
});
