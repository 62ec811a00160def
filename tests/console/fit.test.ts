import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import {
  freshInstallation,
  runningInstallation,
  someHeldBack,
  someInDoubt,
  someUnread,
} from "./company.ts";
import type { Played } from "./played.ts";
import { settingsPath } from "./settings-page.ts";
import { someActivities } from "./some-activities.ts";
import { someAuditLog } from "./some-audit-log.ts";
import { someOverview } from "./some-overview.ts";
import { someBell, someProblems } from "./some-problems.ts";
import { consolePath, installPath, sideways, useStage } from "./stage.ts";

const stage = useStage();

interface Scene {
  name: string;
  path: string;
  ready: string;
  set?(played: Played): void;
  act?(page: Page): Promise<void>;
  /**
   * What is to be seen once that was done, and may have closed again when the width has changed.
   */
  opens?: string;
  /** Made of other parts where there is room: a table in place of cards, all steps by name. */
  differsWide?: boolean;
}

const midway = (step: "connection" | "resources" | "finish") => (played: Played) => {
  played.installation = {
    ...(step === "connection" ? freshInstallation() : runningInstallation()),
    status: "setting_up",
    step,
  };
};
const running = (played: Played) => {
  played.installation = runningInstallation();
  played.activities = someActivities();
};

const withProblems = (played: Played) => {
  running(played);
  played.problems = someProblems();
  played.bell = someBell();
};

const scenes: Scene[] = [
  {
    name: "projects",
    path: installPath,
    ready: "Select all",
    act: (page) => page.getByText("A project is missing?").click(),
    opens: "add the project under Permitted Projects",
    differsWide: true,
  },
  {
    name: "connect NetSuite",
    path: installPath,
    ready: "Account ID",
    set: midway("connection"),
    act: (page) => page.getByRole("button", { name: "Save and continue" }).click(),
    opens: "Enter the client ID of the integration record.",
  },
  {
    name: "what to sync, with a list open",
    path: installPath,
    ready: "Default subsidiary",
    set: midway("resources"),
    act: (page) => page.getByRole("button", { name: "Default subsidiary" }).click(),
    opens: "Northgate Builders Canada ULC",
  },
  { name: "finish", path: installPath, ready: "Start", set: midway("finish") },
  { name: "done", path: installPath, ready: "Crosstie is running", set: running },
  {
    name: "no administrator",
    path: installPath,
    ready: "Only a company administrator",
    set: (played) => void (played.installation.may.setUp = false),
  },
  {
    name: "overview",
    path: consolePath,
    ready: "Oldest waiting",
    set(played) {
      running(played);
      played.overview = someOverview();
    },
    act: async (page) => {
      const table = page.getByText("Show as a table");
      if (!(await page.getByRole("columnheader", { name: "Synced" }).isVisible())) {
        await table.click();
      }
    },
    differsWide: true,
  },
  {
    name: "overview of nothing",
    path: consolePath,
    ready: "Nothing has changed yet",
    set: running,
  },
  {
    name: "problems",
    path: `${consolePath}&page=problems`,
    ready: "Northlight Glazing",
    set: withProblems,
    act: (page) => page.getByRole("button", { name: "2 failed, 12 wait" }).click(),
    opens: "562949953421913",
    differsWide: true,
  },
  {
    name: "no problems",
    path: `${consolePath}&page=problems`,
    ready: "Nothing needs anyone",
    set: running,
  },
  {
    name: "the bell",
    path: consolePath,
    ready: "Nothing has changed yet",
    set: withProblems,
    act: (page) => page.getByRole("button", { name: /^Notifications/ }).click(),
    opens: "View All Failed Synchronizations",
    differsWide: true,
  },
  {
    name: "pending",
    path: `${consolePath}&tab=pending`,
    ready: "SC-014",
    set: running,
    differsWide: true,
  },
  {
    name: "failed",
    path: `${consolePath}&tab=failed`,
    ready: "SC-021",
    set: running,
    differsWide: true,
  },
  {
    name: "nothing",
    path: `${consolePath}&page=activities`,
    ready: "Nothing is waiting",
    set: (played) => void (played.installation = runningInstallation()),
  },
  {
    name: "completed",
    path: `${consolePath}&tab=completed`,
    ready: "To do:",
    set: running,
    differsWide: true,
  },
  {
    name: "what to do",
    path: `${consolePath}&tab=completed&activity=3003`,
    ready: "Procore ID",
    set: running,
  },
  {
    name: "details",
    path: `${consolePath}&tab=failed&activity=2001`,
    ready: "Affected fields",
    set: running,
  },
  {
    name: "settings, quick actions",
    path: `${consolePath}&page=settings`,
    ready: "As it stands",
    set: running,
    differsWide: true,
  },
  {
    name: "settings, with the menu of sections open",
    path: settingsPath("synchronization"),
    ready: "Enable Automatic Sync",
    set: running,
    act: async (page) => {
      const menu = page.locator("summary");
      if (await menu.isVisible()) await menu.click();
    },
    differsWide: true,
  },
  {
    name: "settings, turning automatic sync on",
    path: settingsPath("synchronization"),
    ready: "Enable Automatic Sync",
    set(played) {
      running(played);
      played.heldBack = [someHeldBack()];
    },
    act: (page) => page.getByText("Enable Automatic Sync").click(),
    opens: "180 records go to NetSuite",
    differsWide: true,
  },
  {
    name: "settings, saved by somebody else too",
    path: settingsPath("schedule"),
    ready: "Payments for Synced Invoices",
    set: running,
    async act(page) {
      await page.getByRole("button", { name: "Payments for Synced Invoices Hourly" }).click();
      await page.getByRole("option", { name: "Daily" }).click();
      await page.getByRole("option").first().waitFor({ state: "detached" });
      stage.played.installation.settings.paymentSchedule = "never";
      stage.played.tell({ what: "settings", projectId: null, parent: null });
    },
    opens: "Keep mine",
    differsWide: true,
  },
  {
    name: "settings, projects",
    path: settingsPath("projects"),
    ready: "Select all",
    set: running,
  },
  {
    name: "settings, with items for cost types, one of which is gone",
    path: settingsPath("mappings"),
    ready: "Not among Procore’s cost types",
    set: (played) => {
      running(played);
      const { own } = played.installation.settings;
      own.itemIdsByCostType = { "562949953480005": "88", "562949953489999": "77" };
    },
    act: (page) => page.getByRole("button", { name: "Add a cost type" }).click(),
    opens: "OC · Owner Cost",
    differsWide: true,
  },
  {
    name: "settings, with what could not be read",
    path: settingsPath("connection"),
    ready: "Reading from Procore",
    set: (played) =>
      void (played.installation = {
        ...runningInstallation(),
        unread: someUnread(),
      }),
  },
  {
    name: "settings, with payments in doubt",
    path: settingsPath("schedule"),
    ready: "5 bills are in doubt.",
    set: (played) =>
      void (played.installation = { ...runningInstallation(), payments: someInDoubt() }),
  },
  {
    name: "audit log",
    path: `${consolePath}&page=audit-log`,
    ready: "Changed credentials",
    set(played) {
      running(played);
      played.auditLog = someAuditLog();
    },
    differsWide: true,
  },
  {
    name: "sessions",
    path: `${consolePath}&page=sessions`,
    ready: "Rui Tavares",
    set: running,
  },
  {
    name: "uninstall",
    path: settingsPath("danger-zone"),
    ready: "Take a copy",
    set: running,
    act: (page) => page.getByRole("button", { name: "Uninstall…" }).click(),
    opens: "Keep it",
  },
  {
    name: "erase everything",
    path: settingsPath("danger-zone"),
    ready: "Take a copy",
    set: running,
    act: (page) => page.getByRole("button", { name: "Erase everything…" }).click(),
    opens: "Keep it",
  },
  {
    name: "uninstalled",
    path: consolePath,
    ready: "Set it up again",
    set: (played) =>
      void (played.installation = { ...runningInstallation(), status: "uninstalled" }),
  },
];

it.each(scenes)(
  "fits and can be used by everyone, narrow and wide: $name",
  async ({ path, ready, set, act, opens, differsWide }) => {
    set?.(stage.played);
    const page = await stage.open(path, 320);
    await page.getByText(ready).first().waitFor();

    for (const width of [320, 400, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByText(ready).first().waitFor();
      if (act && !(opens && (await page.getByText(opens).isVisible()))) await act(page);
      if (opens) await page.getByText(opens).waitFor();

      expect([width, await sideways(page)]).toEqual([width, 0]);
      // axe reads what is there, wherever it stands
      if (width === 320 || (differsWide && width === 1440)) {
        expect([width, await barriers(page)]).toEqual([width, []]);
      }
    }
  },
);

it("cuts no pill, tab or count where the screen is narrow", async () => {
  running(stage.played);
  const page = await stage.open(`${consolePath}&tab=completed`, 320);
  await page.getByText("To do:").waitFor();

  const cut = await page.evaluate(`[...document.querySelectorAll("main *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== "visible" && one.clientWidth > 1)
    .map((one) => one.outerHTML.slice(0, 120))`);

  expect(cut).toEqual([]);
  await expect
    .poll(() =>
      page
        .getByRole("navigation", { name: "Activities by state" })
        .getByRole("button")
        .allInnerTexts(),
    )
    .toEqual(["Pending 2", "Failed 2", "Completed 3"]);
  expect((await page.locator("[data-activity='3003']").innerText()).split("\n")).toContain(
    "1 field",
  );
});
