import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someAuditLog } from "./some-audit-log.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const path = `${consolePath}&page=audit-log`;

function run(pageSize = 50) {
  Object.assign(stage.played, {
    installation: runningInstallation(),
    auditLog: someAuditLog(),
    pageSize,
  });
}
const shown = () =>
  expect.poll(() =>
    stage.page
      .locator("[data-entry]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-entry"))),
  );

it("says who did what to what, from what to what, from where", async () => {
  run();
  const page = await stage.open(consolePath);
  await page.getByRole("link", { name: "Audit log" }).click();
  const row = page.locator("[data-entry='4']");
  await row.waitFor();

  expect(await page.title()).toBe("Audit log · Crosstie");
  expect(await row.getByRole("cell").allInnerTexts()).toEqual([
    "Mar 20, 2026 03:40 PM",
    "Dana Whitfield\ndana@northgate.test",
    "Changed settings",
    "Settings of NetSuite",
    expect.stringMatching(
      /^Automatic sync: .*off → on\nPayment schedule: .*never → hourly\nDefault subsidiary: .*none → Northgate Builders Inc\. \(1\)$/s,
    ),
    expect.stringMatching(/^203\.0\.113\.24\nEntry 4 · request 0f8b5c1e-/),
  ]);
  expect(await row.locator("del").allInnerTexts()).toEqual(["off", "never", "none"]);
});

it("goes back in time a page at a time", async () => {
  run(3);
  const page = await stage.open(path);
  await shown().toEqual(["7", "6", "5"]);

  await page.getByRole("button", { name: "Load more" }).click();
  await shown().toEqual(["7", "6", "5", "4", "3", "2"]);
  await page.getByRole("button", { name: "Load more" }).click();
  await shown().toEqual(["7", "6", "5", "4", "3", "2", "1"]);

  await page.getByRole("button", { name: "Load more" }).waitFor({ state: "detached" });
});

it("finds a person, an action and days, and keeps them over a reload", async () => {
  run();
  const page = await stage.open(path);
  await shown().toHaveLength(7);

  await page.getByRole("button", { name: "Who" }).click();
  await page.getByRole("option", { name: /^Luis Oyelaran/ }).click();
  await shown().toEqual(["6", "5"]);
  await page.getByRole("button", { name: "Action" }).click();
  await page.getByRole("option", { name: "Asked for a sync" }).click();
  await shown().toEqual(["5"]);
  await page.reload();
  await shown().toEqual(["5"]);

  await stage.open(`${path}&from=2026-03-19&to=2026-03-19`);
  await shown().toEqual(["3", "2"]);
  await page.getByLabel("To").fill("2026-03-20");
  await shown().toEqual(["6", "5", "4", "3", "2"]);
  await page.getByLabel("From").fill("2026-03-25");
  await page.getByText("No entry fits").waitFor();
});

it("says why no file came", async () => {
  run();
  stage.expectedErrors.push(/403/);
  stage.played.refuse = (_method, door) =>
    door === "/audit-log/export" ? refusal(403, "not_allowed", "This needs Admin.") : null;
  const page = await stage.open(path);

  await page.getByRole("button", { name: "Export CSV" }).click();

  await page.getByText("Not exported. This needs Admin.").waitFor();
});

it("is neither named nor shown to those who may not see it", async () => {
  run();
  stage.played.installation.may.viewAuditLog = false;
  const page = await stage.open(path);

  await page.getByRole("heading", { name: "You may not see the audit log" }).waitFor();
  const pages = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  const names = await pages.allInnerTexts();
  expect(names).toContain("Settings");
  expect(names).not.toContain("Audit log");
  expect(stage.played.calls.filter((call) => call.includes("GET /audit"))).toEqual([]);
});
