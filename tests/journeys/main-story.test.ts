import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openProfile } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { pick } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

/** Drafts of the seed whose vendors NetSuite does not have. */
const MILLWORK = { number: "SC-25-004-006", vendor: "Ironwood Millwork" };
const MASONRY = { number: "SC-24-011-009", vendor: "Keystone Masonry" };

/** 60,000.00 and 12,500.50, less five percent. */
const BILL = { number: "IRON-0007", total: "68,875.47", half: "34,437.74", rest: "34,437.73" };

let world: World;
let context: BrowserContext;
let person: Person;
let millwork: Commitment;
let masonry: Commitment;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ logLevel: process.env.LOG_LEVEL ?? "silent" });
  context = await openProfile({}, { viewport: { width: 1440, height: 900 } });
  person = await Person.open(world, context);
  millwork = pick(world, ({ number }) => number === MILLWORK.number);
  masonry = pick(world, ({ number }) => number === MASONRY.number);
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
  await context?.close();
  await world?.close();
});

it("1 · an admin installs Crosstie and sets it up, through a reload half-way", async () => {
  const { page } = person;
  await person.signInToProcore("admin");
  await page.goto(`${world.procore.url}/companies/${millwork.companyId}/marketplace/crosstie`);
  await person.shoot("marketplace");
  await page.getByRole("button", { name: "Install App" }).click();
  await page.getByRole("link", { name: "Set up Crosstie" }).click();
  await person.shoot("consent");
  await person.allowCrosstie(page);

  await page.getByLabel("Select all").check();
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
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByText(`Connected to NetSuite account ${accountId}`).waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  for (const project of [
    "24-011 · Mercy Ridge Medical Center",
    "25-004 · Eastgate Parking Structure",
  ]) {
    await expect.poll(() => page.getByRole("checkbox", { name: project }).isChecked()).toBe(true);
  }
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText(`Connected to NetSuite account ${accountId}`).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();

  await expect
    .poll(() => page.getByRole("switch", { name: "Enable Automatic Sync" }).isChecked())
    .toBe(false);
  for (const type of [
    /^Commitments → NetSuite/,
    /^Subcontractor invoices → NetSuite/,
    /^Payments ← NetSuite/,
  ]) {
    expect(await page.getByRole("checkbox", { name: type }).isChecked()).toBe(true);
  }
  await page.getByLabel("Create missing vendors").check();
  await choose("Default subsidiary", "Keystone Builders Inc.");
  await choose("Default item", "Subcontract");
  await person.shoot("wizard-resources");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Off: changes wait under Pending until someone syncs them").waitFor();
  await person.shoot("wizard-finish");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Crosstie is running").waitFor();
  await person.shoot("wizard-done");

  async function choose(label: string, name: string): Promise<void> {
    await page.getByLabel(label).click();
    await page.getByRole("option", { name }).click();
    await page.getByRole("option").first().waitFor({ state: "detached" });
  }
}, 120_000);

it("2 · the panel signs in by its pop-up and shows a commitment that is not integrated", async () => {
  const { page, panel } = person;
  await page.goto(`${world.procore.url}/projects/${millwork.projectId}/commitments`);
  await page.getByRole("link", { name: MILLWORK.number }).click();
  await person.openPanel();
  await panel.getByRole("button", { name: /sign in/i }).waitFor();
  expect(await page.locator('iframe[title="Crosstie"]').boundingBox()).toMatchObject({
    width: 400,
  });
  await person.shoot("panel-signed-out");

  await person.signInToPanel({ consents: false });

  await panel.getByRole("heading", { level: 1 }).getByText(MILLWORK.number).waitFor();
  await panel.getByText("Not integrated").first().waitFor();
  expect(await panel.locator("[data-erp-icon]").count()).toBe(0);
  await person.shoot("panel-not-integrated");
}, 60_000);

it("3 · a change and an approval arrive live, with old value, new value and percent", async () => {
  const { page, panel } = person;
  const editor = await person.context.newPage();
  await editor.goto(
    `${world.procore.url}/projects/${millwork.projectId}/commitments/${millwork.id}/edit`,
  );
  await editor.getByLabel("Amount of line 1").fill("120000.00");
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.getByRole("button", { name: "Approve", exact: true }).click();
  await person.leave(editor);

  await expect(panel.getByText("Pending").first()).toShow();
  for (const shown of [
    "Approved",
    "$103,169.00",
    "$120,000.00",
    "16.3%",
    "$174,757.00",
    "$191,588.00",
    "9.6%",
  ]) {
    await expect(panel.getByText(shown).first()).toShow();
  }
  await person.shoot("panel-pending");
  await panel.getByRole("button", { name: "Preview" }).first().click();
  for (const said of [
    `New vendor ${MILLWORK.vendor}`,
    `Purchase order ${MILLWORK.number} for ${MILLWORK.vendor}, 3 lines, $191,588.00`,
  ]) {
    await expect(panel.getByRole("heading", { name: said }).first()).toShow();
  }
  await expect(panel.getByText(/^5 % retainage · /).first()).toShow();
  await person.shoot("panel-preview");
  const request = panel.getByRole("button", { name: "Show the request" });
  while ((await request.count()) > 0) await request.first().click();
  for (const sent of [
    `crosstie-commitment-${millwork.id}`,
    `"companyName": "${MILLWORK.vendor}"`,
    '"quantity": 120000',
  ]) {
    await expect(panel.getByText(sent).first()).toShow();
  }
  await person.shoot("panel-preview-requests");
  await page.keyboard.press("Escape");
}, 60_000);

it("4 · Sync creates the missing vendor, then the purchase order, and the icon turns green", async () => {
  const { panel, page } = person;
  await panel.getByRole("button", { name: "Sync now" }).first().click();
  await person.shoot("panel-syncing");

  await panel.getByText("Synced", { exact: true }).first().waitFor();
  await panel.getByRole("img", { name: "Synced with ERP" }).waitFor();
  await person.shoot("panel-synced");
  const netsuite = await person.follow(
    panel.getByRole("link", { name: /^PO\S+ in NetSuite/ }).first(),
  );
  await netsuite.getByRole("link", { name: MILLWORK.vendor }).waitFor();
  expect(await cellsOf(netsuite, "Lines", ["Description", "Amount"])).toEqual([
    ["06-400 · Casework and countertops", "120,000.00"],
    ["06-400 · Wood wall panels, lobby", "56,316.00"],
    ["06-100 · Blocking and backing", "15,272.00"],
  ]);
  await person.shoot("netsuite-order", netsuite);
  await person.leave(netsuite);
  await person.seeInProcore(`/projects/${millwork.projectId}/commitments/${millwork.id}`, (tab) =>
    tab.getByText("Synced with ERP"),
  );
  await page.reload();
  await person.shoot("procore-banner");
}, 60_000);

it("5 · an approved invoice becomes a vendor bill against that purchase order", async () => {
  const { page, panel } = person;
  await page.goto(
    `${world.procore.url}/projects/${millwork.projectId}/commitments/${millwork.id}/requisitions/new`,
  );
  await page.getByRole("textbox", { name: "Invoice #" }).fill(BILL.number);
  await page.getByLabel("This period, line 1").fill("60000.00");
  await page.getByLabel("This period, line 2").fill("12500.50");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("button", { name: "Approve invoice" }).click();
  await person.openCommitment(millwork);
  await panel.getByText(BILL.number).first().waitFor({ timeout: 40_000 });
  await person.shoot("panel-invoice-pending");

  await panel.getByRole("button", { name: "Sync now" }).first().click();

  const netsuite = await person.follow(
    panel.getByRole("link", { name: `${BILL.number} in NetSuite` }).first(),
  );
  const [order] =
    /^PO\w+/.exec(
      await panel
        .getByRole("link", { name: /^PO\S+ in NetSuite/ })
        .first()
        .innerText(),
    ) ?? [];
  await netsuite.getByRole("heading", { name: `Bill #${BILL.number}` }).waitFor();
  expect(await cellsOf(netsuite, "Lines", ["Purchase order", "PO line"])).toEqual([
    [`Purchase Order #${order}`, "1"],
    [`Purchase Order #${order}`, "2"],
  ]);
  expect(await fieldOf(netsuite, "Amount due")).toBe(BILL.total);
  await person.shoot("netsuite-bill", netsuite);
  await person.leave(netsuite);
  await person.shoot("panel-invoice-synced");
}, 90_000);

it("6 · half a payment, the rest, and a void come back to Payments Issued and the panel", async () => {
  const { page, panel } = person;
  const issued = `/projects/${millwork.projectId}/commitments/${millwork.id}/contract_payments`;
  const inProcore = (...shown: string[]) =>
    person.seeInProcore(issued, (tab) =>
      shown.reduce((row, text) => row.filter({ hasText: text }), tab.getByRole("row")),
    );
  const paid = person.figure("Paid");

  expect(await pay("20417", BILL.half)).toEqual({ status: "Open", due: BILL.rest });
  await panel.getByRole("button", { name: "Sync payments" }).click();
  await panel.getByText("20417").waitFor();
  await expect.poll(() => paid.innerText()).toBe(`$${BILL.half}`);
  await inProcore("20417", `$${BILL.half}`, "Synced");

  expect(await pay("20418")).toEqual({ status: "Paid In Full", due: "0.00" });
  await panel.getByRole("button", { name: "Sync payments" }).click();
  await panel.getByText("20418").waitFor();
  await expect.poll(() => paid.innerText()).toBe(`$${BILL.total}`);
  await person.shoot("panel-paid");
  await inProcore("20418", `$${BILL.rest}`, "Synced");

  const netsuite = await person.context.newPage();
  await netsuite.goto(world.netsuite.url);
  await netsuite.getByRole("link", { name: "20417" }).first().click();
  await netsuite.getByRole("button", { name: "Void payment" }).click();
  await netsuite.getByText("Voided").first().waitFor();
  await person.shoot("netsuite-void", netsuite);
  await person.leave(netsuite);
  await panel.getByRole("button", { name: "Sync payments" }).click();
  await panel.getByText("Voided", { exact: true }).waitFor();
  await panel.getByText(/^Check 20417 .* counts no more$/).waitFor();
  await expect.poll(() => paid.innerText()).toBe(`$${BILL.rest}`);
  await person.shoot("panel-void");
  await inProcore("20417", "$0.00", "Voided in the ERP", "Synced");
  await inProcore("Total", `$${BILL.rest}`);
  await page.goto(`${world.procore.url}${issued}`);
  await person.shoot("procore-payments");

  /**
   * All that is open, or a part of it. Resolves with what NetSuite's page of the bill says then.
   */
  async function pay(check: string, amount?: string): Promise<{ status: string; due: string }> {
    const screen = await person.follow(
      panel.getByRole("link", { name: `${BILL.number} in NetSuite` }).first(),
    );
    if (amount) await screen.getByLabel("Amount").fill(amount);
    await screen.getByLabel("Check number").fill(check);
    await screen.getByRole("button", { name: "Pay", exact: true }).click();
    await screen.getByText("Saved.").waitFor();
    await screen.getByRole("link", { name: `Bill #${BILL.number}` }).click();
    await screen.getByRole("heading", { name: `Bill #${BILL.number}` }).waitFor();
    await person.shoot("netsuite-paid", screen);
    const seen = {
      status: await fieldOf(screen, "Status"),
      due: await fieldOf(screen, "Amount due"),
    };
    await person.leave(screen);
    return seen;
  }
}, 120_000);

it("7 · a missing vendor fails with its remedy, and Retry succeeds once NetSuite has it", async () => {
  const { page, panel } = person;
  await page.goto(`${world.appUrl}/console?companyId=${millwork.companyId}&page=activities`);
  await person.shoot("console-activities");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("link", { name: "Mappings" }).first().click();
  await page.getByLabel("Create missing vendors").uncheck();
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();
  await person.shoot("console-settings");
  await person.openCommitment(masonry);
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await approve.click();
  // The page comes anew, and the panel in it.
  await approve.waitFor({ state: "detached" });
  await panel.getByRole("button", { name: "Sync now" }).first().click();
  await panel
    .getByRole("heading", { name: `NetSuite has no vendor for ${MASONRY.vendor}` })
    .waitFor();
  const card = panel.getByRole("group", {
    name: `Failed: NetSuite has no vendor for ${MASONRY.vendor}`,
  });
  await card
    .getByText(
      "Create the vendor in NetSuite under this name and retry, or let Crosstie create it. Your move.",
    )
    .waitFor();
  await person.shoot("panel-failed");

  const netsuite = await person.context.newPage();
  await netsuite.goto(`${world.netsuite.url}/app/common/entity/vendor.nl`);
  await netsuite.getByLabel("Company name").fill(MASONRY.vendor);
  await netsuite.getByRole("button", { name: "Save vendor" }).click();
  await netsuite.getByText("Saved").first().waitFor();
  await person.leave(netsuite);
  await panel.getByRole("button", { name: "Retry now" }).first().click();

  await panel.getByText("Synced", { exact: true }).first().waitFor();
  await person.shoot("panel-recovered");
  await person.seeInProcore(`/projects/${masonry.projectId}/commitments/${masonry.id}`, (tab) =>
    tab.getByText("Synced with ERP"),
  );
  expect(person.complaints).toEqual([]);
}, 120_000);

/** What NetSuite's page shows beside a name. */
async function fieldOf(page: Page, name: string): Promise<string> {
  return page
    .locator("dl > div", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) })
    .locator("dd")
    .innerText();
}

/** The rows of the table below a heading, of these columns only. */
async function cellsOf(
  page: Page,
  heading: string,
  columns: string[],
): Promise<(string | undefined)[][]> {
  const table = page.locator(`h2:text-is("${heading}") + .scroll table`);
  const heads = await table.locator("th").allInnerTexts();
  const rows = await table.locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("td").allInnerTexts();
      return columns.map((column) => cells[heads.indexOf(column)]);
    }),
  );
}
