import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { changeSettings } from "../world/install.ts";
import { useJourney } from "./use-journey.ts";

const journey = useJourney({ automaticSync: false, createVendors: false });

async function openActivities(tab: "Pending" | "Failed" | "Completed"): Promise<void> {
  await journey.person.page.goto(
    `${journey.world.appUrl}/console?companyId=${journey.installed.companyId}&page=activities`,
  );
  await journey.person.page.getByRole("button", { name: new RegExp(`^${tab} \\d`) }).click();
}

const rowOf = (text: string): Locator =>
  journey.person.page.getByRole("row").filter({ hasText: text }).first();

const write = (title: string, wanted: Partial<Parameters<typeof createCommitment>[2]> = {}) =>
  createCommitment(journey.world, journey.installed, {
    vendor: "Acme Steel Erectors",
    title,
    ...wanted,
  });

it("scenario 3: many changes wait in Pending, are reviewed, and go once automatic sync is on", async () => {
  const { page } = journey.person;
  const commitments = [
    await write("Stairs"),
    await write("Railings", { kind: "purchase_order_contract" }),
    await write("Gates"),
  ];
  await atRest(journey.world);
  await openActivities("Pending");
  for (const { title } of commitments) await expect(rowOf(title)).toShow();
  await expect(rowOf("Gates").getByText("Automatic sync is off")).toShow();

  await rowOf("Stairs")
    .getByRole("button", { name: /^View details/ })
    .click();
  await expect(page.getByRole("dialog").getByText("+$1,200.00").first()).toShow();
  await page.keyboard.press("Escape");
  await rowOf("Stairs")
    .getByRole("button", { name: /^Sync now/ })
    .click();
  await expect(page.getByRole("button", { name: "Pending 2" })).toShow();
  await page.getByRole("link", { name: "Change this in Settings" }).click();
  await page.getByLabel("Enable Automatic Sync").check({ force: true });
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();

  await openActivities("Completed");
  for (const { title } of commitments) {
    await expect(rowOf(title).getByText("Synced", { exact: true })).toShow();
  }
  await rowOf("Railings")
    .getByRole("button", { name: /^View details/ })
    .click();
  await expect(timeIn(page.getByRole("dialog"), "Synced at")).toShow();
  expect(journey.person.complaints).toEqual([]);
}, 60_000);

it("scenario 1: an approved change order reaches NetSuite by itself and is in Completed with its impact in green", async () => {
  await changeSettings(journey.installed, { automaticSync: true });
  const commitment = await write("Canopy", { amount: "200000.00" });
  await atRest(journey.world);
  await openActivities("Completed");
  await expect(rowOf("Canopy").getByText("Synced", { exact: true })).toShow();

  await journey.world.procore.system.act({
    do: "create_change_order",
    commitmentId: commitment.id,
    number: "001",
    title: "Extra bay",
    status: "approved",
    lines: [
      { description: "Steel", amount: "50000.00", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  });

  const changed = rowOf("+$50,000.00");
  await expect(changed.filter({ hasText: "Canopy" })).toShow();
  await expect(changed.getByText("Synced", { exact: true })).toShow();
  await expect(changed.getByText("+25.0%")).toShow();
  const colour = await changed
    .getByText("+$50,000.00")
    .evaluate((one) => one.ownerDocument.defaultView.getComputedStyle(one).color as string);
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  expect(green).toBeGreaterThan(Math.max(red, blue));
  expect(journey.person.complaints).toEqual([]);
}, 60_000);

it("scenario 2: an invoice fails for its missing vendor, and becomes a vendor bill by Retry once that is there", async () => {
  const { page } = journey.person;
  await changeSettings(journey.installed, { automaticSync: true, createVendors: false });
  const commitment: Commitment = await write("Veneer", { vendor: "Keystone Masonry" });
  await atRest(journey.world);
  const requisition = await approveInvoice(journey.world, journey.installed, commitment);
  await atRest(journey.world);
  await openActivities("Pending");
  await expect(
    rowOf("Requisition").getByText(/which failed: NetSuite has no vendor for Keystone Masonry/),
  ).toShow();
  await openActivities("Failed");
  await expect(rowOf("Veneer").getByText("NetSuite has no vendor for Keystone Masonry")).toShow();

  await journey.world.netsuite.system.act({ do: "create_vendor", companyName: "Keystone Masonry" });
  await rowOf("Veneer")
    .getByRole("button", { name: /^Retry/ })
    .click();

  await page.getByRole("button", { name: /^Completed \d/ }).click();
  await expect(rowOf("Requisition").getByText("Synced", { exact: true })).toShow();
  await expect(rowOf("Requisition").getByText(/^Vendor bill/)).toShow();
  expect(billsOf(journey.world, requisition.id)).toHaveLength(1);
  expect(journey.person.complaints).toEqual([]);
}, 60_000);

/** An instant that stands beside a name. */
const timeIn = (dialog: Locator, name: string): Locator =>
  dialog
    .locator("dl > div", { has: journey.person.page.locator(`dt:text-is("${name}")`) })
    .getByText(/^[A-Z][a-z]{2} \d\d, \d{4} \d\d:\d\d [AP]M$/);
