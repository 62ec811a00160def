import { expect, it } from "vitest";
import { mayNothing } from "./company.ts";
import { privateKey } from "./key.ts";
import { installPath, useStage } from "./stage.ts";
import { walkToStep } from "./walk-to-step.ts";

const stage = useStage();

it("comes back to the same step after a reload", async () => {
  const page = await stage.open(installPath);
  await walkToStep(page, "What to sync");

  await page.reload();

  await page.getByRole("heading", { name: "What to sync" }).waitFor();
  await expect
    .poll(() => page.getByRole("listitem").and(page.locator("[aria-current=step]")).textContent())
    .toContain("What to sync");
});

it("sets a company up and leaves automatic sync off", async () => {
  const page = await stage.open(installPath);
  await walkToStep(page, "Finish");
  const summary = await page.getByRole("definition").allTextContents();
  await page.getByRole("button", { name: "Start" }).click();

  await page.getByText("Crosstie is running").waitFor();

  expect(summary.join()).toContain("Off: changes wait under Pending");
  expect(stage.played.installation.settings).toMatchObject({
    automaticSync: false,
    paymentSchedule: "hourly",
    own: { subsidiaryId: "1", itemId: "88" },
  });
  await expect
    .poll(() => page.getByRole("link", { name: "Back to Procore" }).getAttribute("href"))
    .toBe("https://procore.test/");
});

it("starts nothing that it does not show, and shows what another tab has chosen", async () => {
  const page = await stage.open(installPath);
  await walkToStep(page, "Finish");
  stage.played.installation.settings.automaticSync = true;
  stage.played.installation.choicesMark = "of the other tab";
  stage.expectedErrors = [/409/];

  await page.getByRole("button", { name: "Start" }).click();

  await page.getByText("The set-up was changed in another tab.").waitFor();
  await page.getByText("On: changes go to NetSuite by themselves").waitFor();
  expect(stage.played.installation.status).toBe("setting_up");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Crosstie is running").waitFor();
});

it("keeps what was chosen when one goes back", async () => {
  const page = await stage.open(installPath);
  await walkToStep(page, "Connect NetSuite");

  await page.getByRole("button", { name: "Back" }).click();

  await page.getByRole("heading", { name: "Projects", exact: true }).waitFor();
  await expect
    .poll(() => page.getByRole("checkbox", { name: "24-011 · Harbor Tower" }).isChecked())
    .toBe(true);
  await expect
    .poll(() => page.getByRole("checkbox", { name: "Mill Street Lofts" }).isChecked())
    .toBe(false);
});

it("keeps what to sync as it was entered when one goes back and on again", async () => {
  const page = await stage.open(installPath);
  await walkToStep(page, "What to sync");
  await page.getByRole("button", { name: "Default subsidiary" }).click();
  await page.getByRole("option", { name: "Northgate Builders Canada ULC" }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await page.getByRole("checkbox", { name: "Create missing vendors" }).uncheck();

  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("heading", { name: "What to sync" }).waitFor();
  await page
    .getByRole("button", { name: "Default subsidiary Northgate Builders Canada ULC" })
    .waitFor();
  await expect
    .poll(() => page.getByRole("checkbox", { name: "Create missing vendors" }).isChecked())
    .toBe(false);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Finish" }).waitFor();
  expect(stage.played.bodies.get("PUT /settings")).toEqual({
    createVendors: false,
    own: { subsidiaryId: "4", itemId: "88" },
  });
});

it("puts the focus on the first thing that is missing", async () => {
  const page = await stage.open(installPath);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("checkbox", { name: "Select all" }).and(page.locator(":focus")).waitFor();
  await walkToStep(page, "Connect NetSuite");
  await page.getByLabel("Account ID").fill("7654321_SB1");

  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByLabel("Client ID").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("f3c0");

  await page.getByLabel("Client ID").and(page.locator(":focus")).waitFor();
  await expect.poll(() => page.getByLabel("Client ID").inputValue()).toBe("f3c0");
});

it("asks for a project before it goes on", async () => {
  const page = await stage.open(installPath);

  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("alert").getByText("Choose at least one project").waitFor();
  expect(stage.played.calls).not.toContain("PUT /installation/projects");
});

it("selects all projects at once, and says when it is some of them", async () => {
  const page = await stage.open(installPath);
  const all = page.getByRole("checkbox", { name: "Select all" });
  await page.getByRole("checkbox", { name: "Mill Street Lofts" }).click();

  await expect.poll(() => all.getAttribute("aria-checked")).toBe("mixed");
  await all.click();

  await expect.poll(() => page.getByText("3 of 3 chosen").isVisible()).toBe(true);
});

it("names what is wrong in each credential before NetSuite is asked", async () => {
  stage.played.installation.step = "connection";
  const page = await stage.open(installPath);
  await page.getByLabel("Account ID").fill("https://1234567.app.netsuite.com");
  await page
    .getByRole("textbox", { name: "Private key" })
    .fill("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");

  await page.getByRole("button", { name: "Test connection" }).click();

  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .toEqual([
      expect.stringContaining("Only the account ID belongs here"),
      expect.stringContaining("client ID"),
      expect.stringContaining("certificate ID"),
      expect.stringContaining("This is the certificate"),
    ]);
  expect(stage.played.calls).not.toContain("POST /connection/test");
});

it("shows a refused connection in NetSuite's own words and saves nothing", async () => {
  stage.expectedErrors.push(/400/);
  stage.played.installation.step = "connection";
  stage.played.test = {
    ok: false,
    isReached: true,
    message: "invalid_client: no mapping for certificate cYQ1.",
    choices: {},
    unset: [],
    missing: [],
  };
  const page = await stage.open(installPath);
  await page.getByLabel("Account ID").fill("7654321_SB1");
  await page.getByLabel("Client ID").fill("f3c0");
  await page.getByLabel("Certificate ID").fill("cYQ1");
  await page.getByRole("textbox", { name: "Private key" }).fill(privateKey);

  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("NetSuite refused").waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByText("Not saved").waitFor();

  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toContain("invalid_client: no mapping for certificate cYQ1.");
  await expect.poll(() => page.getByLabel("Account ID").inputValue()).toBe("7654321_SB1");
  expect(stage.played.installation.connection).toBe(null);
});

it("reads the private key from a file", async () => {
  stage.played.installation.step = "connection";
  const page = await stage.open(installPath);

  await page
    .getByLabel("Private key file")
    .setInputFiles({ name: "key.pem", mimeType: "text/plain", buffer: Buffer.from(privateKey) });

  await expect
    .poll(() => page.getByRole("textbox", { name: "Private key" }).inputValue())
    .toBe(privateKey);
});

it("refuses who is no administrator", async () => {
  stage.played.installation.may = mayNothing;
  const page = await stage.open(installPath);

  await page.getByText("Only a company administrator can set up Crosstie").waitFor();

  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
});

it("explains that the app is not installed", async () => {
  stage.played.installation.status = "not_installed";
  stage.played.installation.may = mayNothing;
  const page = await stage.open(installPath);

  await expect
    .poll(() =>
      page.getByText("open the Marketplace, choose Crosstie and install it").textContent(),
    )
    .toContain("Northgate Builders");
});

it("sets up what was uninstalled only when someone asks for it", async () => {
  stage.played.installation.status = "uninstalled";
  const page = await stage.open(installPath);
  await page
    .getByRole("heading", { name: "Crosstie was uninstalled from Northgate Builders" })
    .waitFor();
  expect(stage.played.calls).not.toContain("POST /installation");

  await page.getByRole("button", { name: "Set it up again" }).click();

  await page.getByRole("heading", { name: "Projects", exact: true }).waitFor();
  expect(stage.played.calls).toContain("POST /installation");
});
