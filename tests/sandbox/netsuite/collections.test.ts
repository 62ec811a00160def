import { expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";
import { aBill, anOrder } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

it("pages a collection by whole pages", async () => {
  const first = await client.record("GET", "vendor?limit=5");
  const last = await client.record("GET", "vendor?limit=5&offset=10");
  const between = await client.record("GET", "vendor?limit=5&offset=3");
  const tooMany = await client.record("GET", "vendor?limit=1001");

  expect(first.body).toMatchObject({
    count: 5,
    hasMore: true,
    totalResults: 12,
    items: expect.arrayContaining([{ id: expect.any(String), links: expect.any(Array) }]),
  });
  expect(last.body).toMatchObject({ count: 2, hasMore: false });
  expect([between.code, tooMany.code]).toEqual(["INVALID_PARAMETER", "INVALID_PARAMETER"]);
});

it("takes a collection's path with a slash at its end", async () => {
  const made = await client.record("POST", "vendor/", {
    companyName: "Slash Ltd",
    subsidiary: "1",
  });
  const listed = await client.record("GET", "vendor/?limit=5");
  const read = await client.record("GET", `vendor/${made.id}/`);
  const queried = await client.query("SELECT id FROM vendor", [], "/?limit=5");

  expect([made.status, listed.status, read.status, queried.status]).toEqual([204, 200, 200, 200]);
});

it("leaves out what is beyond the most rows that NetSuite gives, without a word", async () => {
  const small = await openAccount({ mostRows: 7 });
  const pages = (path: string) => small.client.record("GET", `vendor${path}`);

  const [first, second, beyond] = [
    await pages("?limit=5"),
    await pages("?limit=5&offset=5"),
    await pages("?limit=5&offset=10"),
  ];
  const queried = await small.client.query(
    "SELECT id FROM vendor ORDER BY id",
    [],
    "?limit=5&offset=5",
  );
  await small.close();

  expect(first.body).toMatchObject({ count: 5, hasMore: true, totalResults: 7 });
  expect([second.body, queried.body]).toMatchObject([
    { count: 2, hasMore: false, totalResults: 7 },
    { count: 2, hasMore: false, totalResults: 7 },
  ]);
  expect(beyond.body).toMatchObject({ count: 0, hasMore: false });
});

it("filters a collection by what is filterable, with dates in the account's format", async () => {
  await aBill(client);
  const named = await client.record(
    "GET",
    `vendor?q=${encodeURIComponent('companyName START_WITH "Acme"')}`,
  );
  const after = await client.record(
    "GET",
    `vendorBill?q=${encodeURIComponent("tranDate ON_OR_AFTER 3/10/2026 AND memo EMPTY")}`,
  );
  const iso = await client.record(
    "GET",
    `vendorBill?q=${encodeURIComponent("tranDate AFTER 2026-01-01")}`,
  );
  const unknown = await client.record(
    "GET",
    `vendorBill?q=${encodeURIComponent("total EQUAL 1000")}`,
  );

  expect([named.body.totalResults, after.body.totalResults]).toEqual([1, 1]);
  expect([iso.code, unknown.code]).toEqual(["INVALID_PARAMETER", "NONEXISTENT_FIELD"]);
});

it.each([
  "companyName IS",
  "companyName IS AND email EMPTY",
  'email EMPTY "x"',
  "id EQUAL twelve",
  "companyName ANY_OF []",
])("refuses the filter %s", async (q) => {
  const refused = await client.record("GET", `vendor?q=${encodeURIComponent(q)}`);

  expect(refused).toMatchObject({
    status: 400,
    code: "INVALID_PARAMETER",
    detail: expect.stringContaining("Invalid search query"),
  });
});

it("refuses writes to lists", async () => {
  const list = await client.record("POST", "item", { itemId: "New" });
  const options = await client.record("OPTIONS", "vendor");

  expect([list.code, options.status]).toEqual(["INVALID_METHOD", 204]);
});

it("knows no subsidiary where the account has one only", async () => {
  await client.act({ do: "set_options", oneWorld: false });

  const named = await client.record("POST", "vendor", {
    companyName: "Small Ltd",
    subsidiary: "1",
  });
  const bare = await client.record("POST", "vendor", { companyName: "Small Ltd" });
  const query = await client.query("SELECT subsidiary FROM transaction");

  expect([named.path, bare.status]).toEqual(["subsidiary", 204]);
  expect(query.detail).toContain(
    "Unknown identifier 'subsidiary'. Available identifiers are: {transaction=transaction}",
  );
});

it("refuses one save when someone else changed the record meanwhile", async () => {
  const { id } = await anOrder(client);
  await client.act({ do: "change_under_save" });

  const clash = await client.record("PATCH", `purchaseOrder/${id}`, { memo: "mine" });
  const again = await client.record("PATCH", `purchaseOrder/${id}`, { memo: "mine" });

  expect([clash.code, again.status]).toEqual(["RCRD_HAS_BEEN_CHANGED", 204]);
});
