import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { consolePath, sideways, useStage } from "./stage.ts";

const stage = useStage();

const OF_THE_PAGE = /\/api\/v1\/companies\/\d+\/(?!installation$|live|failures|notifications)/;

it.each([
  { page: "overview", title: "Overview", says: "Summing up" },
  { page: "activities", title: "Activities", says: "Reading activities" },
  { page: "integration", title: "Integration", says: "Reading the records" },
  { page: "reconcile", title: "Reconcile", says: "Reading the figures" },
  { page: "problems", title: "Problems", says: "Reading problems" },
  { page: "not-in-erp", title: "Not in NetSuite", says: "Looking through your projects" },
  { page: "audit-log", title: "Audit log", says: "Reading the audit log" },
  { page: "sessions", title: "Sessions", says: "Reading who is signed in" },
])(
  "shows under its title where things will stand while $page is read",
  async ({ page: id, title, says }) => {
    stage.played.installation = runningInstallation();
    await stage.page.route(OF_THE_PAGE, () => {});
    const page = await stage.open(`${consolePath}&page=${id}`, 400);

    // one's own sessions are read by themselves
    const outline = page.getByRole("status").filter({ hasText: says }).last();
    await expect(outline).toShow();
    await expect(page.getByRole("heading", { name: title, level: 1 })).toShow();
    expect(await outline.locator("[aria-hidden] > i").count()).toBeGreaterThan(1);
    expect(await sideways(page)).toBe(0);
    expect(await barriers(page.mainFrame())).toEqual([]);
  },
);
