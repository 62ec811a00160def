import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { barriers } from "../barriers.ts";
import { choices, runningInstallation } from "./company.ts";
import { save, savedIn, settingsPath } from "./settings-page.ts";
import { installPath, sideways, useStage } from "./stage.ts";

const stage = useStage();
const [TOWER, CLINIC] = ["562949953500001", "562949953500002"];
const KIND = "purchaseOrder.custbody_order_kind.list";
const WANTED = "“Order Kind” is mandatory on purchase orders in NetSuite.";

const offered = {
  ...choices,
  departmentId: [
    { id: "1", name: "Project Operations" },
    { id: "2", name: "Project Operations : Field" },
  ],
  classId: [{ id: "2", name: "Commercial" }],
  locationId: [],
  taxCodeId: [{ id: "5", name: "EXEMPT" }],
  costCodeColumn: [{ id: "custcol_code", name: "Cost Code (custcol_code)" }],
  customerIdsByProject: [
    { id: "401", name: "Harbor Point Tower" },
    { id: "301", name: "Harbor Point Development LLC · customer" },
  ],
  customValues: [{ id: KIND, name: "Order Kind · purchase orders" }],
};

function play(own: Installation["settings"]["own"] = {}, unset: string[] = []): void {
  const running = runningInstallation();
  stage.played.installation = {
    ...running,
    connection: { ...running.connection!, choices: offered, unset },
    settings: { ...running.settings, own: { ...running.settings.own, ...own } },
  };
}

const sent = () => savedIn(stage.played);
const group = (page: Page, name: string) => page.getByRole("group", { name });

async function choose(within: Page | ReturnType<typeof group>, field: string, option: string) {
  await within.getByRole("button", { name: field }).click();
  const page = "page" in within ? within.page() : within;
  await page.getByRole("option", { name: option, exact: true }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
}

it("chooses defaults and takes them back, and draws none where nothing is offered", async () => {
  play({ classId: "9" });
  const page = await stage.open(settingsPath("mappings"), 400);
  await page.getByRole("button", { name: "Default class 9 (no longer offered)" }).waitFor();
  expect(await page.getByText("Default location").count()).toBe(0);
  expect(await page.getByText("Location of a project").count()).toBe(0);

  await choose(page, "Default department", "Project Operations : Field");
  await choose(page, "Default class", "None");
  await choose(page, "Column for the cost code", "Cost Code (custcol_code)");
  await save(page);

  expect(sent()).toEqual({
    own: { departmentId: "2", classId: null, costCodeColumn: "custcol_code" },
  });
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
});

it("chooses for a project its department, and whom NetSuite builds it for", async () => {
  play({ departmentId: "1" });
  const page = await stage.open(settingsPath("mappings"));
  const department = group(page, "Department of a project");
  const customer = group(page, "NetSuite project or customer");
  await department
    .getByText("Default department (Project Operations) applies to all others.")
    .waitFor();

  await choose(department, "Add a project", "24-011 · Harbor Tower");
  await choose(department, "24-011 · Harbor Tower", "Project Operations : Field");
  await choose(customer, "Add a project", "24-011 · Harbor Tower");
  await choose(customer, "24-011 · Harbor Tower", "Harbor Point Tower");
  await save(page);

  expect(sent()).toEqual({
    own: {
      departmentIdsByProject: { [TOWER!]: "2" },
      customerIdsByProject: { [TOWER!]: "401" },
    },
  });
  await choose(customer, "24-011 · Harbor Tower", "Nothing");
  await save(page);
  expect(sent()).toEqual({ own: { customerIdsByProject: { [TOWER!]: null } } });
});

it("gives a custom field its value, and shows one that the account has no more", async () => {
  play({ customValues: { "vendorBill.custbody_gone.text": "Old" } }, [WANTED]);
  const page = await stage.open(settingsPath("mappings"), 400);
  await page.getByText(WANTED).waitFor();
  const fields = group(page, "Value of a custom field");
  await fields.getByText("Not among the custom fields of the account.").waitFor();

  await choose(fields, "Add a custom field", "Order Kind · purchase orders");
  await fields.getByLabel("Order Kind · purchase orders").fill("2");
  await fields.getByLabel("Custom field vendorBill.custbody_gone.text").fill("");
  await save(page);

  expect(sent()).toEqual({
    own: { customValues: { [KIND]: "2", "vendorBill.custbody_gone.text": null } },
  });
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
});

it.each([400, 1440])(
  "says at the test what is wanted, and where it is chosen: %i",
  async (width) => {
    play({ customerIdsByProject: { [CLINIC!]: "401" }, departmentId: "1" });
    stage.played.test = { ...stage.played.test, unset: [WANTED] };
    const page = await stage.open(settingsPath("connection"), width);
    await page.getByRole("button", { name: "Edit credentials" }).click();

    await page.getByRole("button", { name: "Test connection" }).click();

    await page.getByText("NetSuite accepts these credentials").waitFor();
    await page.getByText(WANTED).waitFor();
    expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
  },
);

it("says it in the set-up beside the settings, and chooses no default that is not needed", async () => {
  play({}, [WANTED]);
  Object.assign(stage.played.installation, { status: "setting_up", step: "resources" });
  const page = await stage.open(installPath, 400);
  await page.getByText(WANTED).waitFor();
  await page.getByRole("button", { name: "Default class None" }).waitFor();

  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("heading", { name: "Finish" }).waitFor();
  await page.getByText("Default department").waitFor();
  expect(await page.getByText("Location of a project").count()).toBe(0);
});

it("finds one of two thousand customers by typing, and draws a hundred", async () => {
  play();
  const jobs = Array.from({ length: 2_000 }, (_, place) => ({
    id: String(place),
    name: `Job ${place}`,
  }));
  stage.played.installation.connection!.choices.customerIdsByProject = jobs;
  const page = await stage.open(settingsPath("mappings"));
  const customer = group(page, "NetSuite project or customer");
  await choose(customer, "Add a project", "24-011 · Harbor Tower");
  await customer.getByText("Type to find one of 2001.").waitFor();

  await customer.getByRole("button", { name: "24-011 · Harbor Tower" }).click();
  await page.getByRole("option").first().waitFor();
  expect(await page.getByRole("option").count()).toBe(100);
  await page.keyboard.type("job 1999");
  await expect.poll(() => page.getByRole("option").allTextContents()).toEqual(["Job 1999"]);
  await page.keyboard.press("Enter");
  await save(page);

  expect(sent()).toEqual({ own: { customerIdsByProject: { [TOWER!]: "1999" } } });
});
