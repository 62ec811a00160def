import { afterEach, expect, it } from "vitest";
import { stillWanted } from "../../../../server/connectors/wanted.ts";
import { aLine, anOrder } from "../../../contracts/connector/documents.ts";
import { type NetSuiteStage, openNetSuite } from "../../../contracts/connector/netsuite-stage.ts";

const KIND = "custbody_order_kind";
const CODE = "custcol_procore_cost_code";
const FIELDS = { customFields: [KIND, CODE], customLists: { [KIND]: { "1": "Labor" } } };

const open: NetSuiteStage[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stage) => stage.close()));
});

async function opened(options: Parameters<typeof openNetSuite>[0] = {}): Promise<NetSuiteStage> {
  const stage = await openNetSuite(options);
  open.push(stage);
  return stage;
}

/** Accounting enters orders, coded so. */
async function entered(stage: NetSuiteStage, count: number, coding: object): Promise<void> {
  const connector = stage.connect({ settings: { itemId: "81", subsidiaryId: "1", ...coding } });
  const vendorId = stage.createVendor(`Vendor of ${count} with ${JSON.stringify(coding)}`);
  const date = new Date().toISOString().slice(0, 10);
  for (let made = 0; made < count; made += 1) {
    await connector.put(anOrder(stage, vendorId, [aLine("1", "10.00")], { date }));
  }
}

const saysOf = async (stage: NetSuiteStage, own = {}) =>
  stillWanted((await stage.connect().check()).wanted ?? [], own);
/** What a young account is told in any case is left out. */
const certain = (says: string[]) => says.filter((one) => !one.includes("tells nobody"));

it("finds a custom field that is mandatory by itself, by its label and on each record that has it", async () => {
  const stage = await opened({ ...FIELDS, mandatory: [KIND, CODE] });

  expect(certain(await saysOf(stage))).toEqual([
    expect.stringMatching(
      /^“Order Kind” is mandatory on purchase orders .+ Value of a custom field\.$/,
    ),
    expect.stringMatching(/^“Procore Cost Code” is mandatory on purchase orders/),
    expect.stringMatching(/^“Order Kind” is mandatory on vendor bills/),
    expect.stringMatching(/^“Procore Cost Code” is mandatory on vendor bills/),
    expect.stringMatching(/^“Order Kind” is mandatory on vendor credits/),
    expect.stringMatching(/^“Procore Cost Code” is mandatory on vendor credits/),
  ]);
  expect(
    await saysOf(stage, {
      departmentId: "1",
      customValues: Object.fromEntries(
        ["purchaseOrder", "vendorBill", "vendorCredit"].map((one) => [`${one}.${KIND}.list`, "1"]),
      ),
      costCodeColumn: CODE,
    }),
  ).toEqual([]);
});

it("finds what an accounting preference may make mandatory by what all documents have", async () => {
  const stage = await opened();
  await entered(stage, 11, { departmentId: "1", classId: "2" });

  expect(await saysOf(stage)).toEqual([
    expect.stringMatching(
      /^All of the newest 11 .+ have a department.+choose a Default department/,
    ),
    expect.stringMatching(/have a class.+choose a Default class/),
  ]);
  expect(await saysOf(stage, { departmentId: "3" })).toEqual([
    expect.stringContaining("Default class"),
  ]);
});

it("says of a young account what nobody can tell, until a default is chosen", async () => {
  const stage = await opened();
  const young = await saysOf(stage);
  await entered(stage, 1, { departmentId: "1" });
  const one = await saysOf(stage);
  await entered(stage, 8, { departmentId: "1" });
  const few = await saysOf(stage);
  const chosen = await saysOf(stage, { classId: "2" });
  await entered(stage, 2, { departmentId: "1" });

  const enough = await saysOf(stage);

  expect(young).toEqual([
    expect.stringMatching(
      /tells nobody .+: department, class, location, tax code, or a custom field .+ When the connection was last tested, it had 0 purchase/,
    ),
  ]);
  expect(one).toEqual([expect.stringContaining("it had 1 purchase order or vendor bill of six")]);
  expect(few).toEqual([expect.stringContaining("it had 9 purchase orders")]);
  expect(chosen).toEqual([]);
  expect(enough).toEqual([expect.stringContaining("have a department")]);
});

it("leaves out of it what the account has not", async () => {
  const stage = await opened();
  stage.act({ do: "set_role", hidden: ["department", "classification", "location"] });
  const tax = await saysOf(stage);
  stage.act({
    do: "set_role",
    hidden: ["department", "classification", "location", "salestaxitem"],
  });

  expect(tax).toEqual([expect.stringContaining("one of these: tax code, or a custom")]);
  expect(await saysOf(stage)).toEqual([]);
});

it("finds the tax code that the lines of all the newest documents have", async () => {
  const stage = await opened();
  await entered(stage, 11, { taxCodeId: "5" });
  const all = await saysOf(stage);
  await entered(stage, 1, {});

  expect(all).toEqual([
    expect.stringMatching(/^All of the newest 10 .+ have a tax code: .+ choose a Default tax code/),
  ]);
  expect(await saysOf(stage, { taxCodeId: "5" })).toEqual([]);
  expect(await saysOf(stage)).toEqual([]);
});

it("says nothing of what not all have", async () => {
  const some = await opened();
  await entered(some, 11, { departmentId: "1" });
  await entered(some, 1, {});

  expect(await saysOf(some)).toEqual([]);
});

it("leads to the permission where the role sees no departments to choose from", async () => {
  const stage = await opened();
  await entered(stage, 10, { departmentId: "1" });
  stage.act({ do: "set_role", hidden: ["department"] });

  expect(await saysOf(stage)).toEqual([
    expect.stringMatching(/permission Lists > Departments, test the connection again, and choose/),
  ]);
});

it.each(["customfield", "salestaxitem", "job", "classification"])(
  "connects where the role may not see %s",
  async (table) => {
    const stage = await opened({ ...FIELDS, mandatory: [KIND] });
    stage.act({ do: "set_role", hidden: [table] });

    const { choices, wanted } = await stage.connect().check();

    expect(choices.itemId).not.toEqual([]);
    expect(certain(stillWanted(wanted ?? [], {}))).toHaveLength(table === "customfield" ? 0 : 3);
  },
);

it("sees nothing of what the form alone makes mandatory, and learns it by the refusal", async () => {
  const stage = await opened({ ...FIELDS, mandatory: ["department", KIND], mandatoryBy: "form" });
  const vendorId = stage.createVendor("Any Co");

  expect(certain(await saysOf(stage))).toEqual([]);
  const put = stage.connect().put(anOrder(stage, vendorId, [aLine("1", "10.00")]));

  await expect(put).rejects.toMatchObject({
    reason: expect.stringContaining("Please enter value(s) for: Department, Order Kind"),
    refusal: {
      meaning: "field_missing",
      remedy: expect.stringMatching(/in Settings, under Value of a custom field/),
    },
  });
});

it("offers projects before customers, columns for the cost code, and each field's record", async () => {
  const stage = await opened(FIELDS);

  const { choices } = await stage.connect().check();

  expect(choices.customerIdsByProject).toEqual([
    { id: "402", name: "Harbor Point Garage" },
    { id: "401", name: "Harbor Point Tower" },
    { id: "403", name: "Kennedy Plaza Renovation" },
    { id: "302", name: "City of Providence · customer" },
    { id: "301", name: "Harbor Point Development LLC · customer" },
  ]);
  expect(choices.costCodeColumn).toEqual([{ id: CODE, name: `Procore Cost Code (${CODE})` }]);
  expect(choices.customValues).toContainEqual({
    id: `vendorBill.${KIND}.list`,
    name: "Order Kind · vendor bills",
  });
});
