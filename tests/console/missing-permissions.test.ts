import { expect, it } from "vitest";
import type { ConnectionTest } from "../../server/api/contract.ts";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { settingsPath } from "./settings-page.ts";
import { installPath, sideways, useStage } from "./stage.ts";

const stage = useStage();
const NEEDED: ConnectionTest["missing"] = [
  {
    permission: "Transactions > Purchase Order",
    level: "Full",
    says: "Crosstie cannot write purchase orders.",
    isNeeded: true,
  },
  {
    permission: "Lists > Vendors",
    level: "View",
    says: "Crosstie cannot find vendors, and each order and bill has one.",
    isNeeded: true,
  },
];
const FURTHER: ConnectionTest["missing"] = [
  {
    permission: "Setup > Deleted Records",
    level: "View",
    says: "What is deleted in NetSuite is found by comparison, up to a day later. Only administrators have this permission by default.",
    isNeeded: false,
  },
];

const refused = (): ConnectionTest => ({
  ok: false,
  isReached: true,
  message:
    "NetSuite lets Crosstie in, but not do all that is needed. A NetSuite administrator adds these permissions to the role under Setup > Users/Roles > Manage Roles, subtab Permissions. Then test the connection again.",
  choices: {},
  unset: [],
  missing: [...NEEDED, ...FURTHER],
});

it.each([400, 1440])(
  "lists in the set-up all that the role lacks, apart what stops all: %i",
  async (width) => {
    stage.played.installation.step = "connection";
    stage.played.test = refused();
    const page = await stage.open(installPath, width);
    await page.getByLabel("Account ID").fill("7654321_SB1");
    await page.getByLabel("Client ID").fill("f3c0");
    await page.getByLabel("Certificate ID").fill("cYQ1");
    await page
      .getByRole("textbox", { name: "Private key" })
      .fill("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----");

    await page.getByRole("button", { name: "Test connection" }).click();

    await page.getByText("NetSuite does not permit enough yet").waitFor();
    const needed = page.getByRole("alert").filter({ hasText: "what nothing goes without" });
    const further = page.getByRole("status").filter({ hasText: "It also lacks" });
    expect(await needed.getByRole("listitem").allInnerTexts()).toEqual([
      "Transactions > Purchase Order, level Full\nCrosstie cannot write purchase orders.",
      expect.stringContaining("Lists > Vendors, level View"),
    ]);
    expect(await further.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("Setup > Deleted Records, level View"),
    ]);
    expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
  },
);

it.each([400, 1440])("shows in Settings what a working connection lacks: %i", async (width) => {
  const running = runningInstallation();
  stage.played.installation = {
    ...running,
    connection: { ...running.connection!, missing: FURTHER },
  };
  const page = await stage.open(settingsPath("connection"), width);

  await page.getByText("Crosstie’s role in NetSuite lacks what only a part").waitFor();
  await page.getByText("Setup > Deleted Records").waitFor();
  expect(await page.getByText("what nothing goes without").count()).toBe(0);
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);

  stage.played.test = refused();
  await page.getByRole("button", { name: "Test connection" }).click();

  await page.getByText("what nothing goes without").waitFor();
  expect(await page.getByText("Setup > Deleted Records").count()).toBe(1);
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
});
