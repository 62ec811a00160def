import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { anOrder, ITEM, vendorId } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

/** Source: the reference, 2.4 and 3.2; github uptick/pynetsuite for customers. */
let client: Client;
useAccount((account) => {
  client = account.client;
});

it("keeps customers as outside clients write them", async () => {
  const { id, status } = await client.record("POST", "customer", {
    companyName: "Seaport Holdings",
    subsidiary: { id: "1" },
  });
  const list = await client.record("GET", "customer/");
  const twin = await client.record("POST", "customer", {
    companyName: "Seaport Holdings",
    subsidiary: { id: "1" },
  });
  const rows = await client.rows("SELECT id, companyName FROM customer WHERE rownum <= 30");
  const deleted = await client.record("DELETE", `customer/${id}`);

  expect([status, list.body.totalResults, deleted.status]).toEqual([204, 3, 204]);
  expect(rows).toContainEqual({ id, companyname: "Seaport Holdings" });
  expect(twin.detail).toContain("This entity already exists.");
});

/** Source: julbrs/netsuite-api-client, test/request.test.ts (live account). */
it("takes a body that names no type, and no word of another", async () => {
  const post = (body: string) =>
    fetch(`${client.url}/services/rest/record/v1/customer/`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.token}` },
      body: new TextEncoder().encode(body),
    });

  const created = await post('{"firstName":"A","lastName":"B","subsidiary":"1","entityStatus":6}');
  const refused = await post("bad body");
  const empty = await post("{}");

  expect(created.status).toBe(204);
  expect(await refused.text()).toContain("Invalid content in the request body");
  expect(await empty.text()).toContain(
    "Error while accessing a resource. Please enter value(s) for: ",
  );
});

/** Source: hotgluexyz/target-netsuite-v2, suite_talk_client.py, what it looks up before it writes. */
it.each([
  "SELECT account.id as internalId, account.acctName as name, account.externalId FROM account",
  "SELECT department.id as internalId, department.externalId, subsidiary as subsidiaryId FROM department",
  "SELECT location.externalId, location.subsidiary as subsidiaryId FROM location",
  "SELECT subsidiary.name, subsidiary.externalId FROM subsidiary",
  "SELECT vendorcategory.externalId as externalId, vendorcategory.name FROM vendorcategory",
  "SELECT employee.firstname || ' ' || employee.lastname AS name, subsidiary as subsidiaryId FROM employee",
  "SELECT t.recordtype, tl.* FROM transaction t inner join transactionLine tl on tl.transaction = t.id WHERE mainline <> 'T' AND t.type = 'PurchOrd'",
])("answers %s", async (query) => {
  expect((await client.query(query)).status).toBe(200);
});

it("keeps a project under its customer, named parent", async () => {
  const { id } = await client.record("POST", "job", {
    companyName: "Pier Four",
    parent: { id: "301" },
    startDate: "2026-03-01",
  });
  const wrong = await client.record("POST", "job", { companyName: "X", customer: { id: "301" } });
  const [row] = await client.rows(
    "SELECT customer, BUILTIN.DF(customer) AS named, TO_CHAR(startdate, 'YYYY-MM-DD') AS started FROM job WHERE id = ?",
    [id],
  );
  const kept = await client.record("DELETE", "customer/301");

  expect(row).toEqual({
    customer: "301",
    named: "Harbor Point Development LLC",
    started: "2026-03-01",
  });
  expect(wrong.path).toBe("customer");
  expect(kept.detail).toContain("dependent records");
});

it.each([
  ["a project", "401", "job", "Harbor Point Tower"],
  ["a customer", "302", "customer", "City of Providence"],
])("takes %s as the customer of a line", async (_, customer, type, name) => {
  const line = { item: { id: ITEM.material }, amount: 10, customer: { id: customer } };
  const order = await anOrder(client, { item: { items: [line] } });

  const { body } = await client.record("GET", `purchaseOrder/${order.id}/item/1`);
  const [row] = await client.rows(
    "SELECT entity, BUILTIN.DF(entity) AS named FROM transactionline WHERE transaction = ? AND mainline = 'F'",
    [order.id],
  );

  expect(body.customer).toMatchObject({
    id: customer,
    refName: name,
    links: [{ href: expect.stringContaining(`/${type}/${customer}`) }],
  });
  expect(row).toEqual({ entity: customer, named: name });
});

it("refuses a vendor as the customer of a line", async () => {
  const line = {
    item: { id: ITEM.material },
    amount: 10,
    customer: { id: await vendorId(client, "Acme Steel Erectors") },
  };

  const refused = await anOrder(client, { item: { items: [line] } });

  expect(refused).toMatchObject({ status: 400, path: "item.items[0].customer" });
});
