import { expect, it } from "vitest";
import type { Installation, Settings } from "../../server/api/contract.ts";
import { systemView } from "../../server/api/describe-system.ts";
import { barriers } from "../barriers.ts";
import { freshInstallation, runningInstallation } from "../console/company.ts";
import { save, savedIn, settingsPath } from "../console/settings-page.ts";
import { installPath, sideways, useStage } from "../console/stage.ts";
import { ledger } from "./ledger/ledger.ts";

const stage = useStage();
const described = systemView(ledger);
const offered = {
  journal: [
    { id: "AP", name: "Payables" },
    { id: "AX", name: "Anything else" },
  ],
};

it("asks which system it is, then for what that one wants, and nothing of another", async () => {
  const fresh = freshInstallation();
  stage.played.installation = {
    ...fresh,
    step: "connection",
    systems: [...fresh.systems, described],
  };
  stage.played.test = {
    ok: true,
    isReached: true,
    message: "Book main",
    choices: offered,
    unset: [],
    missing: [],
  };
  const page = await stage.open(installPath);
  await page.getByRole("heading", { name: "Connect your ERP" }).waitFor();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("alert").getByText("Choose the system").waitFor();

  await page.getByRole("button", { name: "System" }).click();
  await page.getByRole("option", { name: "The Ledger" }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await page.getByText("Where do I find these in The Ledger?").click();
  await page.getByText("Take the book from the shelf.").waitFor();
  expect(await page.getByLabel("Account ID").count()).toBe(0);
  expect(await page.getByText("Crosstie opens the book with its key.").isVisible()).toBe(true);
  await page.getByLabel("Ledger address").fill("https://one.ledger.example");
  await page.getByLabel("Book").fill("Main Book");
  await page.getByRole("button", { name: "Save and continue" }).click();

  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .toEqual(["A book has small letters only.", "Enter the key of the book."]);
  await page.getByLabel("Book").fill("main");
  await page.getByLabel("Key").fill("a-key");
  expect(await page.getByLabel("Key").getAttribute("type")).toBe("password");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("heading", { name: "What to sync" }).waitFor();
  expect(stage.played.bodies.get("PUT /connection")).toEqual({
    system: "ledger",
    credentials: { address: "https://one.ledger.example", book: "main", key: "a-key" },
  });
});

/** A company that keeps its books in the Ledger. */
function playRunning(own: Settings["own"]): void {
  const running = runningInstallation();
  stage.played.installation = {
    ...running,
    systems: [...running.systems, described],
    connection: {
      ...running.connection!,
      system: "ledger",
      account: "main",
      shown: { address: "https://one.ledger.example", book: "main" },
      choices: offered,
    },
    settings: { ...running.settings, own },
  };
}

it("draws the settings from their description, and says what it does not take", async () => {
  playRunning({ journal: null, mark: null });
  const page = await stage.open(settingsPath("connection"), 400);
  await page.getByRole("heading", { name: "The Ledger connection" }).waitFor();
  await stage.open(settingsPath("synchronization"), 400);
  await page.getByRole("checkbox", { name: "Commitments → The Ledger contracts" }).waitFor();
  await page.getByText("The Ledger keeps no purchase orders: enter those by hand.").waitFor();
  expect(await page.getByText("Default subsidiary").count()).toBe(0);
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);

  await stage.open(settingsPath("mappings"), 400);
  await page.getByLabel("Mark").fill("abc");
  await page.getByRole("button", { name: "Save Settings" }).click();
  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .toEqual(["Choose the journal.", "A mark has capital letters only."]);
  await page.getByRole("button", { name: "Journal" }).click();
  await page.getByRole("option", { name: "Payables" }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await page.getByLabel("Mark").fill("ABC");
  await save(page);
  expect(savedIn(stage.played)).toEqual({
    own: { journal: "AP", mark: "ABC" },
  });
});

/** Three hundred more projects than the company of the play has. */
function manyProjects(): Installation["projects"] {
  return Array.from({ length: 300 }, (_, place) => ({
    id: String(9_000 + place),
    name: `Site ${place}`,
    number: `S-${place}`,
    isChosen: place < 290,
  }));
}

it("draws a setting for each project: who has a value, who is added, and what applies to the rest", async () => {
  playRunning({ journal: "AP", mark: "ALL", markOfProject: { "9007": "SEV", "9295": "OLD" } });
  stage.played.installation.projects = manyProjects();
  const page = await stage.open(settingsPath("mappings"), 400);
  const marks = page.getByRole("group", { name: "Mark of a project" });
  await marks.getByText("Mark (ALL) applies to all others.").waitFor();
  await marks.getByText("Not among the chosen projects. Empty it to remove it.").waitFor();
  expect(await marks.getByRole("listitem").locator("label").allTextContents()).toEqual([
    "S-7 · Site 7 (optional)",
    "S-295 · Site 295 (optional)",
  ]);

  await marks.getByRole("button", { name: "Add a project" }).click();
  await page.getByRole("combobox", { name: "Add a project" }).fill("site 123");
  await page.getByRole("option", { name: "S-123 · Site 123" }).click();
  await marks
    .getByRole("textbox", { name: "S-123 · Site 123" })
    .and(page.locator(":focus"))
    .waitFor();
  await page.keyboard.type("low");
  await marks.getByRole("textbox", { name: "S-295 · Site 295" }).fill("");
  await marks.getByText("Has no value of its own any more.").waitFor();
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
  await page.getByRole("button", { name: "Save Settings" }).click();
  await marks.getByRole("alert").getByText("A mark has capital letters only.").waitFor();
  await marks
    .getByRole("textbox", { name: "S-123 · Site 123" })
    .and(page.locator(":focus"))
    .fill("LOW");
  await save(page);
  expect(savedIn(stage.played)).toEqual({
    own: { markOfProject: { "9123": "LOW", "9295": null } },
  });
  expect(stage.played.calls).not.toContain("GET /cost-types");
});

it("says so where no project is chosen that could have a setting of its own", async () => {
  playRunning({ journal: "AP", mark: null });
  stage.played.installation.projects = [];
  const page = await stage.open(settingsPath("mappings"));
  const marks = page.getByRole("group", { name: "Mark of a project" });

  await marks.getByText("No project is chosen.").waitFor();

  expect(await marks.getByRole("button").count()).toBe(0);
});
