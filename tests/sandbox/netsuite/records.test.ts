import { expect, it } from "vitest";
import type { Faults } from "../core/faults.ts";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import { aBill, anOrder, ITEM, vendorId, WEST } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
let faults: Faults;
useAccount((account) => {
  client = account.client;
  faults = account.served.faults;
});

it("creates with 204, no body and an absolute Location, and gives the order a number and a status", async () => {
  const created = await anOrder(client);

  const order = await client.record("GET", `purchaseOrder/${created.id}`);

  expect(created.status).toBe(204);
  expect(created.headers.get("location")).toBe(
    `${client.url}/services/rest/record/v1/purchaseOrder/${created.id}`,
  );
  expect(order.body).toMatchObject({
    tranId: "PO10428",
    total: 1250.5,
    status: { id: "F", refName: "Pending Bill" },
    entity: { refName: "Acme Steel Erectors" },
    dueDate: "2026-04-03",
  });
  expect(order.body.item).toEqual({
    links: [{ rel: "self", href: `${created.headers.get("location")}/item` }],
  });
});

it("expands sublists on demand, and refuses fields beside it", async () => {
  const { id } = await anOrder(client);

  const order = await expanded(client, `purchaseOrder/${id}`);
  const both = await client.record(
    "GET",
    `purchaseOrder/${id}?fields=tranId&expandSubResources=true`,
  );

  expect(order.item).toMatchObject({
    totalResults: 2,
    items: [
      { line: 1, amount: 1000, item: { id: ITEM.subcontract, refName: "Subcontract" } },
      { line: 2, amount: 250.5 },
    ],
  });
  const line = await client.record("GET", `purchaseOrder/${id}/item/2`);
  expect(both).toMatchObject({ status: 400, code: "INVALID_PARAMETER" });
  expect(line.body).toMatchObject({ line: 2, amount: 250.5 });
});

it("answers only the fields asked for", async () => {
  const { id } = await anOrder(client);

  const { body } = await client.record("GET", `purchaseOrder/${id}?fields=tranid,total`);

  expect(Object.keys(body).toSorted()).toEqual(["id", "links", "total", "tranId"]);
});

it("reads record types and field names in any case", async () => {
  const created = await client.record("POST", "VENDOR", {
    COMPANYNAME: "Any Case Ltd",
    Subsidiary: "1",
  });

  const vendor = await client.record("GET", `Vendor/${created.id}`);

  expect(vendor.body).toMatchObject({ companyName: "Any Case Ltd", entityId: "Any Case Ltd" });
});

it("drops an unknown field with a warning, or refuses it by name when validation is on", async () => {
  const body = {
    companyName: "Typo Ltd",
    subsidiary: "1",
    compnayName: "x",
    addressBook: { items: [{ lable: "Office" }] },
  };

  const strict = await client.record("POST", "vendor", body);
  const lax = await client.record("POST", "vendor", body, {});

  expect(strict).toMatchObject({
    status: 400,
    code: "INVALID_CONTENT",
    path: "compnayName",
    body: { "o:errorDetails": [{}, { "o:errorPath": "addressBook.items[0].lable" }] },
  });
  expect(strict.detail).toContain("'compnayName'");
  expect(lax.status).toBe(204);
  expect(lax.headers.get("x-netsuite-propertyvalidation")).toContain("compnayName");
});

it.each([
  ["a vendor that is not there", { entity: { id: "99999" } }, "INVALID_KEY_OR_REF", "entity"],
  [
    "an item that is not there",
    {
      item: {
        items: [
          { item: { id: ITEM.labor }, amount: 1 },
          { item: { id: "9" }, amount: 1 },
        ],
      },
    },
    "INVALID_KEY_OR_REF",
    "item.items[1].item",
  ],
  [
    "an amount as text",
    { item: { items: [{ item: { id: ITEM.labor }, amount: "1.00" }] } },
    "INVALID_CONTENT",
    "item.items[0].amount",
  ],
  ["a date that is none", { tranDate: "2026-02-30" }, "INVALID_CONTENT", "tranDate"],
  [
    "a location of another subsidiary",
    { location: { id: WEST.location } },
    "INVALID_KEY_OR_REF",
    "location",
  ],
  [
    "a vendor of another subsidiary",
    { subsidiary: { id: WEST.subsidiary } },
    "INVALID_KEY_OR_REF",
    "subsidiary",
  ],
  ["a number that is too long", { tranId: "x".repeat(46) }, "INVALID_CONTENT", "tranId"],
])("refuses %s and says where", async (_, change, code, path) => {
  const refused = await aBill(client, change);

  expect(refused).toMatchObject({ status: 400, code, path });
});

it("refuses a missing mandatory field in words", async () => {
  const nameless = await client.record("POST", "vendor", { subsidiary: "1" });
  const homeless = await client.record("POST", "vendor", { companyName: "Homeless Ltd" });
  const empty = await aBill(client, { item: { items: [] } });

  expect([nameless, homeless, empty].map(({ code, detail }) => [code, detail])).toEqual([
    ["USER_ERROR", expect.stringContaining("Please enter value(s) for: Company Name")],
    ["USER_ERROR", expect.stringContaining("Please enter value(s) for: Primary Subsidiary")],
    ["USER_ERROR", expect.stringContaining("at least one line item")],
  ]);
});

it("refuses a second vendor of the same name and a second record of the same external id", async () => {
  const twin = await client.record("POST", "vendor", {
    companyName: "acme steel erectors",
    subsidiary: "1",
  });
  await anOrder(client, { externalId: "ct-1" });
  const again = await anOrder(client, { externalId: "ct-1" });

  expect(twin).toMatchObject({
    status: 400,
    code: "USER_ERROR",
    detail: expect.stringContaining("already exists"),
  });
  expect(again).toMatchObject({ status: 400, code: "USER_ERROR", path: "externalId" });
});

it("upserts by external id alone", async () => {
  const entity = { id: await vendorId(client, "Acme Steel Erectors") };
  const body = { entity, item: { items: [{ item: { id: ITEM.labor }, amount: 10 }] } };

  const created = await client.record("PUT", "purchaseOrder/eid:ct-9", body);
  const updated = await client.record("PUT", "purchaseOrder/eid:ct-9?replace=item", {
    ...body,
    memo: "again",
  });
  const byId = await client.record("PUT", `purchaseOrder/${created.id}`, body);
  const order = await client.record("GET", "purchaseOrder/eid:ct-9");

  expect([created.status, updated.status, updated.id]).toEqual([204, 204, created.id]);
  expect(byId.status).toBe(400);
  expect(order.body).toMatchObject({ externalId: "ct-9", memo: "again", total: 10 });
});

it("appends lines that are sent twice without their numbers", async () => {
  const entity = { id: await vendorId(client, "Acme Steel Erectors") };
  const body = { entity, item: { items: [{ item: { id: ITEM.labor }, amount: 10 }] } };
  await client.record("PUT", "purchaseOrder/eid:ct-9", body);

  await client.record("PUT", "purchaseOrder/eid:ct-9", body);

  expect(
    (await expanded(client, "purchaseOrder/eid:ct-9")).item.items.map(({ line, amount }) => [
      line,
      amount,
    ]),
  ).toEqual([
    [1, 10],
    [2, 10],
  ]);
});

it("finds a record whose creation was answered into a dropped connection", async () => {
  const entity = { id: await vendorId(client, "Acme Steel Erectors") };
  faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "lost_response",
    times: 1,
  });

  const lost = client.record("PUT", "purchaseOrder/eid:ct-10", {
    entity,
    item: { items: [{ item: { id: ITEM.labor }, amount: 10 }] },
  });
  await expect(lost).rejects.toThrow("fetch failed");
  const found = await client.record("GET", "purchaseOrder/eid:ct-10?fields=tranId");
  const absent = await client.record("GET", "purchaseOrder/eid:ct-11");

  expect(found).toMatchObject({ status: 200, body: { tranId: "PO10428" } });
  expect(absent).toMatchObject({
    status: 404,
    code: "NONEXISTENT_ID",
    detail: "The record instance does not exist. Provide a valid record instance ID.",
  });
});

it("clears a field with null and leaves out what is empty", async () => {
  const { id } = await anOrder(client, { memo: "first" });

  await client.record("PATCH", `purchaseOrder/${id}`, { memo: null });

  expect((await client.record("GET", `purchaseOrder/${id}`)).body).not.toHaveProperty("memo");
});

it("appends and rewrites the lines of an order where the account keys them by nothing", async () => {
  await client.act({ do: "set_options", purchaseOrderLines: "appended" });
  const { id } = await anOrder(client);
  await client.record("PATCH", `purchaseOrder/${id}`, {
    item: { items: [{ line: 1, item: ITEM.labor, amount: 5 }] },
  });
  const appended = await expanded(client, `purchaseOrder/${id}`);

  await client.record("PATCH", `purchaseOrder/${id}?replace=item`, {
    item: { items: [{ line: 1, item: ITEM.labor, amount: 5 }] },
  });

  const rewritten = await expanded(client, `purchaseOrder/${id}`);
  expect([appended, rewritten].map(({ item }) => item.items.map(({ line }) => line))).toEqual([
    [1, 2, 3],
    [4],
  ]);
});
