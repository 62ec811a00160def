import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll } from "../world/at-rest.ts";
import { install, type Installed, pick } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import type { PersonName } from "../world/sign-in.ts";
import { Person } from "./person.ts";

let world: World;
const contexts: BrowserContext[] = [];
let installed: Installed;
let commitment: Commitment;

beforeAll(async () => {
  await buildClient();
  world = await openWorld();
  // A draft of the seed: one that is changed now might be taken for what came after the install.
  commitment = pick(world, ({ number }) => number === "SC-24-011-009");
  installed = await install(world, { automaticSync: true, createVendors: false });
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await world?.close();
});

async function arrive(name: PersonName, width = 1440): Promise<Person> {
  const context = await openContext({ viewport: { width, height: 900 } });
  contexts.push(context);
  const person = await Person.open(world, context);
  await person.signInToProcore(name);
  return person;
}

it("shows a superintendent where a commitment stands, without the buttons that change it", async () => {
  const person = await arrive("superintendent");
  await person.openCommitment(commitment);
  await person.openPanel();

  await person.signInToPanel({ consents: true });

  await person.panel.getByRole("heading", { level: 1 }).getByText(commitment.number).waitFor();
  await person.panel.getByText("Where the money is").waitFor();
  await person.shoot("superintendent");
  expect(await person.panel.getByRole("button").allTextContents()).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/sync now|retry|preview|sync payments/i)]),
  );
  expect(person.complaints).toEqual([]);
}, 60_000);

it("tells a project manager which permission the console needs", async () => {
  const person = await arrive("projectManager");
  await person.page.goto(`${world.appUrl}/console?companyId=${commitment.companyId}`);
  await person.allowCrosstie(person.page);

  await expect(person.page.getByText(/ERP Integrations/).first()).toShow();

  await person.shoot("console-no-permission");
}, 60_000);

it("lists a failure for the accountant, who mends it from the details", async () => {
  const person = await arrive("accounting");
  const { page } = person;
  await page.goto(`${world.appUrl}/console?companyId=${commitment.companyId}&page=activities`);
  await person.allowCrosstie(page);
  await page.getByRole("heading", { name: "Activities" }).waitFor();

  await world.procore.system.act({
    do: "approve_commitment",
    id: commitment.id,
    by: "pm@ridgeline.example",
  });
  await page.getByRole("button", { name: /^Failed 1/ }).click();
  await page.getByText("NetSuite has no vendor for Keystone Masonry").first().waitFor();
  await person.shoot("console-failed");
  await page.setViewportSize({ width: 400, height: 900 });
  await person.shoot("console-failed-narrow");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page
    .getByRole("button", { name: /^View details of/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  await person.shoot("console-details");
  await world.netsuite.system.act({ do: "create_vendor", companyName: "Keystone Masonry" });
  await page.getByRole("dialog").getByRole("button", { name: /retry/i }).first().click();

  await expect
    .poll(() => world.procore.system.live().commitments.get(commitment.id)?.originId, {
      timeout: 30_000,
    })
    .toBeTruthy();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Completed/ }).click();
  await page.getByText("Synced", { exact: true }).first().waitFor();
  await person.shoot("console-completed");
  expect(person.complaints).toEqual([]);
}, 90_000);

it("opens the console in Procore's full-screen page", async () => {
  const person = await arrive("admin");
  await person.page.goto(`${world.procore.url}/companies/${installed.companyId}/apps/crosstie`);
  await person.shoot("full-screen-signed-out");

  await person.signInToPanel({ consents: false });

  await person.panel.getByRole("heading", { name: "Overview" }).waitFor();
  await person.shoot("full-screen");
  expect(person.complaints).toEqual([]);
}, 60_000);

it("puts no barrier in anyone's way, in Procore's pages, the panel, the console or NetSuite's", async () => {
  const person = await arrive("admin");
  const { page } = person;
  const at = `${world.procore.url}/projects/${commitment.projectId}/commitments`;
  const barriers: string[] = [];
  for (const path of [
    at,
    `${at}/${commitment.id}`,
    `${at}/${commitment.id}/edit`,
    `${world.procore.url}/companies/${installed.companyId}/marketplace/crosstie`,
    world.netsuite.url,
  ]) {
    await page.goto(path);
    barriers.push(...(await person.barriers()).map((barrier) => `${path} ${barrier}`));
  }
  await person.openCommitment(commitment);
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  await person.panel.getByText("Where the money is").waitFor();
  for (const width of [1440, 400]) {
    await page.setViewportSize({ width, height: 900 });
    barriers.push(...(await person.barriers()));
    await person.shoot(`host-${width}`);
  }

  expect(barriers).toEqual([]);
}, 60_000);
