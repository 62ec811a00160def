import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { anOrder, ITEM } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

/** Source: public clients of live accounts that read `customfield` and the OpenAPI of records. */
let client: Client;
useAccount((account) => (client = account.client));

const set = (options: object) => client.act({ do: "set_options", ...options });
const KIND = "custbody_order_kind";
const CODE = "custcol_procore_cost_code";
const MANDATORY = "SELECT scriptid, fieldtype, name FROM customfield WHERE ismandatory = 'T'";

it("lists custom fields, and which are mandatory by themselves", async () => {
  await set({ customFields: [KIND, CODE], mandatory: [KIND, CODE], mandatoryBy: "field" });
  const byField = await client.rows(`${MANDATORY} ORDER BY scriptid`);
  await set({ mandatoryBy: "form" });
  const byForm = await client.rows(MANDATORY);

  expect(byField).toEqual([
    { scriptid: "CUSTBODY_ORDER_KIND", fieldtype: "BODY", name: "Order Kind" },
    { scriptid: "CUSTCOL_PROCORE_COST_CODE", fieldtype: "COLUMN", name: "Procore Cost Code" },
  ]);
  expect(byForm).toEqual([]);
});

it("takes an entry of a custom list by its id, and no other", async () => {
  await set({ customFields: [KIND], customLists: { [KIND]: { "1": "Labor", "2": "Lump sum" } } });
  const item = { items: [{ item: { id: ITEM.subcontract }, amount: 10 }] };

  const taken = await anOrder(client, { [KIND]: { id: "2" }, item });
  const refused = await anOrder(client, { [KIND]: { id: "3" }, item });

  expect((await client.record("GET", `purchaseOrder/${taken.id}`)).body[KIND]).toMatchObject({
    id: "2",
    refName: "Lump sum",
  });
  expect([refused.status, refused.path]).toEqual([400, KIND]);
});

it("describes custom fields by their labels, lines by themselves, and says of none that it is mandatory", async () => {
  await set({
    customFields: [KIND, CODE],
    customLists: { [KIND]: { "1": "Labor" } },
    mandatory: ["department", KIND, CODE],
  });

  const { body } = await client.record("GET", "metadata-catalog?select=vendorBill", undefined, {
    accept: "application/swagger+json",
  });

  const { schemas } = body.components as unknown as {
    schemas: Record<string, { required?: string[]; properties: Record<string, object> }>;
  };
  expect(schemas.vendorBill?.properties).toMatchObject({
    [KIND]: { title: "Order Kind", type: "object", "x-ns-custom-field": true, nullable: true },
    department: { type: "object", nullable: true },
    item: { $ref: "#/components/schemas/vendorBill-itemCollection" },
  });
  expect(schemas["vendorBill-itemElement"]?.properties).toMatchObject({
    [CODE]: { title: "Procore Cost Code", type: "string", nullable: true },
  });
  expect(Object.values(schemas).filter(({ required }) => required)).toEqual([]);
});
