import { readFile } from "node:fs/promises";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { later, parts } from "../bad-days/lost-answers.ts";
import { ordered } from "../bad-days/money-table.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { nameOf } from "../world/sign-in.ts";
import { Person } from "./person.ts";

let world: World;
let context: BrowserContext;
let installed: Installed;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: true });
  context = await openContext({ viewport: { width: 1440, height: 900 } });
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

const amountOf = (commitment: Commitment) =>
  ordersOf(world, commitment)[0]!.lines.item![0]!.fields.amount;

async function editInNetSuite(commitment: Commitment, amount: number) {
  const { ns, orderOf } = parts(world, installed);
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(commitment).id,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: amount, amount }] } },
  });
  await syncPayments(installed, commitment);
  await atRest(world, later);
}

async function shotAt(person: Person, name: string, wait: () => Promise<unknown>) {
  for (const width of [400, 1440]) {
    await person.page.setViewportSize({ width, height: 900 });
    await wait();
    expect(await person.barriers()).toEqual([]);
    await person.shoot(`${name}-${width}`);
  }
}

it("lets an accountant mend a record both ways, send a batch, and see the figures of both systems agree again", async () => {
  const [taken, left] = [
    await ordered(world, installed, "Taken from Procore"),
    await ordered(world, installed, "Left to NetSuite"),
  ];
  await editInNetSuite(taken, 45_000);
  await editInNetSuite(left, 48_000);

  const person = await Person.open(world, context);
  const { page } = person;
  await person.signInToProcore("admin");
  const open = (query: string) =>
    page.goto(`${world.appUrl}/console?companyId=${installed.companyId}&${query}`);
  const row = (title: string) => page.locator("[data-record]").filter({ hasText: title });

  // the reconcile page after the edits
  await open("page=reconcile");
  await page.getByRole("button", { name: "Run now" }).click();
  const contract = (title: string) => page.locator("[data-contract]").filter({ hasText: title });
  await contract("Left to NetSuite")
    .getByText(/edited in NetSuite/)
    .waitFor();
  await expect(contract("Left to NetSuite").getByText("$48,000.00")).toShow();
  await shotAt(person, "reconcile", () => contract("Left to NetSuite").waitFor());
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const csv = await readFile(await (await file).path(), "utf8");
  expect(csv).toMatch(new RegExp(`${left.id}.*50000\\.00,48000\\.00`));

  // both systems side by side: Procore's
  await page.getByRole("link", { name: "Integration" }).click();
  await row("Taken from Procore")
    .getByRole("button", { name: /^Desynchronized/ })
    .click();
  await page.getByRole("button", { name: "Take Procore’s" }).waitFor();
  await shotAt(person, "side-by-side", () =>
    page.getByRole("table", { name: "What differs" }).waitFor(),
  );
  await page.getByRole("button", { name: "Take Procore’s" }).click();
  await page.getByRole("button", { name: "Write them to NetSuite" }).click();
  await expect(row("Taken from Procore").getByText("Success")).toShow();
  expect(amountOf(taken)).toBe("50000.00");

  // and NetSuite's
  await row("Left to NetSuite")
    .getByRole("button", { name: /^Desynchronized/ })
    .click();
  await page.getByRole("button", { name: "Take NetSuite’s" }).click();
  await page.getByRole("button", { name: "Let the difference stand" }).click();
  await expect(row("Left to NetSuite").getByText("Success")).toShow();
  await expect(row("Left to NetSuite").getByText("Difference accepted")).toShow();
  expect(amountOf(left)).toBe("48000.00");
  await page.getByRole("link", { name: "Audit log" }).click();
  const entry = page.locator("[data-entry]").filter({ hasText: "Let a difference stand" });
  await expect(entry.getByText(nameOf(world, "admin"))).toShow();

  // a batch of both kinds
  world.netsuite.faults.add({
    method: "*",
    path: "*/purchaseOrder/*",
    kind: "status",
    status: 400,
    times: 1,
  });
  const failed = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Refused once",
  });
  await vi.waitFor(
    async () => expect(await viewOf(installed, failed)).toMatchObject({ record: "error" }),
    soon,
  );
  await atRest(world, later);
  await page.getByRole("link", { name: "Integration" }).click();
  await row("Refused once").getByRole("checkbox").check({ force: true });
  const never = page.locator("[data-record]").filter({ hasText: "Not integrated" }).first();
  await never.getByRole("checkbox").check({ force: true });
  await page.getByText(/Force synchronize tries 1 that failed once more/).waitFor();
  await shotAt(person, "integration", () => row("Refused once").waitFor());
  await page.getByRole("button", { name: "Force synchronize 1" }).click();
  await page.getByRole("main").getByText("1 of 1 record is in step.").waitFor();
  await expect(row("Refused once").getByText("Success")).toShow();
  const key = await never.getAttribute("data-record");
  await page.locator(`[data-record="${key}"]`).getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Synchronize 1", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Synchronize" }).click();
  await page
    .getByRole("main")
    .getByText(/of 1 record (is|are) in step/)
    .waitFor();
  expect(person.complaints).toEqual([]);
}, 180_000);
