import { beforeEach, expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someRecords } from "./some-records.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const path = `${consolePath}&page=integration`;

beforeEach(() => {
  Object.assign(stage.played, { installation: runningInstallation(), records: someRecords() });
});

it("brings list and statuses up to date with Refresh", async () => {
  const page = await stage.open(path);
  const row = page.locator("[data-record='28']");
  await row.getByText("Desynchronized", { exact: true }).waitFor();
  stage.played.records = stage.played.records
    .map((one) => ({ ...one, ...(one.id === "28" && { status: "success" as const }) }))
    .filter(({ id }) => id !== "27");

  await page.getByRole("button", { name: "Refresh" }).click();

  await row.getByText("Success", { exact: true }).waitFor();
  await expect.poll(() => page.locator("[data-record='27']").count()).toBe(0);
  await page.getByRole("button", { name: /^Error\s*0/ }).waitFor();
});

it("says of what was found to differ from when it is, and what Reconcile shows besides", async () => {
  stage.played.records = someRecords().filter(({ status }) => status !== "desynchronized");
  stage.played.compared = {
    at: "2026-03-20T06:05:00.000Z",
    reconciledAt: "2026-03-20T06:04:00.000Z",
    differing: 25,
  };
  const page = await stage.open(`${path}&status=desynchronized`);

  await page.getByText("What was sent is in NetSuite as it was sent").waitFor();
  await page.getByText("As compared on Mar 20, 2026 06:05 AM").waitFor();
  await page.getByText("25 contracts that differ").waitFor();
  await page.getByRole("main").getByRole("link", { name: "Reconcile" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("only")).toBe("differences");
});

it("says that nothing was compared yet, where nothing was", async () => {
  stage.played.records = [];
  stage.played.compared = { at: null, reconciledAt: null, differing: 0 };
  const page = await stage.open(`${path}&status=desynchronized`);

  await page.getByText("Nothing was compared yet").waitFor();
});

it("lets nobody edit the list or a status", async () => {
  const page = await stage.open(path);
  const rows = page.locator("[data-record]");
  await rows.first().waitFor();

  expect(await rows.locator("input:not([type=checkbox]), select, textarea").count()).toBe(0);
  expect(await rows.locator("[contenteditable], [role=combobox], [role=textbox]").count()).toBe(0);
  expect(await rows.getByRole("button", { name: /edit|change|delete|remove/i }).count()).toBe(0);
});

it("is up to date when it is opened again, whatever was still on its way when it was left", async () => {
  const page = await stage.open(path);
  const sidebar = page.getByRole("navigation", { name: "Pages" });
  await page.locator("[data-record='28']").waitFor();
  const [asked, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route("**/records?**", async (route) => {
    const response = await route.fetch();
    asked.resolve();
    await arrives.promise;
    await route.fulfill({ response });
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked.promise;
  await sidebar.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("heading", { name: "Sessions", level: 1 }).waitFor();
  stage.played.records = stage.played.records.filter(({ id }) => id !== "28");
  const late = page.waitForResponse(/records\?/);
  arrives.resolve();
  await (await late).finished();
  await page.unroute("**/records?**");

  await sidebar.getByRole("link", { name: "Integration" }).click();

  await expect.poll(() => page.locator("[data-record='28']").count()).toBe(0);
  expect(await page.locator("[data-record]").count()).toBeGreaterThan(0);
});
