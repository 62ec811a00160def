import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

let world: World;
let context: BrowserContext;
let installed: Installed;
let gantry: Commitment;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world);
  context = await openContext({ viewport: { width: 1440, height: 900 } });
  gantry = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Gantry",
    amount: "50000.00",
  });
  await atRest(world);
  const { system } = world.procore;
  await system.act({ do: "update_commitment", id: gantry.id, title: "Gantry crane" });
  await atRest(world);
  const activity = await world.database.admin("activities").first();
  await addMore(activity.record_id as string, 60);
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

/** Completed ones, as the years leave them. */
async function addMore(recordId: string, count: number): Promise<void> {
  const row = {
    company_id: installed.companyId,
    record_id: recordId,
    action: "updated",
    changes: "[]",
    status: "synced",
    synced_at: new Date(),
  };
  const rows = Array.from({ length: count }, (_, time) => ({ ...row, transaction_id: `${time}` }));
  await world.database.admin("activities").insert(rows);
}

it("finds a contract that waits, unfolds its changes, and tells all about it", async () => {
  const person = await Person.open(world, context);
  const { page } = person;
  await person.signInToProcore("admin");
  await page.goto(`${world.appUrl}/console?companyId=${installed.companyId}&page=activities`);

  await page.getByRole("searchbox", { name: "Search activities" }).fill("gantry");
  await page.getByRole("button", { name: "Text: gantry: remove this filter" }).waitFor();
  const row = page.locator("[data-activity]").filter({ hasText: "Gantry crane" });
  await row.getByText("Automatic sync is off").waitFor();
  await expect(page.getByRole("button", { name: "Pending 1" })).toShow();
  await row.getByText("+$50,000.00").waitFor();
  await page.getByRole("button", { name: "Show 2 changes" }).click();
  const changes = page.getByRole("list", { name: /^Changes of/ }).getByRole("listitem");
  await expect(changes.first().getByText("Title")).toShow();
  await expect(changes.last().getByText("Original contract")).toShow();
  expect(await changes.last().getByText("grand_total").count()).toBe(0);

  const [procore] = await Promise.all([
    page.waitForEvent("popup"),
    row.getByRole("link", { name: gantry.id }).click(),
  ]);
  await procore.getByText("Gantry crane").first().waitFor();
  await procore.close();

  await row.getByRole("button", { name: "View details" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It has not been tried yet.").waitFor();
  await dialog.getByRole("list", { name: "History of this record" }).waitFor();
  await dialog.getByRole("button", { name: "Show what would be sent" }).click();
  await dialog.getByText("Gantry crane").nth(1).waitFor();
  await dialog.getByRole("button", { name: "Show the request" }).first().waitFor();
  expect(await person.barriers()).toEqual([]);
  await person.shoot("activity-details");
  await page.keyboard.press("Escape");

  await page.reload();
  await page.getByRole("button", { name: "Text: gantry: remove this filter" }).waitFor();
  expect(person.complaints).toEqual([]);
}, 60_000);

it("pages through what is completed", async () => {
  const person = await Person.open(world, context);
  const { page } = person;
  await page.goto(
    `${world.appUrl}/console?companyId=${installed.companyId}&page=activities&tab=completed`,
  );
  const rows = page.locator("[data-activity]");
  await expect.poll(() => rows.count()).toBe(50);

  await page.getByRole("button", { name: "Load more" }).click();

  await expect.poll(() => rows.count()).toBe(60);
  expect(await page.getByRole("button", { name: "Load more" }).count()).toBe(0);
  await expect(page.getByRole("button", { name: "Completed 60" })).toShow();
  expect(person.complaints).toEqual([]);
}, 60_000);
