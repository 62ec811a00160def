import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { someBell } from "./some-problems.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const settings = `${consolePath}&page=settings`;

beforeEach(() => {
  Object.assign(stage.played, {
    installation: runningInstallation(),
    activities: someActivities(),
    bell: someBell(),
  });
});

const bell = (page: Page) => page.getByRole("button", { name: /^Failed synchronizations/ });
const badge = (page: Page) => page.locator("[data-badge]");
const list = (page: Page) => page.getByRole("region", { name: "Failed synchronizations" });

it("has a bell at the top right of each page, with a red badge of what nobody has looked at", async () => {
  for (const page of ["overview", "activities", "settings", "audit-log"]) {
    const shown = await stage.open(`${consolePath}&page=${page}`);
    await expect.poll(() => badge(shown).textContent()).toBe("2");
    const place = (await bell(shown).boundingBox())!;
    expect(place.x).toBeGreaterThan(1300);
    expect(place.y).toBeLessThan(80);
  }
  const colour = await badge(stage.page).evaluate(
    (one) => one.ownerDocument.defaultView.getComputedStyle(one).backgroundColor as string,
  );
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  expect(red).toBeGreaterThan(3 * Math.max(green, blue));
});

it("lists what failed last: type and id, since when, how many changes, impact and error", async () => {
  const page = await stage.open(settings);
  await bell(page).click();

  const [first, second] = await list(page).getByRole("listitem").allInnerTexts();

  expect(first!.replace(/\s+/g, " ")).toMatch(
    /Commitment SC-021 · Glazing and curtain wall \+CA\$840,000\.00 NetSuite has no vendor for Northlight Glazing LLC 562949953421977 · Harbor Tower · 6 changes · 2 h ago/,
  );
  expect(second).toMatch(/Requisition SC-014 · invoice 0002\s+−\$12,400\.00/);
});

it("takes note of a failure with a click, which leads to it in the Failed tab, to all of it and to Retry", async () => {
  const page = await stage.open(settings);
  await bell(page).click();

  await list(page)
    .getByRole("link", { name: /SC-021/ })
    .click();

  await page.getByRole("dialog").getByText("Vendor not found in NetSuite").first().waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Retry" }).waitFor();
  expect(page.url()).toContain("tab=failed");
  await expect.poll(() => badge(page).textContent()).toBe("1");
  expect(stage.played.bodies.get("POST /failures/acknowledge")).toEqual({ recordIds: ["81"] });
});

it("leads to all that failed", async () => {
  const page = await stage.open(settings);
  await bell(page).click();

  await list(page).getByRole("link", { name: "View All Failed Synchronizations" }).click();

  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
  await expect
    .poll(() => page.locator("main [aria-current=true]").first().textContent())
    .toBe("Failed 2");
  await page.getByRole("row").filter({ hasText: "SC-021" }).first().waitFor();
});

it("looks again every 30 seconds, whatever the live stream tells", async () => {
  await stage.page.clock.install();
  const page = await stage.open(settings);
  await expect.poll(() => badge(page).textContent()).toBe("2");
  stage.played.bell = { ...someBell(), unacknowledged: 5 };

  await page.clock.fastForward(29_000);
  expect(await badge(page).textContent()).toBe("2");
  await page.clock.fastForward(2_000);

  await expect.poll(() => badge(page).textContent()).toBe("5");
});

it("says in the list why it could not look", async () => {
  stage.expectedErrors.push(/503/);
  stage.played.refuse = (_method, path) =>
    path === "/failures" ? refusal(503, "unavailable", "The database restarts.") : null;
  const page = await stage.open(settings);

  await bell(page).click();

  await expect(list(page).getByText("The database restarts.")).toShow();
});

it("shows no bell to who may see no activities, and says which permission it takes", async () => {
  stage.played.installation.may.viewActivities = false;
  const page = await stage.open(`${consolePath}&page=activities`);

  await expect(page.getByText(/It takes at least ‘Read Only’\s+level permission/)).toShow();
  expect(await bell(page).count()).toBe(0);
});
