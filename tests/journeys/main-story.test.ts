import { Decimal } from "decimal.js";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { launchBrowser } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { pick } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

const slow = { timeout: 30_000 };

let world: World;
let browser: Browser;
let person: Person;
let steel: Commitment;
let glazing: Commitment;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ logLevel: process.env.LOG_LEVEL ?? "silent" });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  person = await Person.open(world, context);
  const draft = (vendorName: string) =>
    pick(world, (one, vendor) => one.kind === "work_order_contract" && vendor === vendorName && world.procore.system.live().projects.get(one.projectId)?.isOfferedByDefault === true);
  steel = draft("Ironwood Millwork");
  glazing = draft("Northlight Glazing LLC");
  for (const { id } of [steel, glazing]) await world.procore.system.act({ do: "set_commitment_status", id, status: "Draft" });
}, 120_000);

/** Each step stands on the one before. */
let isOver = false;
beforeEach(({ skip, onTestFailed }) => {
  if (isOver) skip("the step before failed");
  onTestFailed(async () => {
    isOver = true;
    await person.shoot("failed");
  });
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it("1 · an admin installs Crosstie and sets it up, through a reload half-way", async () => {
  const { page } = person;
  await person.signInToProcore("admin");
  await page.goto(`${world.procore.url}/companies/${steel.companyId}/marketplace/crosstie`);
  await person.shoot("marketplace");
  await page.getByRole("button", { name: "Install App" }).click();
  await page.getByRole("link", { name: "Set up Crosstie" }).click();
  await person.shoot("consent");
  await person.allowCrosstie(page);

  await page.getByLabel("Select all").check();
  await person.shoot("wizard-projects-chosen");
  await person.shoot("wizard-projects");
  await page.getByRole("button", { name: "Continue" }).click();

  const { accountId, clientId, certificateId, privateKey } = world.netsuite.credentials;
  await page.getByLabel("Account ID").fill("WRONG");
  await page.getByLabel("Client ID").fill(clientId);
  await page.getByLabel("Certificate ID").fill(certificateId);
  await page.getByLabel("Private key", { exact: false }).first().fill(privateKey);
  await page.getByLabel("Account URL", { exact: false }).fill(world.netsuite.url);
  await page.getByLabel("Certificate ID").fill("unknown");
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("NetSuite refused").waitFor();
  await person.shoot("wizard-connection-refused");
  await page.getByLabel("Account ID").fill(accountId);
  await page.getByLabel("Certificate ID").fill(certificateId);
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("NetSuite accepts these credentials").waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByText("Enable Automatic Sync").waitFor();

  await page.reload();

  await page.getByText("Enable Automatic Sync").waitFor();
  await page.getByLabel("Create missing vendors").check();
  await choose("Default subsidiary", "Keystone Builders Inc.");
  await choose("Default item", "Subcontract");
  await person.shoot("wizard-resources");
  await page.getByRole("button", { name: "Continue" }).click();
  await person.shoot("wizard-finish");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Crosstie is running").waitFor();
  await person.shoot("wizard-done");

  async function choose(label: string, name: string): Promise<void> {
    await page.getByLabel(label).click();
    await page.getByRole("option", { name }).click();
  }
}, 120_000);

it("2 · the panel signs in by its pop-up and shows a commitment that is not integrated", async () => {
  await person.openCommitment(steel);
  await person.openPanel();
  await person.panel.getByRole("button", { name: /sign in/i }).waitFor();
  await person.shoot("panel-signed-out");

  await person.signInToPanel({ consents: false });

  await person.panel.getByText("Not integrated").first().waitFor();
  await person.panel.getByRole("heading", { level: 1 }).getByText(steel.number).waitFor();
  await person.shoot("panel-not-integrated");
}, 60_000);

it("3 · a change and an approval arrive live, with old value, new value and percent", async () => {
  const { page, panel } = person;
  const editor = await person.context.newPage();
  await editor.goto(`${world.procore.url}/projects/${steel.projectId}/commitments/${steel.id}/edit`);
  const amount = editor.getByLabel(/amount/i).first();
  await amount.fill("250000.00");
  await editor.getByRole("button", { name: "Save" }).first().click();
  await editor.getByRole("button", { name: "Approve", exact: true }).click();
  await editor.close();

  await panel.getByText("Pending").first().waitFor();
  await panel.getByText("Approved", { exact: false }).first().waitFor();
  for (const shown of ["$216,282.00", "$250,000.00", "15.6%"]) await panel.getByText(shown).first().waitFor();
  await person.shoot("panel-pending");
  await panel.getByRole("button", { name: "Preview" }).first().click();
  await panel.getByText(`crosstie-commitment-${steel.id}`, { exact: false }).first().waitFor();
  await person.shoot("panel-preview");
  await page.keyboard.press("Escape");
}, 60_000);

it("4 · Sync creates the missing vendor, then the purchase order, and the icon turns green", async () => {
  const { panel, page } = person;
  await panel.getByRole("button", { name: "Sync now" }).first().click();
  await person.shoot("panel-syncing");

  await panel.getByText("Synced", { exact: true }).first().waitFor();
  await panel.getByRole("link", { name: /in NetSuite/ }).first().waitFor();
  await person.shoot("panel-synced");
  const order = await panel.getByRole("link", { name: /in NetSuite/ }).first().getAttribute("href");
  const netsuite = await person.context.newPage();
  await netsuite.goto(order ?? "");
  await netsuite.getByText("Ironwood Millwork").first().waitFor();
  await person.shoot("netsuite-order", netsuite);
  await netsuite.close();

  await expect.poll(() => world.procore.system.live().commitments.get(steel.id)?.originId, slow).toBeTruthy();
  await page.reload();
  await page.getByText("Synced with ERP", { exact: false }).first().waitFor();
  await person.shoot("procore-banner");
}, 60_000);

it("5 · an approved invoice becomes a vendor bill against that purchase order", async () => {
  const { page, panel } = person;
  await page.goto(`${world.procore.url}/projects/${steel.projectId}/commitments/${steel.id}/requisitions/new`);
  await page.getByRole("textbox", { name: "Invoice #" }).fill("IRON-0007");
  await page.getByLabel("This period, line 1").fill("100000.00");
  await page.getByLabel("This period, line 2").fill("12500.50");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("button", { name: "Approve invoice" }).click();
  await person.openCommitment(steel);
  await person.signInToPanel({ consents: false });
  await panel.getByText("IRON-0007").first().waitFor({ timeout: 40_000 });
  await person.shoot("panel-invoice-pending");

  await panel.getByRole("button", { name: "Sync now" }).first().click();

  await panel.getByRole("link", { name: /IRON-0007 in NetSuite/ }).first().waitFor();
  await person.shoot("panel-invoice-synced");
  expect(JSON.stringify(await world.netsuite.system.state())).toContain("IRON-0007");
}, 90_000);

it("6 · half a payment, the rest, and a void come back to Payments Issued and the panel", async () => {
  const { panel } = person;
  await pay({ amount: "half", check: "20417" });
  await panel.getByRole("button", { name: "Sync payments" }).click();
  await panel.getByText("20417").waitFor();
  await expect.poll(() => paymentsInProcore().filter(({ originId }) => originId).length, slow).toBe(1);
  await pay({ amount: "rest", check: "20418" });
  await panel.getByRole("button", { name: "Sync payments" }).click();
  await panel.getByText("20418").waitFor();
  await person.shoot("panel-paid");

  const netsuite = await person.context.newPage();
  await netsuite.goto(world.netsuite.url);
  await netsuite.getByRole("link", { name: "20417" }).first().click();
  await netsuite.getByRole("button", { name: "Void payment" }).click();
  await netsuite.getByText("Voided").first().waitFor();
  await person.shoot("netsuite-void", netsuite);
  await netsuite.close();
  await panel.getByRole("button", { name: "Sync payments" }).click();

  await panel.getByText("Voided", { exact: true }).waitFor();
  await expect.poll(() => paymentsInProcore().map(({ amount, originId }) => [Number(amount) > 0, Boolean(originId)]).toSorted(), slow).toEqual([[false, true], [true, true]]);
  await person.shoot("panel-void");
  const { page } = person;
  await person.openCommitment(steel);
  await page.getByRole("link", { name: "Payments Issued" }).click();
  for (const shown of ["20417", "20418", "Voided in the ERP"]) await page.getByText(shown).first().waitFor();
  await person.shoot("procore-payments");

  function paymentsInProcore() {
    return [...world.procore.system.live().payments.values()].filter(({ contractId }) => contractId === steel.id);
  }

  async function pay({ amount, check }: { amount: "half" | "rest"; check: string }): Promise<void> {
    const href = await panel.getByRole("link", { name: /IRON-0007 in NetSuite/ }).first().getAttribute("href");
    const screen = await person.context.newPage();
    await screen.goto(href ?? "");
    const field = screen.getByLabel("Amount");
    if (amount === "half") await field.fill(new Decimal(await field.inputValue()).dividedBy(2).toFixed(2));
    await screen.getByLabel("Check number").fill(check);
    await screen.getByRole("button", { name: "Pay", exact: true }).click();
    await screen.getByText(check).first().waitFor();
    await person.shoot("netsuite-paid", screen);
    await screen.close();
  }
}, 120_000);

it("7 · a missing vendor fails with its remedy, and Retry succeeds once NetSuite has it", async () => {
  const { page, panel } = person;
  await page.goto(`${world.appUrl}/console?companyId=${steel.companyId}`);
  await person.shoot("console-activities");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByLabel("Create missing vendors").uncheck();
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText(/saved/i).first().waitFor();
  await person.shoot("console-settings");
  await person.openCommitment(glazing);
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await person.signInToPanel({ consents: false });
  await panel.getByRole("button", { name: "Sync now" }).first().click();
  await panel.getByRole("heading", { name: "NetSuite has no vendor for Northlight Glazing LLC" }).waitFor();
  await person.shoot("panel-failed");

  const netsuite = await person.context.newPage();
  await netsuite.goto(`${world.netsuite.url}/app/common/entity/vendor.nl`);
  await netsuite.getByLabel("Company name").fill("Northlight Glazing LLC");
  await netsuite.getByRole("button", { name: "Save vendor" }).click();
  await netsuite.getByText("Saved").first().waitFor();
  await netsuite.close();
  await panel.getByRole("button", { name: "Retry now" }).first().click();

  await panel.getByText("Synced", { exact: true }).first().waitFor();
  await vi.waitFor(() => expect(world.procore.system.live().commitments.get(glazing.id)?.originId).toBeTruthy(), slow);
  await person.shoot("panel-recovered");
  expect(person.complaints).toEqual([]);
}, 120_000);
