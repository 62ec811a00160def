import type { BrowserContext, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VendorChoice } from "../bad-days/vendor-choice.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll } from "../world/at-rest.ts";
import { ordersOf, vendorsNamed } from "../world/books.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import type { PersonName } from "../world/sign-in.ts";
import { Person } from "./person.ts";

let world: World;
let installed: Installed;
let vendors: VendorChoice;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await buildClient();
  world = await openWorld();
  installed = await install(world, { automaticSync: true, createVendors: true });
  vendors = new VendorChoice(world, installed);
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await world?.close();
});

async function arrive(name: PersonName): Promise<Person> {
  const context = await openContext({ viewport: { width: 1440, height: 900 } });
  contexts.push(context);
  const person = await Person.open(world, context);
  await person.signInToProcore(name);
  return person;
}

/** A commitment whose vendor NetSuite may have twice: once inactive, once under another form. */
async function aDoubtful(): Promise<{ commitment: Commitment; inactive: string; near: string }> {
  const name = await vendors.inProcore("Bay # Ironworks & Sons, Inc.");
  const inactive = await vendors.inNetSuite(name, { isInactive: true });
  const near = await vendors.inNetSuite(name.replace(" & Sons, Inc.", " and Sons LLC"));
  return { commitment: await vendors.commitment(name), inactive, near };
}

async function shootBoth(person: Person, name: string): Promise<string[]> {
  const barriers: string[] = [];
  for (const width of [400, 1440]) {
    await person.page.setViewportSize({ width, height: 900 });
    barriers.push(...(await person.barriers()));
    await person.shoot(`${name}-${width}`);
  }
  return barriers;
}

const buttons = (place: Locator) => place.getByRole("button").allTextContents();

it("lets a project manager link to the right vendor in the panel, and create none", async () => {
  const { commitment, inactive, near } = await aDoubtful();
  const person = await arrive("projectManager");
  await person.openCommitment(commitment);
  await person.openPanel();
  await person.signInToPanel({ consents: true });
  const card = person.panel.getByRole("group", { name: /^Failed: A person has to say which/ });

  await card.waitFor();
  expect(await shootBoth(person, "panel-choice")).toEqual([]);
  await expect(card.getByText(`id ${inactive} · the same name, inactive`)).toShow();
  await expect(card.getByText(/refuses its orders and bills until accounting/)).toShow();
  expect(await buttons(card)).toEqual(["Link to it", "Link to it"]);
  await card.getByRole("button", { name: new RegExp(`^Link to it: .+, id ${near}$`) }).click();
  await person.panel
    .getByRole("dialog", { name: /^Link to / })
    .getByRole("button", { name: "Link", exact: true })
    .click();

  await expect(person.panel.getByText(/PO\d+ in NetSuite/).first()).toShow();
  await card.waitFor({ state: "detached" });
  expect(ordersOf(world, commitment)).toMatchObject([{ fields: { entity: near } }]);
  expect(person.complaints).toEqual([]);
}, 90_000);

it("lets an admin create the vendor anyway from the panel", async () => {
  const { commitment } = await aDoubtful();
  const name = commitment.title.replace("Steps of ", "");
  await vendors.act({ do: "rename_vendor", name, companyName: `${name.replace(",", "")}` });
  const person = await arrive("admin");
  await person.openCommitment(commitment);
  await person.openPanel();
  await person.signInToPanel({ consents: false });

  await person.panel.getByRole("button", { name: "Create anyway" }).click();
  const sure = person.panel.getByRole("dialog", { name: "Create anyway?" });
  await sure.getByText("has it twice").waitFor();
  await sure.getByRole("button", { name: "Create anyway" }).click();

  await expect.poll(() => ordersOf(world, commitment).length, { timeout: 30_000 }).toBe(1);
  expect(vendorsNamed(world, name)).toHaveLength(1);
  expect(person.complaints).toEqual([]);
}, 90_000);

it("lets accounting link from an activity's details in the console, and shows who did", async () => {
  const { commitment, near } = await aDoubtful();
  const person = await arrive("accounting");
  const { page } = person;
  await page.goto(`${world.appUrl}/console?companyId=${commitment.companyId}&tab=failed`);
  await person.allowCrosstie(page);
  await page
    .getByRole("button", { name: new RegExp(`^View details of .*${commitment.number}`) })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("button", { name: /^Link to it/ })
    .first()
    .waitFor();
  expect(await shootBoth(person, "console-choice")).toEqual([]);

  const link = dialog.getByRole("button", { name: new RegExp(`^Link to it: .+, id ${near}$`) });
  const sure = page.getByRole("dialog", { name: /^Link to / });
  await link.click();
  await sure.getByText("cannot be taken back").waitFor();
  await page.keyboard.press("Escape");
  await sure.waitFor({ state: "detached" });
  await link.click();
  expect(await shootBoth(person, "console-link-asked")).toEqual([]);
  await sure.getByRole("button", { name: "Link", exact: true }).click();

  await expect.poll(() => ordersOf(world, commitment).length, { timeout: 30_000 }).toBe(1);
  await dialog.getByText("Synced", { exact: true }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Completed/ }).click();
  await expect(page.getByText("Linked", { exact: true }).first()).toShow();
  expect(await shootBoth(person, "console-linked")).toEqual([]);
  expect(person.complaints).toEqual([]);
}, 90_000);
