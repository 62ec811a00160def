import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf } from "../world/books.ts";
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
  installed = await install(world, { automaticSync: true, createVendors: false });
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
  context = await openContext({ viewport: { width: 1440, height: 900 } });
  person = await Person.open(world, context);
  await person.signInToProcore("admin");
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

const openConsole = () =>
  person.page.goto(`${world.appUrl}/console?companyId=${installed.companyId}`);
const bell = () => person.page.getByRole("button", { name: /^Notifications/ });
const badge = () => person.page.locator("[data-badge]");
const menu = (name: string) =>
  person.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });

it("rings for a missing vendor, leads to its failure, and is quiet once the vendor is there and retried", async () => {
  const { page } = person;
  await openConsole();
  await expect(page.getByText("Nothing has changed yet")).toShow();
  await badge().waitFor({ state: "detached" });

  const commitment = await createCommitment(world, installed, {
    vendor: "Keystone Masonry",
    title: "Veneer",
    amount: "64000.00",
  });
  await expect(badge().getByText("1")).toShow();
  await atRest(world);
  const invoice = await approveInvoice(world, installed, commitment, "25");
  await atRest(world);

  await menu("Problems").click();
  const problem = page.getByRole("article", {
    name: "NetSuite has no vendor for Keystone Masonry",
  });
  await expect(problem.getByText("2 records", { exact: true })).toShow();
  await expect(problem.getByText("$80,000.00")).toShow();
  await person.shoot("console-problems");
  await menu("Overview").click();
  await expect(
    page.getByRole("region", { name: "Needs someone" }).getByText("Accounting"),
  ).toShow();
  await person.shoot("console-overview");

  await bell().click();
  await page.getByRole("link", { name: /SC-.* Veneer/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("NetSuite has no vendor for Keystone Masonry").first()).toShow();
  await expect(page.getByRole("button", { name: "Failed 1" })).toShow();
  await badge().waitFor({ state: "detached" });

  await world.netsuite.system.act({ do: "create_vendor", companyName: "Keystone Masonry" });
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(dialog.getByText("Synced", { exact: true }).first()).toShow();
  await page.keyboard.press("Escape");

  await menu("Problems").click();
  await expect(page.getByText("Nothing needs anyone")).toShow();
  await atRest(world);
  expect(billsOf(world, invoice.id)).toHaveLength(1);
  await badge().waitFor({ state: "detached" });
  expect(person.complaints).toEqual([]);
}, 60_000);
