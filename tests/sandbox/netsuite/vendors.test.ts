import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { aBill, anOrder, ITEM, vendorId } from "./seeded-ids.ts";
import { openClient, useAccount } from "./use-account.ts";

/** Sources stand at the rules: rules/vendor-of.ts, rules/contact.ts, rules/merge-vendors.ts. */
let client: Client;
useAccount((account) => {
  client = account.client;
});

const line = { items: [{ item: { id: ITEM.subcontract }, amount: 10 }] };
const order = (entity: string, more: object) =>
  client.record("POST", "purchaseOrder", { entity, item: line, ...more });
const created = async (more: Record<string, unknown>) =>
  (await client.act({ do: "create_vendor", companyName: "Northern Steel", ...more })).vendorId ??
  "";

it("takes an order in each currency of its vendor and in no other", async () => {
  const vendor = await created({ currency: "CAD" });

  const inOwn = await order(vendor, {});
  const inOther = await order(vendor, { currency: "1" });
  const { body } = await client.record("GET", `purchaseOrder/${inOwn.id}`);

  expect(body.currency).toMatchObject({ id: "2", refName: "Canadian Dollar" });
  expect(inOther).toMatchObject({
    status: 400,
    code: "INVALID_KEY_OR_REF",
    path: "currency",
    detail: `Error while accessing a resource. Invalid currency reference key 1 for entity ${vendor}.`,
  });
});

it("takes both where the vendor has both", async () => {
  const vendor = await created({ currency: "USD", currencies: ["CAD"] });

  const statuses = [
    await order(vendor, { currency: "1" }),
    await order(vendor, { currency: "2" }),
  ].map(({ status }) => status);
  const { body } = await client.record("GET", `vendor/${vendor}?expandSubResources=true`);

  expect(statuses).toEqual([204, 204]);
  expect(body.currency).toMatchObject({ id: "1" });
  expect((body.currencyList as { totalResults: number }).totalResults).toBe(2);
});

it("bills an order in the order's currency alone", async () => {
  const vendor = await created({ currencies: ["CAD", "USD"] });
  const { id } = await order(vendor, { currency: "2" });
  const items = [{ amount: 10, orderDoc: { id }, orderLine: 1 }];

  const bill = (currency: string) =>
    client.record("POST", "vendorBill", { entity: vendor, currency, item: { items } });

  expect(await bill("1")).toMatchObject({ status: 400, path: "item.items[0].orderDoc" });
  expect((await bill("2")).status).toBe(204);
});

it("counts the exchange rate to the currency of the subsidiary", async () => {
  const { subsidiaryId = "" } = await client.act({
    do: "create_subsidiary",
    name: "Keystone Builders Canada Ltd.",
    currency: "CAD",
    country: "CA",
  });
  const vendor = await created({ currencies: ["USD", "CAD"], subsidiaries: ["1", subsidiaryId] });

  const rates = [
    await order(vendor, { currency: "2" }),
    await order(vendor, { currency: "2", subsidiary: subsidiaryId }),
    await order(vendor, { currency: "1", subsidiary: subsidiaryId }),
  ].map(async ({ id }) => (await client.record("GET", `purchaseOrder/${id}`)).body.exchangeRate);

  expect(await Promise.all(rates)).toEqual([0.73, 1, 1.36986301]);
  const [row] = await client.rows("SELECT currency FROM subsidiary WHERE id = ?", [subsidiaryId]);
  expect(row).toEqual({ currency: "2" });
});

it.each([
  ["entity", (vendor: string) => `Invalid entity reference key ${vendor} for subsidiary 2.`],
  ["subsidiary", (vendor: string) => `Invalid subsidiary reference key 2 for entity ${vendor}.`],
])("refuses a vendor that is not in the order's subsidiary, by the %s", async (by, words) => {
  await client.act({ do: "set_options", vendorElsewhere: by });
  const vendor = await created({});

  const elsewhere = await order(vendor, { subsidiary: "2" });
  await client.act({ do: "set_vendor", vendorId: vendor, subsidiaries: ["1", "2"] });
  const assigned = await order(vendor, { subsidiary: "2" });

  expect(elsewhere).toMatchObject({ status: 400, code: "INVALID_KEY_OR_REF" });
  expect(elsewhere.detail).toBe(`Error while accessing a resource. ${words(vendor)}`);
  expect(assigned.status).toBe(204);
});

it("shows the subsidiaries of a vendor as relationships", async () => {
  const vendor = await created({ subsidiaries: ["2", "1"] });

  const rows = await client.rows(
    "SELECT subsidiary, isprimarysub, BUILTIN.DF(subsidiary) AS named FROM vendorsubsidiaryrelationship WHERE entity = ? ORDER BY subsidiary",
    [vendor],
  );

  expect(rows).toEqual([
    { subsidiary: "1", isprimarysub: "F", named: "Keystone Builders Inc." },
    { subsidiary: "2", isprimarysub: "T", named: "Keystone Builders West LLC" },
  ]);
});

it("makes a vendor inactive, so that no document takes it any more", async () => {
  const vendor = await created({});
  await client.act({ do: "set_vendor", name: "Northern Steel", isInactive: true });

  const refused = await order(vendor, {});
  const twin = await client.record("POST", "vendor", {
    companyName: "northern steel",
    subsidiary: "1",
  });

  expect(refused).toMatchObject({ status: 400, path: "entity" });
  expect(twin.detail).toBe("Error while accessing a resource. This entity already exists.");
});

it.each([
  ["email", "ap@", "Please enter a valid email address."],
  ["email", "ap at acme.example", "Please enter a valid email address."],
  ["phone", "n/a", "Phone number should have seven digits or more."],
])("refuses %s %s", async (field, value, words) => {
  const body = { companyName: "Bad Contact Ltd", subsidiary: "1", [field]: value };

  const refused = await client.record("POST", "vendor", body);
  const coded = await openClient({ contactRefusal: "INVALID_CONTENT" });

  expect(refused).toMatchObject({ status: 400, code: "USER_ERROR" });
  expect(refused.detail).toBe(`Error while accessing a resource. ${words}`);
  expect(await coded.record("POST", "vendor", body)).toMatchObject({
    code: "INVALID_CONTENT",
    path: field,
  });
});

it("takes a phone by its length, or by the formats of its help", async () => {
  const strict = await openClient({ phoneCheck: "formats" });
  const statuses = (one: Client) =>
    Promise.all(
      ["+44 20 7946 0958", "(617) 555-0142", "617-555-0142 ext 12"].map(
        async (phone, index) =>
          (
            await one.record("POST", "vendor", {
              companyName: `Phone ${index}`,
              subsidiary: "1",
              phone,
            })
          ).status,
      ),
    );

  expect(await statuses(client)).toEqual([204, 204, 204]);
  expect(await statuses(strict)).toEqual([400, 204, 204]);
});

it("moves the transactions of a merged vendor and deletes it", async () => {
  const [from, into] = [
    await vendorId(client, "Acme Steel Erectors"),
    await created({ phone: "617-555-0142", externalId: "PCO-V-1" }),
  ];
  const { id } = await anOrder(client);
  await aBill(client);

  const merged = await client.act({ do: "merge_vendors", from: "Acme Steel Erectors", into });
  const moved = await client.record("GET", `purchaseOrder/${id}`);
  const gone = await client.record("GET", `vendor/${from}`);
  const target = await client.record("GET", "vendor/eid:PCO-V-1");

  expect(merged).toMatchObject({ vendorId: into, moved: 2 });
  expect(moved.body.entity).toMatchObject({ id: into, refName: "Northern Steel" });
  expect(gone.status).toBe(404);
  expect(target.body).toMatchObject({ phone: "617-555-0142", balance: 1000 });
  expect(
    await client.rows("SELECT recordtype, name FROM deletedrecord WHERE recordid = ?", [from]),
  ).toEqual([{ recordtype: "vendor", name: "Acme Steel Erectors" }]);
});

it.each([
  ["lost", 404],
  ["moved", 200],
])("has the external id of a merged vendor %s", async (mergedExternalId, status) => {
  await client.act({ do: "set_options", mergedExternalId });
  const from = await created({ externalId: "PCO-V-2" });
  await client.act({ do: "merge_vendors", from, into: "Acme Steel Erectors" });

  const found = await client.record("GET", "vendor/eid:PCO-V-2");

  expect(found.status).toBe(status);
});

it("merges no vendors of different primary subsidiaries", async () => {
  const into = await created({ subsidiary: "2" });

  await expect(
    client.act({ do: "merge_vendors", from: "Acme Steel Erectors", into }),
  ).rejects.toThrow(/same primary subsidiary/);
});
