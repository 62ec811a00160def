import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

let world: World;
let installed: Installed;
let commitment: Commitment;
let billId: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: true });
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
  ({ commitment, billId } = await billed(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Canopy",
    amount: "57000.00",
  }));
  await syncPayments(installed, commitment);
  await atRest(world);
}, 120_000);

afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await world?.close();
});

async function browser(width = 1440): Promise<BrowserContext> {
  const context = await openContext({ viewport: { width, height: 900 } });
  contexts.push(context);
  return context;
}

it("tells a subcontractor why an invoice is not paid, and a project manager once when it is", async () => {
  const person = await Person.open(world, await browser());
  const { page, panel } = person;
  await person.signInToProcore("projectManager");
  const [invoice] = [...world.procore.system.live().requisitions.values()].filter(
    ({ commitmentId }) => commitmentId === commitment.id,
  );

  // from Procore's list, where the panel adds up the project, to the invoice
  await page.goto(`${world.procore.url}/projects/${commitment.projectId}/commitments`);
  await person.openPanel();
  await person.signInToPanel({ consents: true });
  await panel.getByText(/^\d+ of \d+ commitments (is|are) in NetSuite\./).waitFor();
  await person.shoot("panel-on-list");
  await page.goto(
    `${world.procore.url}/projects/${commitment.projectId}/commitments/${commitment.id}/requisitions/${invoice!.id}`,
  );
  const open = panel.getByRole("region", { name: "This invoice" });
  await open.waitFor();
  await panel
    .locator("[data-sentence]")
    .getByText("is approved and not paid, due", { exact: false })
    .waitFor();
  await panel.getByText("Nothing for you to do.").waitFor();
  await person.shoot("panel-on-invoice");

  await open.getByRole("button", { name: /^Tell me when it is paid/ }).click();
  await open.getByRole("button", { name: /^You will be told/ }).waitFor();
  await open.getByRole("button", { name: /^Why is it not paid/ }).click();
  const dialog = panel.getByRole("dialog");
  await dialog.getByText(/it is approved, in NetSuite, and due on/).waitFor();
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await dialog.getByRole("button", { name: "Copied" }).waitFor();
  await person.shoot("why-not-paid");
  expect(await person.barriers()).toEqual([]);
  await page.keyboard.press("Escape");

  // the subcontractor, in a browser that knows nobody, without scripts
  const outside = await (await browser(400)).newPage();
  await outside.goto(link);
  await outside.getByRole("heading", { name: /it is approved, in NetSuite, and due on/ }).waitFor();
  await outside.getByText("Open: $28,500.00.").waitFor();
  expect(await outside.getByRole("link").count()).toBe(0);
  expect(await outside.locator("script").count()).toBe(0);
  await person.shoot("shared-invoice", outside);

  await world.netsuite.system.act({ do: "pay_bill", billId, amount: "28500.00", method: "check" });
  await syncPayments(installed, commitment);
  const news = panel.getByText(/^Invoice \S+, 28,500\.00 USD, is paid, last by check/);
  await expect(news).toShow();
  await person.shoot("panel-told");
  await outside.reload();
  await outside.getByRole("heading", { name: /: it is paid$/ }).waitFor();

  await panel.getByRole("button", { name: "Got it" }).click();
  await news.waitFor({ state: "detached" });
  await syncPayments(installed, commitment);
  await atRest(world);
  await page.reload();
  await open.waitFor();
  await panel.getByText(/billed nothing is open\./).waitFor();
  expect(await news.count()).toBe(0);
  expect(await world.database.admin("notifications").count("*")).toEqual([{ count: "1" }]);
  expect(person.complaints).toEqual([]);
}, 120_000);
