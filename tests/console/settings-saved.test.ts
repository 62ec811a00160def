import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { HeldBack } from "../../server/api/contract.ts";
import { refusal } from "./answer.ts";
import { runningInstallation, someHeldBack } from "./company.ts";
import { save, savedIn, settingsPath } from "./settings-page.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const [CLINIC, LOFTS] = ["562949953500002", "562949953500003"];

const bar = (page: Page) => page.getByRole("region", { name: "Changes" });
const go = (page: Page, section: string) =>
  page
    .getByRole("navigation", { name: "Settings sections" })
    .or(page.getByRole("list", { name: "Settings sections" }))
    .getByRole("link", { name: section })
    .click();

async function chooseSchedule(page: Page, now: string, then: string): Promise<void> {
  await page.getByRole("button", { name: `Payments for Synced Invoices ${now}` }).click();
  await page.getByRole("option", { name: then }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
}

function held(count: number, amount: string, more: Partial<HeldBack> = {}): HeldBack {
  return { ...someHeldBack(), count, amount, ...more };
}
const invoices = { one: "subcontractor invoice", many: "subcontractor invoices" };

it("saves what was changed in several sections at once, and says in words what that is", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  await go(page, "Mappings");
  await page.getByRole("checkbox", { name: "Create missing vendors" }).uncheck();
  await go(page, "Sync schedule");
  await page.getByRole("button", { name: "Payments for Synced Invoices Hourly" }).click();
  const offered = await page.getByRole("option").allTextContents();
  await page.getByRole("option", { name: "Every 2 Hours" }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await go(page, "Projects");
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).check();
  await bar(page)
    .getByText(
      "Automatic sync on, create missing vendors off, payments every 2 hours, Mill Street Lofts added.",
    )
    .waitFor();
  await bar(page).getByText("Nothing waits for it.").waitFor();

  await save(page);

  expect(offered).toEqual(["Hourly", "Daily", "Every 4 Hours", "Never", "Every 2 Hours"]);
  expect(savedIn(stage.played)).toEqual({
    automaticSync: true,
    createVendors: false,
    paymentSchedule: "every_2_hours",
    projects: { [LOFTS!]: true },
  });
  expect(stage.played.calls.filter((call) => call.startsWith("PUT"))).toEqual(["PUT /settings"]);
  await bar(page).and(page.locator(":focus")).waitFor();
  await page.getByText("They apply to new changes from now on.").waitFor();
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).uncheck();
  await bar(page).getByText("Mill Street Lofts removed.").waitFor();
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await bar(page).waitFor({ state: "detached" });
});

it("loses nothing of what was entered when saving is refused, and says why", async () => {
  stage.played.installation = runningInstallation();
  stage.expectedErrors.push(/400/);
  stage.played.refuse = (method) =>
    method === "PUT" ? refusal(400, "bad_request", "Procore has no such project.") : null;
  const page = await stage.open(settingsPath("projects"));
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).check();
  await go(page, "Sync schedule");
  await chooseSchedule(page, "Hourly", "Daily");

  await page.getByRole("button", { name: "Save Settings" }).click();

  await bar(page).getByRole("alert").getByText("Procore has no such project.").waitFor();
  await bar(page).getByText("Payments daily, Mill Street Lofts added.").waitFor();
  stage.played.refuse = () => null;
  await save(page);
  expect(savedIn(stage.played)).toEqual({
    paymentSchedule: "daily",
    projects: { [LOFTS!]: true },
  });
});

it("leads to the field that is wrong, wherever it stands", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("projects"));
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("checkbox", { name: "Select all" }).uncheck();
  await go(page, "Sync schedule");

  await page.getByRole("button", { name: "Save Settings" }).click();

  await page.getByRole("alert").getByText("Choose at least one project.").waitFor();
  await page.getByRole("checkbox", { name: "Select all" }).and(page.locator(":focus")).waitFor();
  expect(stage.played.calls).not.toContain("PUT /settings");
});

it("says how much goes before automatic sync is turned on, and lets one look first", async () => {
  stage.played.installation = runningInstallation();
  stage.played.heldBack = [
    held(180, "4210300.00"),
    held(3, "12000.50", { projectId: CLINIC!, currency: "CAD" }),
    held(34, "812000.00", { kind: "requisition", words: invoices }),
    held(5, "1.00", { projectId: LOFTS!, waitsFor: "project" }),
    held(7, "1.00", { projectId: LOFTS! }),
  ];
  const page = await stage.open(settingsPath("synchronization"), 400);
  await page.getByText("Enable Automatic Sync").click();

  const notice = page.getByRole("main").getByRole("status").filter({ hasText: "Once you save" });
  await notice.getByText("217 records go to NetSuite").waitFor();
  expect(await notice.getByRole("listitem").allInnerTexts()).toEqual([
    "183 commitments worth $4,210,300.00 and CA$12,000.50",
    "34 subcontractor invoices worth $812,000.00",
  ]);
  await bar(page)
    .getByText("217 records worth $5,022,300.00 and CA$12,000.50 go to NetSuite now.")
    .waitFor();
  await page.getByRole("checkbox", { name: /^Subcontractor invoices/ }).uncheck();
  await notice.getByText("183 records go to NetSuite").waitFor();
  await page.locator("summary", { hasText: "Synchronization" }).click();
  await go(page, "Projects");
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).check();
  await bar(page).getByText("190 records worth $4,210,301.00").waitFor();
  await page.locator("summary", { hasText: "Projects" }).click();
  await go(page, "Synchronization");
  await notice.getByText("Up to 5 records more may follow").waitFor();

  await notice.getByRole("link", { name: "Look at what waits first" }).click();

  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Go back to Settings" }).click();
  await bar(page).getByText("190 records worth").waitFor();
  await save(page);
  await bar(page).getByText("190 records are on the way to NetSuite.").waitFor();
  expect(stage.played.bodies.get("PUT /settings")).toMatchObject({ choicesMark: "as shown" });
  await bar(page).getByRole("link", { name: "View Synchronization Activities" }).click();
  await page.getByRole("heading", { name: "Activities", level: 1 }).waitFor();
});

it("says so where what goes cannot be counted, and counts again", async () => {
  stage.played.installation = runningInstallation();
  stage.played.heldBack = [held(1, "1200.00")];
  stage.expectedErrors.push(/403/);
  stage.played.refuse = (_, path) =>
    path.endsWith("/held-back") ? refusal(403, "not_allowed", "Not for you.") : null;
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  await page.getByText("could not be counted. Not for you.").waitFor();
  stage.played.refuse = () => null;

  await page.getByRole("button", { name: "Count again" }).click();

  await bar(page).getByText("1 record worth $1,200.00 goes to NetSuite now.").waitFor();
});

it("turns automatic sync on only with the choices that are shown", async () => {
  stage.played.installation = runningInstallation();
  stage.expectedErrors.push(/409/);
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  await bar(page).getByText("Nothing waits for it.").waitFor();
  stage.played.installation.choicesMark = "of the other tab";
  stage.played.installation.projects[0]!.isChosen = false;

  await page.getByRole("button", { name: "Save Settings" }).click();

  await bar(page).getByText("Something else would be sent than you were shown.").waitFor();
  expect(stage.played.installation.settings.automaticSync).toBe(false);
  await page.getByRole("link", { name: "Projects 1 of 3" }).waitFor();
  await save(page);
  expect(stage.played.installation.settings.automaticSync).toBe(true);
});

it("shows both where another tab has saved the same setting, and saves what is chosen of them", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("schedule"));
  await chooseSchedule(page, "Hourly", "Daily");
  const meanwhile = (schedule: "never" | "every_4_hours") => {
    stage.played.installation.settings.paymentSchedule = schedule;
    stage.played.tell({ what: "settings", projectId: null, parent: null });
  };
  meanwhile("never");
  await bar(page).getByText("Payments: saved as never, you chose daily").waitFor();
  expect(await page.getByRole("button", { name: "Save Settings" }).isDisabled()).toBe(true);

  await bar(page).getByRole("button", { name: "Keep mine" }).click();
  await save(page);

  expect(stage.played.bodies.get("PUT /settings")).toEqual({
    paymentSchedule: "daily",
    shown: { paymentSchedule: "never" },
  });
  await chooseSchedule(page, "Daily", "Hourly");
  meanwhile("every_4_hours");
  await bar(page).getByRole("button", { name: "Take what is saved" }).click();
  await bar(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Payments for Synced Invoices Every 4 Hours" }).waitFor();
});

it("asks which it shall be where the other tab was not heard of before saving", async () => {
  stage.played.installation = runningInstallation();
  stage.expectedErrors.push(/409/);
  const page = await stage.open(settingsPath("schedule"));
  await chooseSchedule(page, "Hourly", "Daily");
  stage.played.installation.settings.paymentSchedule = "never";
  stage.played.refuse = (method) =>
    method === "PUT" ? refusal(409, "conflict", "Somebody else has saved.") : null;

  await page.getByRole("button", { name: "Save Settings" }).click();

  await bar(page).getByText("Payments: saved as never, you chose daily").waitFor();
});

it("has one primary button, while credentials are edited too", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  await go(page, "Connection");
  await page.getByRole("button", { name: "Edit credentials" }).click();
  await page.getByRole("button", { name: "Save credentials" }).waitFor();

  const colours = (await page.evaluate(
    `[...document.querySelectorAll("main button")].map((one) => [one.textContent.trim(), getComputedStyle(one).backgroundColor])`,
  )) as [string, string][];
  const primary = colours.find(([name]) => name === "Save Settings")?.[1];

  expect(colours.filter(([, colour]) => colour === primary).map(([name]) => name)).toEqual([
    "Save Settings",
  ]);
});
