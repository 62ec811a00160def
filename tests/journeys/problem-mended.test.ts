import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { useJourney } from "./use-journey.ts";

const journey = useJourney({ automaticSync: true, createVendors: false });

const openConsole = () =>
  journey.person.page.goto(
    `${journey.world.appUrl}/console?companyId=${journey.installed.companyId}`,
  );
const bell = () => journey.person.page.getByRole("button", { name: /^Notifications/ });
const badge = () => journey.person.page.locator("[data-badge]");
const menu = (name: string) =>
  journey.person.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });

it("rings for a missing vendor, leads to its failure, and is quiet once the vendor is there and retried", async () => {
  const { page } = journey.person;
  await openConsole();
  await expect(page.getByText("Nothing has changed yet")).toShow();
  await badge().waitFor({ state: "detached" });

  const commitment = await createCommitment(journey.world, journey.installed, {
    vendor: "Keystone Masonry",
    title: "Veneer",
    amount: "64000.00",
  });
  await expect(badge().getByText("1")).toShow();
  await atRest(journey.world);
  const invoice = await approveInvoice(journey.world, journey.installed, commitment, "25");
  await atRest(journey.world);

  await menu("Problems").click();
  const problem = page.getByRole("article", {
    name: "NetSuite has no vendor for Keystone Masonry",
  });
  await expect(problem.getByText("2 records", { exact: true })).toShow();
  await expect(problem.getByText("$80,000.00")).toShow();
  await journey.person.shoot("console-problems");
  await menu("Overview").click();
  await expect(
    page.getByRole("region", { name: "Needs someone" }).getByText("Accounting"),
  ).toShow();
  await journey.person.shoot("console-overview");

  await bell().click();
  await page.getByRole("link", { name: /SC-.* Veneer/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("NetSuite has no vendor for Keystone Masonry").first()).toShow();
  await expect(page.getByRole("button", { name: "Failed 1" })).toShow();
  await badge().waitFor({ state: "detached" });

  await journey.world.netsuite.system.act({ do: "create_vendor", companyName: "Keystone Masonry" });
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(dialog.getByText("Synced", { exact: true }).first()).toShow();
  await page.keyboard.press("Escape");

  await menu("Problems").click();
  await expect(page.getByText("Nothing needs anyone")).toShow();
  await atRest(journey.world);
  expect(billsOf(journey.world, invoice.id)).toHaveLength(1);
  await badge().waitFor({ state: "detached" });
  expect(journey.person.complaints).toEqual([]);
}, 60_000);
