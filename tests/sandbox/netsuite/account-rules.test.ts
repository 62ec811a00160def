import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expanded } from "./expanded.ts";
import { aBill, anOrder, FREIGHT, ITEM } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

let client: Client;
useAccount((account) => (client = account.client));

const set = (options: object) => client.act({ do: "set_options", ...options });
const LINE = { item: { id: ITEM.subcontract }, amount: 10 };

it("adds a workflow's line after each save that lacks it, with a number of its own", async () => {
  const workflowAddsLine = { to: "purchaseOrder", account: FREIGHT, amount: "35.00", memo: "Fee" };
  await set({ workflowAddsLine });
  const { id } = await anOrder(client);
  const first = await expanded(client, `purchaseOrder/${id}`);
  await client.record("PATCH", `purchaseOrder/${id}`, { memo: "again" });
  const kept = await expanded(client, `purchaseOrder/${id}`);
  await client.record("PATCH", `purchaseOrder/${id}?replace=expense`, { expense: { items: [] } });

  const back = await expanded(client, `purchaseOrder/${id}`);
  const lines = [first, kept, back].map(({ expense }) => expense.items);
  expect(lines).toMatchObject([
    [{ line: 3, amount: 35, memo: "Fee" }],
    [{ line: 3, amount: 35, memo: "Fee" }],
    [{ line: 4, amount: 35, memo: "Fee" }],
  ]);
  expect([first.total, kept.total, back.total]).toEqual([1285.5, 1285.5, 1285.5]);
});

it("leaves alone what the workflow is not for", async () => {
  await set({ workflowAddsLine: { to: "vendorBill", account: FREIGHT, amount: "1", memo: "Fee" } });

  const [order, bill] = [await anOrder(client), await aBill(client)];

  expect((await client.record("GET", `purchaseOrder/${order.id}`)).body.total).toBe(1250.5);
  expect((await client.record("GET", `vendorBill/${bill.id}`)).body.total).toBe(1001);
});

it("names all that the account insists on, in the body and on the lines", async () => {
  await set({ mandatory: ["department", "class", "taxCode", "custcol_procore_cost_code"] });
  const bare = await aBill(client);
  const coded = { department: "1", class: "2" };
  const body = await aBill(client, coded);
  const whole = await aBill(client, {
    ...coded,
    item: { items: [{ ...LINE, ...coded, taxCode: "5", custcol_procore_cost_code: "05-100" }] },
  });

  expect([bare.code, bare.detail, body.detail]).toEqual([
    "USER_ERROR",
    "Error while accessing a resource. Please enter value(s) for: Department, Class, Tax Code, Procore Cost Code",
    "Error while accessing a resource. Please enter value(s) for: Department, Class, Tax Code, Procore Cost Code",
  ]);
  expect(whole.status).toBe(204);
});

it.each([
  ["body", { location: "1" }, {}],
  ["lines", {}, { location: "1" }],
])("asks for a location in the %s alone", async (classificationsOn, body, line) => {
  await set({ mandatory: ["location"], classificationsOn });

  const refused = await anOrder(client);
  const taken = await anOrder(client, { ...body, item: { items: [{ ...LINE, ...line }] } });

  expect([refused.detail, taken.status]).toEqual([
    "Error while accessing a resource. Please enter value(s) for: Location",
    204,
  ]);
});

it("asks each kind of record for its own custom fields", async () => {
  await set({ mandatory: ["custbody_procore_project", "custentity_procore_id"] });

  const vendor = await client.record("POST", "vendor", { companyName: "New Co", subsidiary: "1" });
  const order = await anOrder(client);

  expect([vendor.detail, order.detail].map((said) => said.split("for: ")[1])).toEqual([
    "Procore Id",
    "Procore Project",
  ]);
});

it("refuses a total below zero, and takes a line below zero", async () => {
  const credit = { item: { id: ITEM.material }, quantity: 1, rate: -10.5, amount: -10.5 };
  const items = (...lines: object[]) => ({ item: { items: lines } });

  const refused = [
    await aBill(client, items(LINE, credit)),
    await anOrder(client, items(LINE, credit)),
  ];
  const taken = await aBill(client, items({ ...LINE, amount: 10.5 }, credit));

  expect(refused.map(({ code, detail }) => [code, detail])).toEqual([
    ["USER_ERROR", "Error while accessing a resource. The total cannot be negative."],
    ["USER_ERROR", "Error while accessing a resource. The total cannot be negative."],
  ]);
  expect(taken.status).toBe(204);
});
