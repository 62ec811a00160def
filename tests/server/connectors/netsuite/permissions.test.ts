import { afterEach, expect, it } from "vitest";
import { LacksPermissionsError, stillMissing } from "../../../../server/connectors/index.ts";
import { aLine, anOrder } from "../../../contracts/connector/documents.ts";
import { type NetSuiteStage, openNetSuite } from "../../../contracts/connector/netsuite-stage.ts";

const FIND = "Transactions > Find Transaction";
/** With item receipts before bills, as `WRITES_ALL` says. */
const NEEDED: [hidden: string, permission: string, level: string][] = [
  ["transaction", FIND, "View"],
  ["transactionline", FIND, "View"],
  ["nexttransactionlinelink", FIND, "View"],
  ["purchaseOrder", "Transactions > Purchase Order", "Full"],
  ["vendorBill", "Transactions > Bills", "Full"],
  ["vendor", "Lists > Vendors", "Full"],
  ["item", "Lists > Items", "View"],
  ["account", "Lists > Accounts", "View"],
  ["currency", "Lists > Currency", "View"],
];
const FURTHER: typeof NEEDED = [
  ["transactionaccountingline", FIND, "View"],
  ["vendorsubsidiaryrelationship", "Lists > Vendors", "View"],
  ["subsidiary", "Lists > Subsidiaries", "View"],
  ["vendorPayment", "Transactions > Pay Bills", "View"],
  ["vendorCredit", "Transactions > Enter Vendor Credits", "Full"],
  ["journalEntry", "Transactions > Make Journal Entry", "View"],
  ["vendorPrepaymentApplication", "Transactions > Vendor Prepayment Application", "View"],
  ["itemReceipt", "Transactions > Item Receipt", "Full"],
  ["department", "Lists > Departments", "View"],
  ["classification", "Lists > Classes", "View"],
  ["location", "Lists > Locations", "View"],
  ["salestaxitem", "Lists > Tax Records", "View"],
  ["job", "Lists > Projects", "View"],
  ["customer", "Lists > Customers", "View"],
  ["customfield", "Setup > Custom Fields", "View"],
  ["deletedrecord", "Setup > Deleted Records", "View"],
];
const WRITES_ALL = { createVendors: true, own: { itemReceipts: "crosstie" } };
const LITTLE = {
  createVendors: false,
  own: { itemReceipts: "accounting", credits: "by_hand" },
};

const open: NetSuiteStage[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stage) => stage.close()));
});

async function opened(
  hidden: string[],
  options: Parameters<typeof openNetSuite>[0] = {},
): Promise<NetSuiteStage> {
  const stage = await openNetSuite({ advancedReceiving: true, ...options });
  open.push(stage);
  stage.act({ do: "set_role", hidden });
  return stage;
}

/** What the test of the connection lists with these settings. */
async function listed(
  stage: NetSuiteStage,
  settings: Parameters<typeof stillMissing>[1] = WRITES_ALL,
) {
  const found = await stage
    .connect()
    .check()
    .then(({ missing = [] }) => missing)
    .catch((error: unknown) => {
      if (error instanceof LacksPermissionsError) return error.missing;
      throw error;
    });
  return stillMissing(found, settings).map(({ permission, level, isNeeded }) => [
    permission,
    level,
    isNeeded ? "needed" : "further",
  ]);
}

it("lacks nothing where the role may see all", async () => {
  const stage = await opened([]);

  expect(await listed(stage)).toEqual([]);
});

it.each(NEEDED)("does not work without %s, and names %s", async (hidden, permission, level) => {
  const stage = await opened([hidden]);

  expect(await listed(stage)).toEqual([[permission, level, "needed"]]);
});

it.each(FURTHER)("works without %s, and names %s", async (hidden, permission, level) => {
  const stage = await opened([hidden]);

  expect(await listed(stage)).toEqual([[permission, level, "further"]]);
  expect((await stage.connect().check()).choices.itemId).not.toEqual([]);
});

it("names all at once, those that are needed first and each once", async () => {
  // With the item table alone in sight, the role is known to query.
  const hidden = [...FURTHER, ...NEEDED].filter(([name]) => name !== "item");
  const stage = await opened(hidden.map(([name]) => name));

  const found = await listed(stage);

  expect(found.map(([permission]) => permission).toSorted()).toEqual(
    [...new Set(hidden.map(([, permission]) => permission))].toSorted(),
  );
  expect(found.map(([, , weight]) => weight)).toEqual(
    found.map((_, index) => (index < 6 ? "needed" : "further")),
  );
});

it("asks for no more than the settings need", async () => {
  const stage = await opened(["itemReceipt", "vendorCredit", "vendor"]);

  expect(await listed(stage, LITTLE)).toEqual([
    ["Lists > Vendors", "Edit", "needed"],
    ["Transactions > Enter Vendor Credits", "View", "further"],
  ]);
});

it("finds a level that is too low where a record can be opened", async () => {
  const stage = await opened([]);
  const order = anOrder(stage, stage.createVendor("Any Co"), [aLine("1", "10.00")]);
  await stage.connect().put(order);
  stage.act({ do: "set_role", hidden: [], viewOnly: ["purchaseOrder", "vendor", "vendorPayment"] });

  expect(await listed(stage)).toEqual([
    ["Transactions > Purchase Order", "Full", "needed"],
    ["Lists > Vendors", "Full", "needed"],
  ]);
  stage.act({ do: "set_options", viewOnlyReads: "shown" });
  expect(await listed(stage)).toEqual([]);
});

it.each(["unknown", "not_found"] as const)(
  "misses nothing of what the account does not have, its tables %s",
  async (offTables) => {
    const stage = await opened([], {
      oneWorld: false,
      multiCurrency: false,
      advancedReceiving: false,
      offTables,
    });

    expect(await listed(stage)).toEqual([]);
  },
);

it.each(["forbidden", "not_found"] as const)(
  "blames SuiteAnalytics Workbook where no table at all can be seen: %s",
  async (withoutWorkbook) => {
    const stage = await opened(["SuiteAnalytics Workbook", "vendorBill"], { withoutWorkbook });

    expect(await listed(stage)).toEqual([
      ["Reports > SuiteAnalytics Workbook", "Edit", "needed"],
      ["Transactions > Bills", "Full", "needed"],
    ]);
  },
);

it("blames REST Web Services or the sign-in where nothing at all can be seen", async () => {
  const stage = await opened(["REST Web Services"]);

  expect(await listed(stage)).toEqual([
    ["Setup > REST Web Services", "Full", "needed"],
    ["Setup > Log in using OAuth 2.0 Access Tokens", "Full", "needed"],
  ]);
});
