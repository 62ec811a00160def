import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

async function open(query = "", width = 1440) {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  const page = await stage.open(`${consolePath}&tab=pending${query}`, width);
  await page.getByRole("search").waitFor();
  return page;
}

/** What the list is asked for by then, with a filter of that name. */
async function askedFor(
  page: Page,
  name: string,
  act: () => Promise<unknown>,
): Promise<URLSearchParams> {
  const asked = page.waitForRequest((request) => {
    const { pathname, searchParams } = new URL(request.url());
    return pathname.endsWith("/activities") && searchParams.has(name);
  });
  await act();
  return new URL((await asked).url()).searchParams;
}

async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name }).click();
}

it("finds by text, keeps it in the address, and takes it back with its chip", async () => {
  const page = await open();

  const asked = await askedFor(page, "q", () =>
    page.getByRole("searchbox", { name: "Search activities" }).fill("steel"),
  );

  expect(Object.fromEntries(asked)).toEqual({ tab: "pending", limit: "50", q: "steel" });
  await expect.poll(() => page.url()).toContain("q=steel");

  await page.getByRole("button", { name: "Text: steel: remove this filter" }).click();

  await expect.poll(() => page.url()).not.toContain("q=steel");
  await expect
    .poll(() => page.getByRole("searchbox", { name: "Search activities" }).inputValue())
    .toBe("");
});

it("combines filters by name, and clears them all", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Filters" }).click();
  await choose(page, "Project", "Harbor Tower");
  await choose(page, "Vendor", "Acme Steel");
  await page.getByLabel("From").fill("2026-03-01");

  const asked = await askedFor(page, "impact", () =>
    page.getByLabel("Impact at least").fill("10000"),
  );

  expect(Object.fromEntries(asked)).toMatchObject({
    project: "562949953500001",
    vendor: "562949953600001",
    impact: "10000",
    since: "2026-03-01T00:00:00.000Z",
  });
  const chips = page.getByRole("list", { name: "Filtered by" }).getByRole("listitem");
  await expect
    .poll(() => chips.allTextContents())
    .toEqual([
      "Project: Harbor Tower",
      "Vendor: Acme Steel",
      "Impact at least 10000",
      "From Mar 1, 2026",
      "Clear filters",
    ]);
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => chips.count()).toBe(0);
  expect(page.url()).toContain("tab=pending");
});

it("says what an amount looks like before it asks for anything", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Filters" }).click();

  await page.getByLabel("Impact at least").fill("lots");

  await page.getByText("An amount, such as 10000 or 10000.50.").waitFor();
  expect(page.url()).not.toContain("impact");
});

it("takes filters from the address, and says where nothing fits", async () => {
  stage.played.pageSize = 0;
  const page = await open("&type=requisition&status=synced", 400);

  await page.getByText("Nothing fits these filters").waitFor();
  await page.getByRole("button", { name: "Type: Requisition: remove this filter" }).waitFor();
  await page.getByRole("button", { name: "Status: Synced: remove this filter" }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

it("saves filters under a name, opens them again, renames and deletes them", async () => {
  const page = await open("&q=steel&project=562949953500001");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill("Steel of the tower");

  await page.getByRole("form").getByRole("button", { name: "Save view" }).click();

  const view = page.getByRole("button", { name: "Steel of the tower" });
  await view.waitFor();
  expect(stage.played.views).toEqual([
    {
      id: "1",
      name: "Steel of the tower",
      tab: "pending",
      filters: { q: "steel", project: "562949953500001" },
    },
  ]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "Failed 2" }).click();
  await view.click();
  await expect.poll(() => page.url()).toContain("q=steel");
  expect(page.url()).toContain("tab=pending");
  expect(await barriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Rename view" }).click();
  await page.getByLabel("Name of the view").fill("Tower");
  await page.getByRole("form").getByRole("button", { name: "Rename view" }).click();
  await page.getByRole("button", { name: "Tower", exact: true }).waitFor();

  await page.getByRole("button", { name: "Delete view" }).click();
  await page.getByText("Delete the view “Tower”? What it shows stays.").waitFor();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect.poll(() => stage.played.views).toEqual([]);
});
