import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { later, parts } from "../bad-days/lost-answers.ts";
import { ordered } from "../bad-days/money-table.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

let world: World;
let installed: Installed;
let context: BrowserContext;

beforeAll(async () => {
  await buildClient();
  world = await openWorld();
  installed = await install(world, { automaticSync: true });
  context = await openContext({ viewport: { width: 1440, height: 900 } });
}, 120_000);

afterAll(async () => {
  await context?.close();
  await world?.close();
});

it("lets a project manager take the bill that accounting entered as the invoice's own", async () => {
  const { ns, orderOf } = parts(world, installed);
  const commitment = await ordered(world, installed, "Entered by hand");
  const number = `${commitment.number}-1`;
  const { id } = await ns("bill_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    number,
    lines: [{ line: 1, quantity: "25000.00" }],
  });
  await ns("pay_bill", { billId: id, amount: "25000.00", method: "check", checkNumber: "10077" });
  await approveInvoice(world, installed, commitment, "50");
  await atRest(world, later);

  const person = await Person.open(world, context);
  await person.signInToProcore("projectManager");
  await person.openCommitment(commitment);
  await person.openPanel();
  await person.signInToPanel({ consents: true });
  const link = person.panel.getByRole("button", { name: `Link to it: ${number}, id ${id}` });
  await link.waitFor();
  for (const width of [400, 1440]) {
    await person.page.setViewportSize({ width, height: 900 });
    expect(await person.barriers()).toEqual([]);
    await person.shoot(`panel-link-bill-${width}`);
  }

  await link.click();
  const sure = person.panel.getByRole("dialog", { name: `Link to ${number}?` });
  await sure.getByText("Crosstie writes nothing to it").waitFor();
  await person.shoot("panel-link-asked");
  await sure.getByRole("button", { name: "Link", exact: true }).click();

  await link.waitFor({ state: "detached" });
  await expect(person.panel.getByText("Linked").first()).toShow();
  await person.shoot("panel-linked-bill-1440");
  await expect(person.panel.getByText("$25,000.00 paid").first()).toShow();
  expect(person.complaints).toEqual([]);
}, 90_000);
