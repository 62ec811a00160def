import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Choice, Settings } from "../../server/api/contract.ts";
import { barriers } from "../barriers.ts";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { save, savedIn, settingsPath } from "./settings-page.ts";
import { installPath, sideways, useStage } from "./stage.ts";

const stage = useStage();
const MATERIALS = "562949953480002";
const EQUIPMENT = "562949953480003";
const GONE = "562949953489999";
const GENERAL = "Default item (Subcontract cost)";

const items: Choice[] = [
  { id: "88", name: "Subcontract cost" },
  { id: "89", name: "Material cost" },
  { id: "90", name: "Equipment rental" },
];

/** A company with three items to choose from, and these chosen for cost types. */
function play(itemIdsByCostType: Record<string, string> = {}): void {
  const running = runningInstallation();
  const { choices } = running.connection!;
  stage.played.installation = {
    ...running,
    connection: { ...running.connection!, choices: { ...choices, itemId: items } },
    settings: { ...running.settings, own: { ...running.settings.own, itemIdsByCostType } },
  };
}

const group = (page: Page) => page.getByRole("group", { name: "Item of a cost type" });
const adding = (page: Page) => group(page).getByRole("button", { name: "Add a cost type" });
const labels = (page: Page) => group(page).getByRole("listitem").locator("label").allTextContents();
const chosen = (): Settings["own"][string] | undefined =>
  stage.played.installation.settings.own.itemIdsByCostType;
const sent = () => savedIn(stage.played);

/** The option that Enter would choose now: the list has the focus, or the next key would be lost. */
const highlighted = (page: Page, name: string) =>
  page
    .locator("[role=listbox]:focus [role=option][data-highlighted=true]")
    .getByText(name, { exact: true })
    .waitFor();

async function choose(page: Page, field: string, option: string): Promise<void> {
  await group(page).getByRole("button", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
}

it("chooses an item for a cost type, says what applies to the others, and takes it away", async () => {
  play();
  const page = await stage.open(settingsPath("mappings"), 400);
  await group(page).getByText(`${GENERAL} applies to all others.`).waitFor();
  await choose(page, "Add a cost type", "M · Materials");
  await group(page)
    .getByRole("button", { name: `M · Materials ${GENERAL}` })
    .waitFor();
  await choose(page, "M · Materials", "Material cost");
  await save(page);

  expect(sent()).toEqual({ own: { itemIdsByCostType: { [MATERIALS]: "89" } } });
  await choose(page, "M · Materials", GENERAL);
  await save(page);
  expect(sent()).toEqual({ own: { itemIdsByCostType: { [MATERIALS]: null } } });
  expect(chosen()).toEqual({});
});

it("sends what was changed alone, and follows what others change around it", async () => {
  play({ [MATERIALS]: "89" });
  const page = await stage.open(settingsPath("mappings"));
  await choose(page, "Add a cost type", "E · Equipment");
  await choose(page, "E · Equipment", "Equipment rental");
  play({ [MATERIALS]: "90", [GONE]: "88" });

  await save(page);

  expect(sent()).toEqual({ own: { itemIdsByCostType: { [EQUIPMENT]: "90" } } });
  expect(chosen()).toEqual({ [MATERIALS]: "90", [GONE]: "88", [EQUIPMENT]: "90" });
  await group(page).getByRole("button", { name: "M · Materials Equipment rental" }).waitFor();
});

it("shows what Procore or the account has no more, and lets it be removed", async () => {
  play({ [MATERIALS]: "77", [GONE]: "89" });
  const page = await stage.open(settingsPath("mappings"), 400);
  await group(page).getByRole("button", { name: "M · Materials 77 (no longer offered)" }).waitFor();
  await group(page)
    .getByText(`Not among Procore’s cost types. Choose “${GENERAL}” to remove it.`)
    .waitFor();
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);

  await choose(page, `Cost type ${GONE}`, GENERAL);
  await save(page);

  expect(sent()).toEqual({ own: { itemIdsByCostType: { [GONE]: null } } });
  expect(chosen()).toEqual({ [MATERIALS]: "77" });
});

it("finds one of sixty cost types by typing, by keyboard alone, and goes on in its row", async () => {
  stage.played.costTypes = Array.from({ length: 60 }, (_, place) => ({
    id: String(1_000 + place),
    code: `T${place}`,
    name: `Trade ${place}`,
  }));
  play(Object.fromEntries(stage.played.costTypes.slice(0, 20).map(({ id }) => [id, "89"])));
  const page = await stage.open(settingsPath("mappings"), 400);
  await adding(page).focus();

  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Add a cost type" }).waitFor();
  expect(await page.getByRole("option").count()).toBe(40);
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);
  await page.keyboard.type("trade 47");
  await expect.poll(() => page.getByRole("option").allTextContents()).toEqual(["T47 · Trade 47"]);
  await page.keyboard.press("Enter");
  await page.locator("[role=button]:focus").and(page.getByLabel("T47 · Trade 47")).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("listbox", { name: "T47 · Trade 47" }).waitFor();
  await highlighted(page, GENERAL);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await highlighted(page, "Material cost");
  await page.keyboard.press("Enter");
  await group(page).getByRole("button", { name: "T47 · Trade 47 Material cost" }).waitFor();

  await save(page);
  expect(sent()).toEqual({ own: { itemIdsByCostType: { "1047": "89" } } });
});

it("keeps the focus when the last cost type is added", async () => {
  stage.played.costTypes = [{ id: MATERIALS, code: null, name: "Materials" }];
  play();
  const page = await stage.open(settingsPath("mappings"));

  await choose(page, "Add a cost type", "Materials");

  await page.locator("[role=button]:focus").and(page.getByLabel("Materials")).waitFor();
  expect(await adding(page).count()).toBe(0);
  expect(await labels(page)).toEqual(["Materials"]);
});

it("says that there are none, or why they cannot be read, and keeps what was chosen", async () => {
  stage.expectedErrors.push(/502/);
  play({ [MATERIALS]: "89" });
  let isDown = true;
  stage.played.refuse = (_, path) =>
    isDown && path === "/cost-types"
      ? refusal(502, "remote", "Procore: You may not see the cost types of this company")
      : null;
  const page = await stage.open(settingsPath("mappings"), 400);
  await group(page).getByText("You may not see the cost types of this company").waitFor();
  expect(await labels(page)).toEqual([`Cost type ${MATERIALS}`]);
  expect(await group(page).getByText("Not among Procore’s").count()).toBe(0);
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);

  isDown = false;
  stage.played.costTypes = [];
  await group(page).getByRole("button", { name: "Try again" }).click();

  await group(page).getByText("Not among Procore’s cost types.").waitFor();
  await choose(page, `Cost type ${MATERIALS}`, GENERAL);
  await save(page);
  await page.reload();
  await group(page).getByText("Procore has no cost types here.").waitFor();
});

it("is part of the set-up, kept over a look back, and summed up at its end", async () => {
  play();
  Object.assign(stage.played.installation, { status: "setting_up", step: "resources" });
  const page = await stage.open(installPath, 400);
  await choose(page, "Add a cost type", "M · Materials");
  await choose(page, "M · Materials", "Material cost");
  expect([await barriers(page), await sideways(page)]).toEqual([[], 0]);

  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await group(page).getByRole("button", { name: "M · Materials Material cost" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("heading", { name: "Finish" }).waitFor();
  await page.getByText("Chosen for 1 cost type").waitFor();
  expect(sent()).toEqual({ own: { itemIdsByCostType: { [MATERIALS]: "89" } } });
});
