import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { ITEM } from "../sandbox/netsuite/seeded-ids.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { changeSettings, install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { Person } from "./person.ts";

/** Of NetSuite's items: what all is booked on unless somebody chooses otherwise, and another. */
const GENERAL = { id: ITEM.subcontract, name: "Subcontract" };
const MATERIAL = { id: ITEM.material, name: "Material" };

let world: World;
let context: BrowserContext;
let installed: Installed;
let page: Page;
let commitment: Commitment;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: true });
  await changeSettings(installed, { automaticSync: true, own: { itemId: GENERAL.id } });
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
  context = await openContext({ viewport: { width: 1440, height: 900 } });
  ({ page } = await Person.open(world, context));
}, 120_000);
afterAll(async () => {
  await context?.close();
  await world?.close();
});

const costType = (name: string) =>
  [...world.procore.system.live().lineItemTypes.values()].find(
    (type) => type.companyId === installed.companyId && type.name === name,
  )!.id;
const itemsOf = (record: NsRecord | undefined) =>
  record?.lines.item?.map(({ fields }) => fields.item);
const itemsOrdered = () => itemsOf(ordersOf(world, commitment)[0]);
const field = (name: string) =>
  page.getByRole("group", { name: "Item of a cost type" }).getByRole("button", { name });

async function choose(label: string, option: string): Promise<void> {
  await field(label).click();
  await page.getByRole("option", { name: option, exact: true }).click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
}

async function save(): Promise<void> {
  await page.getByRole("button", { name: "Save Settings" }).click();
  await page.getByText("Settings saved").waitFor();
}

async function writeCommitment(types: string[]): Promise<Commitment> {
  const { companyId, projects } = installed;
  const state = world.procore.system.live();
  const vendor = [...state.vendors.values()].find(
    (one) => one.companyId === companyId && one.name === "Acme Steel Erectors",
  )!;
  const projectId = projects[0]!.id;
  const code = [...state.costCodes.values()].find((one) => one.projectId === projectId)!;
  const made = (await world.procore.system.act({
    do: "create_commitment",
    projectId,
    kind: "work_order_contract",
    fields: {
      title: "Stairs and railings",
      status: "Approved",
      vendor_id: vendor.id,
      contract_date: "2026-04-01",
    },
    lines: types.map((name, place) => ({
      description: `Part ${place + 1}`,
      amount: "1200.00",
      cost_code_id: code.id,
      line_item_type_id: costType(name),
    })),
  })) as { id: string };
  return state.commitments.get(made.id)!;
}

it("books a cost type's lines on the item that an admin has chosen for it", async () => {
  const person = await Person.open(world, context);
  ({ page } = person);
  await person.signInToProcore("admin");
  await page.goto(
    `${world.appUrl}/console?companyId=${installed.companyId}&page=settings&section=mappings`,
  );
  await choose("Add a cost type", "M · Materials");
  await choose("M · Materials", MATERIAL.name);
  await person.shoot("item-of-a-cost-type");
  await save();

  commitment = await writeCommitment(["Materials", "Other"]);

  await vi.waitFor(() => expect(itemsOrdered()).toEqual([MATERIAL.id, GENERAL.id]), soon);
  expect(person.complaints).toEqual([]);
}, 60_000);

it("bills on the items of the order", async () => {
  const { id } = await approveInvoice(world, installed, commitment);

  await vi.waitFor(
    () => expect(itemsOf(billsOf(world, id)[0])).toEqual([MATERIAL.id, GENERAL.id]),
    soon,
  );
});

it("moves a line that becomes another cost type's, and says that it did", async () => {
  const [, second] = commitment.lines;

  await world.procore.system.act({
    do: "update_line",
    commitmentId: commitment.id,
    lineId: second!.id,
    fields: { line_item_type_id: costType("Materials") },
  });

  await vi.waitFor(() => expect(itemsOrdered()).toEqual([MATERIAL.id, MATERIAL.id]), soon);
  const [newest] = (await viewOf(installed, commitment)).timeline;
  expect(newest).toMatchObject({
    changes: [{ field: expect.stringContaining("cost type"), old: "Other", new: "Materials" }],
  });
});

it("books on the default item again once the choice is taken away", async () => {
  await choose("M · Materials", `Default item (${GENERAL.name})`);
  await save();

  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    contract_date: "2026-04-02",
  });

  await vi.waitFor(() => expect(itemsOrdered()).toEqual([GENERAL.id, GENERAL.id]), soon);
});
