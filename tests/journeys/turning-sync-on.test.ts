import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { useJourney } from "./use-journey.ts";

const journey = useJourney({});

const address = (section: string) =>
  `${journey.world.appUrl}/console?companyId=${journey.installed.companyId}&page=settings&section=${section}`;
const bar = (page: Page) => page.getByRole("region", { name: "Changes" });
const choose = async (page: Page, schedule: string) => {
  await page.getByRole("button", { name: /^Payments for Synced Invoices/ }).click();
  await page.getByRole("option", { name: schedule }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
};

it("looks at what waits, turns automatic sync on, and sees all of it go", async () => {
  const { page } = journey.person;
  const commitments = await Promise.all(
    ["1200.10", "800.05", "99.85"].map((amount, place) =>
      createCommitment(journey.world, journey.installed, {
        vendor: "Acme Steel Erectors",
        title: `In bulk ${place + 1}`,
        amount,
      }),
    ),
  );
  await atRest(journey.world);
  await page.goto(
    `${journey.world.appUrl}/console?companyId=${journey.installed.companyId}&page=settings`,
  );
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
  await journey.person.shoot("settings-turned-on");
  await bar(page).getByRole("link", { name: "View Synchronization Activities" }).click();
  await atRest(journey.world);
  expect(commitments.map((one) => ordersOf(journey.world, one).length)).toEqual([1, 1, 1]);
  expect(journey.person.complaints).toEqual([]);
}, 60_000);

it("shows both of two tabs that change one setting, and saves the one that is chosen", async () => {
  const { page } = journey.person;
  const other = await journey.person.context.newPage();
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
  expect(journey.person.complaints).toEqual([]);
}, 60_000);

it("shows a broken connection at the first refused call, without a reload", async () => {
  const { page } = journey.person;
  await page.goto(address("connection"));
  await page.getByRole("link", { name: "Connection Working" }).waitFor();
  await journey.world.netsuite.system.act({ do: "expire_tokens" });
  const path = "/services/rest/auth/oauth2/v1/token";
  journey.world.netsuite.faults.add({ method: "POST", path, kind: "status", status: 401 });

  await createCommitment(journey.world, journey.installed, {
    vendor: "Acme Steel Erectors",
    title: "Meets a closed door",
  });

  await page.getByRole("link", { name: "Connection Broken" }).waitFor();
  await page.getByRole("region", { name: "NetSuite connection" }).getByText("⚠ Broken").waitFor();
  journey.world.netsuite.faults.clear();
}, 60_000);
