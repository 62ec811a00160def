import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { useAccount } from "./use-account.ts";

/** Source: the reference, 1.1 (NetSuite help section_1545126526). */
let client: Client;
useAccount((account) => {
  client = account.client;
});

interface Catalog {
  items: { name: string; links: { rel: string; href: string; mediaType?: string }[] }[];
}

const namesIn = (body: unknown) => (body as Catalog).items.map(({ name }) => name);

it("lists the record types of the account, and where each is described", async () => {
  const { body } = await client.record("GET", "metadata-catalog");

  const vendor = (body as unknown as Catalog).items.find(({ name }) => name === "vendor");
  expect(namesIn(body)).toEqual(expect.arrayContaining(["vendorBill", "subsidiary"]));
  expect(vendor?.links.map(({ mediaType }) => mediaType)).toContain("application/swagger+json");
});

it("leaves out what the account has no feature for and the role may not see", async () => {
  await client.act({ do: "set_options", oneWorld: false });
  await client.act({ do: "set_role", hidden: ["vendor"] });

  const { body } = await client.record("GET", "metadata-catalog");

  expect(namesIn(body)).not.toContain("subsidiary");
  expect(namesIn(body)).not.toContain("vendor");
  expect(namesIn(body)).toContain("vendorBill");
});

it("describes one record as a schema, with the account's own fields", async () => {
  const { body, headers } = await client.record("GET", "metadata-catalog/vendorBill", undefined, {
    accept: "application/schema+json",
  });

  expect(headers.get("content-type")).toBe("application/schema+json");
  expect(body.properties).toMatchObject({
    tranId: { type: "string", "x-ns-filterable": true },
    status: { readOnly: true },
    custbody_procore_project: { type: "string" },
    item: {
      properties: { items: { items: { properties: { line: { "x-ns-sublistkey": true } } } } },
    },
  });
});

it("gives OpenAPI of the types that are chosen", async () => {
  const { body } = await client.record(
    "GET",
    "metadata-catalog?select=vendor,purchaseOrder",
    undefined,
    {
      accept: "application/swagger+json",
    },
  );
  const unknown = await client.record("GET", "metadata-catalog?select=nothing");

  expect(body).toMatchObject({ openapi: "3.0.1" });
  const named = Object.keys((body.components as { schemas: object }).schemas);
  expect(named.filter((name) => !name.includes("-"))).toEqual(["vendor", "purchaseOrder"]);
  expect(unknown.code).toBe("INVALID_PARAMETER");
});
