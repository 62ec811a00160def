import type { Answer, Client } from "./client.ts";

/**
 * Ids of the seed that tests name: items by cost type, the ledger account of freight, the location
 * of another subsidiary.
 */
export const ITEM = { subcontract: "81", labor: "82", material: "83", retainage: "86" };
export const FREIGHT = "63";
export const CHECKING = "121";
export const WEST = { subsidiary: "2", location: "3" };

export async function vendorId(client: Client, name: string): Promise<string> {
  const [row] = await client.rows("SELECT id FROM vendor WHERE entityid = ?", [name]);
  if (!row?.id) throw new Error(`the seed has no vendor ${name}`);
  return row.id;
}

/** An order of two lines for Acme, 1,000.00 and 250.50. */
export async function anOrder(client: Client, more: Record<string, unknown> = {}): Promise<Answer> {
  const entity = { id: await vendorId(client, "Acme Steel Erectors") };
  const items = [
    { item: { id: ITEM.subcontract }, quantity: 2, rate: 500, description: "Structural steel" },
    { item: { id: ITEM.material }, amount: 250.5, description: "Bolts" },
  ];
  return client.record("POST", "purchaseOrder", {
    entity,
    tranDate: "2026-03-04",
    item: { items },
    ...more,
  });
}

/** A bill for Acme, of what the order has on its first line unless told otherwise. */
export async function aBill(client: Client, more: Record<string, unknown> = {}): Promise<Answer> {
  const entity = { id: await vendorId(client, "Acme Steel Erectors") };
  return client.record("POST", "vendorBill", {
    entity,
    tranId: "INV-1007",
    tranDate: "2026-03-10",
    item: { items: [{ item: { id: ITEM.subcontract }, amount: 1000 }] },
    ...more,
  });
}
