import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { someBell } from "./some-problems.ts";
import { consolePath, sideways, useStage } from "./stage.ts";

const stage = useStage();

const bellOf = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
const badgeOf = (page: Page) => page.locator("[data-badge]");
const listed = (page: Page) =>
  page.getByRole("region", { name: "Failed synchronizations" }).getByRole("listitem");

async function ring(width?: number): Promise<Page> {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  stage.played.bell = someBell();
  const page = await stage.open(consolePath, width);
  await badgeOf(page).waitFor();
  return page;
}

it("shows a bell on each page, with a red badge that counts what nobody has looked at", async () => {
  const page = await ring();

  for (const name of ["Activities", "Problems", "Settings", "Sessions"]) {
    await page
      .getByRole("link", { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    expect(await badgeOf(page).textContent()).toBe("2");
  }
  const [red = 0, green = 0, blue = 0] = await badgeOf(page).evaluate((one) =>
    (one.ownerDocument.defaultView!.getComputedStyle(one).backgroundColor.match(/\d+/g) ?? []).map(
      Number,
    ),
  );
  expect(red).toBeGreaterThan(2 * Math.max(green, blue));
  await bellOf(page).and(page.getByLabel("Notifications, 2 failed")).waitFor();
});

it.each([
  { count: 2, width: 400 },
  { count: 47, width: 400 },
  { count: 1_284, width: 400 },
  { count: 1_284, width: 1440 },
])("leaves the bell in sight beside $count at $width px", async ({ count, width }) => {
  stage.played.installation = runningInstallation();
  stage.played.bell = { ...someBell(), unacknowledged: count };
  const page = await stage.open(consolePath, width);
  await badgeOf(page).waitFor();

  const badge = (await badgeOf(page).boundingBox())!;
  const bell = (await bellOf(page).locator("svg").boundingBox())!;

  expect(badge.x).toBeGreaterThanOrEqual(bell.x + bell.width / 2);
  expect(badge.x + badge.width).toBeLessThanOrEqual(width);
  expect(badge.y + badge.height).toBeLessThanOrEqual(bell.y + bell.height / 2);
  expect(await sideways(page)).toBe(0);
  expect(
    await badgeOf(page).evaluate((one) => ({ in: one.scrollHeight, of: one.clientHeight })),
  ).toEqual({ in: 16, of: 16 });
});

it("lists the last that failed: resource, id, age, changes, impact and error", async () => {
  const page = await ring();

  await bellOf(page).click();

  const first = listed(page).first();
  await first.waitFor();
  expect((await first.innerText()).split("\n")).toEqual([
    "Not looked at yet:",
    "Commitment SC-021 · Glazing and curtain wall",
    "+CA$840,000.00",
    "NetSuite has no vendor for Northlight Glazing LLC",
    "562949953421977 · Harbor Tower · 6 changes · 2 h ago",
  ]);
  expect(await listed(page).count()).toBe(3);
  expect(await page.locator("[data-unread]").count()).toBe(2);
});

it("takes a failure off the count when it is pressed, and opens it on the Failed tab", async () => {
  const page = await ring();
  await bellOf(page).click();

  await listed(page).first().getByRole("link").click();

  await page.getByRole("dialog", { name: "SC-021 · Glazing and curtain wall" }).waitFor();
  expect(new URL(page.url()).searchParams.get("tab")).toBe("failed");
  await page.getByRole("dialog").getByRole("button", { name: "Retry" }).waitFor();
  await expect.poll(() => badgeOf(page).textContent()).toBe("1");
  expect(stage.played.bodies.get("POST /failures/acknowledge")).toEqual({ recordIds: ["81"] });
});

it("leads to all that failed", async () => {
  const page = await ring();
  await bellOf(page).click();

  await page.getByRole("link", { name: "View All Failed Synchronizations" }).click();

  await expect
    .poll(() => page.locator("[aria-current=true]").first().textContent())
    .toBe("Failed 2");
  await expect.poll(() => listed(page).count()).toBe(0);
});

it("takes note of all that was shown, and of nothing that failed later", async () => {
  const page = await ring();
  await bellOf(page).click();
  const { failedAt } = stage.played.bell.newest[0]!;

  await page.getByRole("button", { name: "Mark all as read" }).click();

  await badgeOf(page).waitFor({ state: "detached" });
  expect(stage.played.bodies.get("POST /failures/acknowledge")).toEqual({ until: failedAt });
  await page.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "detached" });
});

it("lets who may send nothing look, and take note of nothing", async () => {
  const page = await ring();
  stage.played.bell.canAcknowledge = false;
  await page.reload();
  await bellOf(page).click();
  await listed(page).first().waitFor();
  expect(await page.getByRole("button", { name: "Mark all as read" }).count()).toBe(0);

  await listed(page).first().getByRole("link").click();

  await page.getByRole("dialog").waitFor();
  expect(stage.played.calls).not.toContain("POST /failures/acknowledge");
});

it("counts anew when something fails, and without a stream each 30 seconds", async () => {
  stage.played.installation = runningInstallation();
  await stage.page.clock.install();
  const page = await stage.open(consolePath);
  await bellOf(page).waitFor();
  await expect.poll(() => stage.played.streams()).toBe(1);
  expect(await badgeOf(page).count()).toBe(0);

  stage.played.bell = someBell();
  stage.played.tell({ what: "record", projectId: null, parent: null });
  await page.clock.runFor(1_000);
  await expect.poll(() => badgeOf(page).textContent()).toBe("2");

  stage.played.bell = { ...someBell(), unacknowledged: 7 };
  await page.clock.runFor(31_000);
  await expect.poll(() => badgeOf(page).textContent()).toBe("7");
});

it("says that the count may be old, and what to do, when the server does not answer", async () => {
  stage.expectedErrors = [/503/];
  const page = await ring();
  stage.played.refuse = (_method, path) =>
    path === "/failures" ? refusal(503, "unreachable", "Crosstie is being restarted.") : null;
  stage.played.tell({ what: "record", projectId: null, parent: null });
  await bellOf(page).click();

  await page.getByText("Not fresh: Crosstie is being restarted.").waitFor();
  await page.getByText("if this stays, reload the page").waitFor();
});

it("lists what the reader asked to be told, below what failed, until it is read", async () => {
  stage.played.installation = runningInstallation();
  const at = new Date().toISOString();
  const notice = {
    id: "9",
    kind: "invoice_paid" as const,
    text: "Invoice 0008 is paid: 28500.00 on Oct 31.",
    contract: "SC-014",
    projectId: "562949953500001",
    commitmentId: "562949953421312",
    at,
    readAt: null,
  };
  stage.played.notifications = { items: [notice], unread: 1 };
  const page = await stage.open(consolePath);
  await page.locator("[data-dot]").waitFor();
  await page.getByLabel("Notifications, no new failure, 1 to read").click();

  const told = page.getByRole("region", { name: "You asked to be told" });
  await told.getByText("Invoice 0008 is paid: 28,500.00 on Oct 31.").waitFor();
  await told.getByRole("link").click();

  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("SC-014");
  await page.locator("[data-dot]").waitFor({ state: "detached" });
  expect(stage.played.bodies.get("POST /notifications/read")).toEqual({ ids: ["9"] });
});

it("closes with Escape, with a press beside it and when the focus goes on", async () => {
  const page = await ring();
  const panel = page.getByRole("region", { name: "Notifications" });

  await bellOf(page).click();
  await panel.waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await expect.poll(() => bellOf(page).evaluate((one) => one.matches(":focus"))).toBe(true);

  await page.keyboard.press("Enter");
  await panel.waitFor();
  await page.getByRole("heading", { level: 1 }).first().click();
  await panel.waitFor({ state: "detached" });
});

it("shows no bell to who may see no activities, and says who can give that right", async () => {
  stage.played.installation = runningInstallation();
  stage.played.installation.may.viewActivities = false;
  const page = await stage.open(consolePath);

  await page.getByText("with that comes the bell").waitFor();
  await page.getByText("a company administrator can give you").waitFor();
  expect(await bellOf(page).count()).toBe(0);
});
