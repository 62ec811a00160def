import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

let world: World;
let context: BrowserContext;
let installed: Installed;
let person: Person;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world);
  context = await openContext({ viewport: { width: 1440, height: 900 } });
  person = await Person.open(world, context);
  await person.signInToProcore("admin");
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

const address = (section: string) =>
  `${world.appUrl}/console?companyId=${installed.companyId}&page=settings&section=${section}`;
const bar = (page: Page) => page.getByRole("region", { name: "Changes" });
const choose = async (page: Page, schedule: string) => {
  await page.getByRole("button", { name: /^Payments for Synced Invoices/ }).click();
  await page.getByRole("option", { name: schedule }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
};

it("looks at what waits, turns automatic sync on, and sees all of it go", async () => {
  const { page } = person;
  const commitments = await Promise.all(
    ["1200.10", "800.05", "99.85"].map((amount, place) =>
      createCommitment(world, installed, {
        vendor: "Acme Steel Erectors",
        title: `In bulk ${place + 1}`,
        amount,
      }),
    ),
  );
  await atRest(world);
  await page.goto(`${world.appUrl}/console?companyId=${installed.companyId}&page=settings`);
  await page
    .getByRole("region", { name: "Quick Actions" })
    .getByRole("link", { name: "Synchronization" })
    .click();
  await page.getByLabel("Enable Automatic Sync").check({ force: true });
  await page.getByText("3 commitments worth $2,100.00").waitFor();
  await page.getByRole("link", { name: "Look at what waits first" }).click();
  await page.getByText("In bulk 2").first().waitFor();
  await page.getByRole("link", { name: "Go back to Settings" }).click();
  await bar(page).getByText("3 records worth $2,100.00 go to NetSuite now.").waitFor();

  await page.getByRole("button", { name: "Save Settings" }).click();

  await bar(page).getByText("3 records are on the way to NetSuite.").waitFor();
  await person.shoot("settings-turned-on");
  await bar(page).getByRole("link", { name: "View Synchronization Activities" }).click();
  await atRest(world);
  expect(commitments.map((one) => ordersOf(world, one).length)).toEqual([1, 1, 1]);
  expect(person.complaints).toEqual([]);
}, 60_000);

it("shows both of two tabs that change one setting, and saves the one that is chosen", async () => {
  const { page } = person;
  const other = await context.newPage();
  await page.goto(address("schedule"));
  await other.goto(address("schedule"));
  await choose(page, "Daily");
  await choose(other, "Every 2 Hours");

  await other.getByRole("button", { name: "Save Settings" }).click();
  await other.getByText("Settings saved").waitFor();

  await bar(page).getByText("Payments: saved as every 2 hours, you chose daily").waitFor();
  await bar(page).getByRole("button", { name: "Keep mine" }).click();
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();
  await other.getByRole("button", { name: "Payments for Synced Invoices Daily" }).waitFor();
  expect(person.complaints).toEqual([]);
}, 60_000);

it("shows a broken connection at the first refused call, without a reload", async () => {
  const { page } = person;
  await page.goto(address("connection"));
  await page.getByRole("link", { name: "Connection Working" }).waitFor();
  await world.netsuite.system.act({ do: "expire_tokens" });
  const path = "/services/rest/auth/oauth2/v1/token";
  world.netsuite.faults.add({ method: "POST", path, kind: "status", status: 401 });

  await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Meets a closed door",
  });

  await page.getByRole("link", { name: "Connection Broken" }).waitFor();
  await page.getByRole("region", { name: "NetSuite connection" }).getByText("⚠ Broken").waitFor();
  world.netsuite.faults.clear();
}, 60_000);
