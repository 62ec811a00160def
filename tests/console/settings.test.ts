import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { mayNothing, runningInstallation, someInDoubt, someUnread } from "./company.ts";
import { save, savedIn, settingsPath } from "./settings-page.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it("keeps what was entered when saving is refused", async () => {
  stage.played.installation = runningInstallation();
  stage.expectedErrors.push(/503/);
  stage.played.refuse = (method) =>
    method === "PUT" ? refusal(503, "rate_limited", "Procore asks to wait until 15:10.") : null;
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();

  await page.getByRole("button", { name: "Save Settings" }).click();

  await page.getByText("Procore asks to wait until 15:10.").waitFor();
  await expect
    .poll(() => page.getByRole("switch", { name: "Enable Automatic Sync" }).isChecked())
    .toBe(true);
});

it("tests the stored connection without asking for its key", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("connection"));

  await page.getByRole("button", { name: "Test connection" }).click();

  await page.getByText("Signed in to account 7654321_SB1 as role Crosstie.").waitFor();
  expect(stage.played.bodies.get("POST /connection/test")).toMatchObject({
    system: "netsuite",
    credentials: { accountId: "7654321_SB1", privateKey: "" },
  });
});

it("starts a payment run", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("schedule"));

  await page.getByRole("button", { name: "Sync Payments for Synced Invoices" }).click();

  await page.getByText("Looking for payments").waitFor();
  expect(stage.played.calls).toContain("POST /payments/sync");
});

it("shows settings without a way to change them to who may not", async () => {
  stage.played.installation = runningInstallation();
  stage.played.installation.may = { ...mayNothing, viewActivities: true, viewCompany: true };
  const page = await stage.open(`${consolePath}&page=settings`);
  await page.getByText("Off: changes wait under Pending").waitFor();

  await expect.poll(() => page.getByRole("main").getByRole("button").allTextContents()).toEqual([]);
  expect(await page.getByText("f3c0a6d1e9").count()).toBe(0);
});

it("renews the webhook secret, and says that both count meanwhile", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("connection"));

  await page.getByRole("button", { name: "Renew webhook secret" }).click();

  await page
    .getByText(/Dana Whitfield renewed the webhook secret .* counts until all have/)
    .waitFor();
  expect(await page.getByRole("button", { name: "Renew webhook secret" }).count()).toBe(0);
  expect(stage.played.calls).toContain("POST /installation/webhook-secret");
});

it("uninstalls only after it was confirmed", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("danger-zone"));
  await page.getByRole("button", { name: "Uninstall…" }).click();
  const isCalledBefore = stage.played.calls.includes("DELETE /installation");

  await page.getByRole("dialog").getByRole("button", { name: "Uninstall" }).click();

  await page
    .getByRole("heading", { name: "Crosstie was uninstalled from Northgate Builders" })
    .waitFor();
  expect(isCalledBefore).toBe(false);
  expect(stage.played.calls).toContain("DELETE /installation");
});

it("follows what another administrator saves", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  const automatic = page.getByRole("switch", { name: "Enable Automatic Sync" });
  await automatic.waitFor({ state: "attached" });
  stage.played.installation.settings.automaticSync = true;

  await expect
    .poll(async () => {
      stage.played.tell({ what: "settings", projectId: null, parent: null });
      return automatic.isChecked();
    })
    .toBe(true);
});

it("says what could not be read from Procore, why, and whose move it is, until it could", async () => {
  stage.played.installation = { ...runningInstallation(), unread: someUnread() };
  const page = await stage.open(settingsPath("connection"));
  const section = page.getByRole("region", { name: "Reading from Procore" });

  await section.getByText("3 subcontractor invoices of Harbor Tower could not be read.").waitFor();
  const [list, invoices, vendor] = await section.getByRole("listitem").allInnerTexts();
  expect(list).toMatch(
    /cannot look for new and changed subcontractor invoices of Eastside Clinic.*“Procore: You do not have permission to access this project” · since Mar 20.*A company administrator’s move/s,
  );
  expect(invoices).toContain("Crosstie’s move");
  expect(vendor).toContain("1 vendor could not be read.");

  stage.played.installation.unread = [];
  await expect
    .poll(() => {
      stage.played.tell({ what: "settings", projectId: null, parent: null });
      return section
        .getByText("No record of the chosen projects is waiting to be read.")
        .isVisible();
    })
    .toBe(true);
});

it("says what is in doubt of payments, also to who may only look, until it is not", async () => {
  stage.played.installation = {
    ...runningInstallation(),
    payments: someInDoubt(),
    may: { ...mayNothing, viewActivities: true, viewCompany: true },
  };
  const page = await stage.open(settingsPath("schedule"));
  const section = page.getByRole("region", { name: "Payments" });

  await section.getByText(/^The last look was Mar 20, /).waitFor();
  expect(await section.getByRole("listitem").allInnerTexts()).toEqual([
    "5 bills are in doubt.",
    expect.stringMatching(/^SC-014, invoice 0007: The ERP counts 24,900\.00 of bill 0007 as paid/),
    "And 4 more.",
  ]);

  stage.played.installation.payments = { lookedAt: "2026-03-20T15:30:00Z", problems: [] };
  await expect
    .poll(() => {
      stage.played.tell({ what: "run", projectId: null, parent: null });
      return section.count();
    })
    .toBe(0);
});

it("undoes nothing that somebody else saves while one is still choosing", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  stage.played.installation.settings = {
    ...stage.played.installation.settings,
    createVendors: false,
    resourceTypes: { commitment: true, requisition: true, payment: false },
  };

  await save(page);

  expect(savedIn(stage.played)).toEqual({ automaticSync: true });
  expect(stage.played.installation.settings).toMatchObject({
    automaticSync: true,
    createVendors: false,
    resourceTypes: { payment: false },
  });
  await page.getByRole("link", { name: "Mappings" }).first().click();
  await expect
    .poll(() => page.getByRole("checkbox", { name: "Create missing vendors" }).isChecked())
    .toBe(false);
});

it("keeps what is not saved over a look elsewhere and the end of the session, says so, and lets it be discarded", async () => {
  stage.expectedErrors.push(/401/);
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  const automatic = page.getByRole("switch", { name: "Enable Automatic Sync" });
  await page.getByText("Enable Automatic Sync").click();
  await page.getByText("Not saved yet.").waitFor();
  await page.getByRole("link", { name: "Activities", exact: true }).click();
  await page.getByText("You changed something in Settings and have not saved it.").waitFor();
  await page.getByText("Nothing is waiting").waitFor();
  await page.locator("[data-live=live]").waitFor();
  stage.played.refuse = () => refusal(401, "signed_out", "Sign in again.");
  await page.getByRole("button", { name: "Failed" }).click();
  await page.getByText("Your session has ended").waitFor();
  stage.played.refuse = () => null;

  await page.getByRole("button", { name: "Sign in with Procore" }).click();
  await page.getByRole("link", { name: "Go back to Settings" }).click();

  await page.getByText("Automatic sync on.").waitFor();
  await page.getByRole("link", { name: "Synchronization" }).first().click();
  await expect.poll(() => automatic.isChecked()).toBe(true);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => automatic.isChecked()).toBe(false);
  expect(await page.getByText("Not saved yet.").count()).toBe(0);
});

it("has the browser ask before a page with unsaved changes is closed", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(settingsPath("synchronization"));
  await page.getByText("Enable Automatic Sync").click();
  await page.getByText("Not saved yet.").waitFor();
  const asked = page.waitForEvent("dialog");

  const leaving = page.close({ runBeforeUnload: true });

  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.accept();
  await leaving;
});

it("shows no settings, and opens no stream, to who may see none", async () => {
  const fresh = runningInstallation();
  stage.played.installation = {
    ...fresh,
    projects: [],
    connection: null,
    webhooks: { ok: true, message: "", renewal: null },
    may: mayNothing,
  };
  const page = await stage.open(`${consolePath}&page=settings`);

  await page.getByRole("heading", { name: "You may not see these settings" }).waitFor();

  await expect
    .poll(() => page.getByText("A company administrator can give you either in Procore.").count())
    .toBe(1);
  expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
  expect(await page.getByRole("link", { name: "Synchronization" }).count()).toBe(0);
  for (const invented of ["Not connected", "0 of 0", "Working"]) {
    expect(await page.getByText(invented).count()).toBe(0);
  }
  expect(stage.played.streams()).toBe(0);
});

it("says that an address is silent, not that NetSuite refused, and what to look at", async () => {
  stage.played.installation = runningInstallation();
  stage.played.test = {
    ok: false,
    isReached: false,
    message: "NetSuite: the connection broke before an answer came",
    choices: {},
    unset: [],
    missing: [],
  };
  const page = await stage.open(settingsPath("connection"));

  await page.getByRole("button", { name: "Test connection" }).click();

  await page.getByRole("alert").getByText("NetSuite was not reached").waitFor();
  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toContain("Check the account ID and the account URL");
});
