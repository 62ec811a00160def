import { expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { noneReconciled } from "./some-reconciled.ts";
import { consolePath, sideways, useStage } from "./stage.ts";

const stage = useStage();
const path = `${consolePath}&page=reconcile`;

const run = (changes: object = {}) =>
  Object.assign(stage.played, { installation: runningInstallation(), ...changes });
const shown = () =>
  expect.poll(() =>
    stage.page
      .locator("[data-contract]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-contract"))),
  );

it("shows both sides of what differs on top, with the reason in words", async () => {
  run();
  const page = await stage.open(consolePath);
  await page.getByRole("link", { name: "Reconcile" }).click();
  const row = page.locator("[data-contract]").first();
  await row.waitFor();

  expect(await page.title()).toBe("Reconcile · Crosstie");
  const cells = await row.getByRole("cell").allInnerTexts();
  expect(cells.map((one) => one.replace(/\s+/g, " ").trim())).toEqual([
    "SC-011 Structural steel Harbor Tower · Acme Steel Erectors",
    "Procore $262,500.50 Differs: NetSuite $250,000.00",
    "$100,000.00",
    "Procore $40,000.00 Differs: NetSuite $65,000.00",
    "$10,000.00 Procore alone",
    "Change order 003 not sent It waits: automatic sync is off. Payment 10077 of 25,000.00 waits Procore does not show it yet.",
  ]);
  await page
    .getByText("As both systems had it on Mar 20, 2026 08:02 AM, by the nightly run.")
    .waitFor();
});

it("adds up each project in its own currency", async () => {
  run();
  const page = await stage.open(path);
  const totals = page.getByRole("group", { name: "Totals by project" }).locator("[data-project]");
  await totals.first().waitFor();

  expect((await totals.allInnerTexts()).map((one) => one.replace(/\s+/g, " "))).toEqual([
    expect.stringMatching(/^Harbor Tower USD Procore \$762,500\.50 .+2 of 3 contracts$/),
    expect.stringMatching(/^Eastside Clinic .+ CAD CA\$250,000\.00 .+None of 1 contract$/),
  ]);
});

it("shows one project or differences alone, and keeps that over a reload", async () => {
  run();
  const page = await stage.open(path);
  await shown().toHaveLength(4);
  await page.getByLabel("Only differences").check({ force: true });
  await shown().toHaveLength(2);
  await page.reload();
  await shown().toHaveLength(2);

  await page.getByRole("button", { name: /^Eastside Clinic/ }).click();
  await page.getByText("Nothing differs").waitFor();
});

it("runs, and says how far it is", async () => {
  run();
  const page = await stage.open(path);
  await page.getByRole("button", { name: "Run now" }).click();

  await page.getByText("Reading NetSuite: 1 of 4 contracts.").waitFor();
  await page.getByRole("progressbar", { name: "Reconciling" }).waitFor();
  expect(await page.getByRole("button", { name: "Run now" }).isDisabled()).toBe(true);
  stage.played.reconciled = {
    ...stage.played.reconciled,
    run: { ...stage.played.reconciled.shown!, status: "failed", problem: "NetSuite is down" },
  };
  await page
    .getByText(/did not come to its end: NetSuite is down\. Below are the figures/)
    .waitFor();
});

it("saves what fits as a file", async () => {
  run();
  const page = await stage.open(`${path}&only=differences`);
  await shown().toHaveLength(2);
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  await file;

  expect(stage.played.calls).toContain("GET /reconcile/export");
});

it("says what will appear before the first run, and who may start it", async () => {
  run({ reconciled: noneReconciled() });
  stage.played.installation.may.reconcile = false;
  const page = await stage.open(path);
  await page.getByText("Nothing was reconciled yet").waitFor();

  await page.getByText(/an admin of ERP Integrations can start it/).waitFor();
  expect(await page.getByRole("button", { name: "Run now" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Export CSV" }).count()).toBe(0);
});

it.each([400, 1440])("fits %i px", async (width) => {
  run();
  const page = await stage.open(path, width);
  await shown().toHaveLength(4);

  expect(await sideways(page)).toBe(0);
});

it("prints each project's name, and nothing that only a screen needs", async () => {
  run();
  const page = await stage.open(path);
  await shown().toHaveLength(4);

  await page.emulateMedia({ media: "print" });

  for (const name of ["Harbor Tower", /^Eastside Clinic/]) {
    expect(await page.locator("[data-project]").getByText(name).isVisible()).toBe(true);
  }
  expect(await page.getByRole("navigation", { name: "Pages" }).isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Run now" }).isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });
});
