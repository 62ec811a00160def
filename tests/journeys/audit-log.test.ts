import { readFile } from "node:fs/promises";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AuditEntry } from "../../server/api/contract.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { nameOf } from "../world/sign-in.ts";
import { Person } from "./person.ts";

let world: World;
let context: BrowserContext;
let installed: Installed;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world);
  context = await openContext({ viewport: { width: 1440, height: 900 } });
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

it("shows an admin who changed a setting, and gives the log to keep", async () => {
  const person = await Person.open(world, context);
  const { page } = person;
  await person.signInToProcore("admin");
  await page.goto(
    `${world.appUrl}/console?companyId=${installed.companyId}&page=settings&section=synchronization`,
  );
  await page.getByLabel("Enable Automatic Sync").check({ force: true });
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();

  await page.getByRole("link", { name: "Audit log" }).first().click();
  const entry = page.locator("[data-entry]").first();
  await expect(entry.getByText("Changed settings")).toShow();
  await expect(entry.getByText(nameOf(world, "admin"))).toShow();
  expect(await entry.locator("del, ins").allInnerTexts()).toEqual(["off", "on"]);
  for (const width of [400, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.locator("[data-entry]").first().waitFor();
    expect(await person.barriers()).toEqual([]);
    await person.shoot(`audit-log-${width}`);
  }

  const [csv, lines] = [await download("Export CSV"), await download("Export JSON lines")];
  expect(csv).toMatch(/^\uFEFFEntry,At,Actor,.*\n1,/);
  const kept = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditEntry);
  expect(kept[0]).toMatchObject({ sequence: "1", action: "set_up_begun" });
  expect(kept.slice(-3)).toMatchObject([
    {
      action: "settings_saved",
      before: { "Automatic sync": false },
      after: { "Automatic sync": true },
    },
    { action: "audit_log_exported", after: { Format: "csv" } },
    { action: "audit_log_exported", after: { Format: "jsonl" } },
  ]);
  expect(person.complaints).toEqual([]);

  async function download(button: string): Promise<string> {
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: button }).click();
    return readFile(await (await file).path(), "utf8");
  }
}, 60_000);
