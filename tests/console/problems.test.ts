import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { someBell, someProblems } from "./some-problems.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

async function open(more = ""): Promise<Page> {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  stage.played.bell = someBell();
  stage.played.problems = someProblems();
  const page = await stage.open(`${consolePath}&page=problems${more}`);
  await page.getByRole("article").first().waitFor();
  return page;
}

const vendor = (page: Page) =>
  page.getByRole("article", { name: "NetSuite has no vendor for Northlight Glazing LLC" });

it("lists open problems by whose move it is, with their worth and what they block", async () => {
  const page = await open();

  expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
    "Accounting 2 problems",
    "Administrator 1 problem",
  ]);
  await vendor(page).getByText("$840,000.00").waitFor();
  await vendor(page).getByText("$214,500.50").waitFor();
  await vendor(page).getByText("14 records").waitFor();
  await page.getByText("Problems3 open").waitFor();
});

it("unfolds to the records, each leading to its activity", async () => {
  const page = await open();

  await vendor(page).getByRole("button", { name: "2 failed, 12 wait" }).click();

  const rows = vendor(page).getByRole("row");
  await expect.poll(() => rows.count()).toBe(15);
  expect(await rows.nth(1).getByRole("cell").allInnerTexts()).toEqual([
    "Commitment SC-021 · Glazing\n562949953421900",
    "Harbor Tower",
    "Failed",
    "$1,250.00",
  ]);
  await rows.nth(1).getByRole("link").click();
  await page.getByRole("dialog", { name: "SC-021 · Glazing and curtain wall" }).waitFor();
  expect(new URL(page.url()).searchParams.get("tab")).toBe("failed");
});

it("sends all that failed again, says how far that is, and tells when it is mended", async () => {
  const page = await open();

  await vendor(page).getByRole("button", { name: "Retry all 2" }).click();

  await vendor(page).getByText("0 of 2 records tried again.").waitFor();
  const [problem] = stage.played.problems.items;
  Object.assign(problem!, { retrying: 0, failed: 1 });
  stage.played.tell({ what: "record", projectId: null, parent: null });
  await vendor(page)
    .getByText("2 of 2 records tried again: 1 failed for the same reason.")
    .waitFor();

  stage.played.problems.items.shift();
  stage.played.tell({ what: "record", projectId: null, parent: null });
  await page
    .getByText("Mended: NetSuite has no vendor for Northlight Glazing LLC.")
    .first()
    .waitFor();
  await vendor(page).waitFor({ state: "detached" });
});

it("mends a cause by the way that fits it", async () => {
  const page = await open();

  await vendor(page).getByRole("button", { name: "Create in NetSuite" }).click();
  const dialog = page.getByRole("dialog", { name: "Create in NetSuite?" });
  await dialog.getByText("cannot be taken back").waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(stage.played.calls).not.toContain("POST /activities/2001/vendor");
  await dialog.getByRole("button", { name: "Create in NetSuite" }).click();
  await expect.poll(() => stage.played.calls).toContain("POST /activities/2001/vendor");

  await page.getByRole("button", { name: "Open settings" }).click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
});

it("says why a retry did not go", async () => {
  stage.expectedErrors = [/409/];
  const page = await open();
  stage.played.refuse = (_method, path) =>
    path.endsWith("/retry") ? refusal(409, "conflict", "This problem is mended already.") : null;

  await vendor(page).getByRole("button", { name: "Retry all 2" }).click();

  await vendor(page).getByText("This problem is mended already.").waitFor();
});

it("keeps to one mover's where the address says so", async () => {
  const page = await open("&move=admin");

  expect(await page.getByRole("article").count()).toBe(1);
  await page.getByRole("link", { name: "Show all 3 problems" }).click();
  await expect.poll(() => page.getByRole("article").count()).toBe(3);
});

it("leads on where the address keeps to one mover, of whose there is nothing", async () => {
  stage.played.installation = runningInstallation();
  stage.played.problems = someProblems();
  stage.played.problems.items = stage.played.problems.items.filter(
    ({ whoseMove }) => whoseMove !== "project",
  );
  const page = await stage.open(`${consolePath}&page=problems&move=project`);

  await page.getByText("Nothing of these").waitFor();
  expect(await page.getByText("Nothing needs anyone").count()).toBe(0);
  await page.getByRole("link", { name: /^Show all \d problems$/ }).waitFor();
});

it("says to project people what is not shown to them", async () => {
  stage.played.installation = runningInstallation();
  stage.played.problems = { ...someProblems(), isWhole: false };
  const page = await stage.open(`${consolePath}&page=problems`);

  await page.getByText("You see what blocks records of your own projects.").waitFor();
});
