import { Client } from "../../sandbox/netsuite/client.ts";
import type { Sandbox } from "./sandbox.ts";

interface Order {
  externalId: string | null;
  fields: Record<string, string>;
  lines: { item: { fields: Record<string, string> }[] };
}

/**
 * Writes these commitments' orders anew, under other external ids, and reads each back, as many at
 * once as allowed, and does nothing else. Rejects when one is refused.
 */
export async function barePushesSeconds(
  netsuite: Sandbox,
  procoreIds: string[],
  concurrency: number,
): Promise<number> {
  if (!netsuite.credentials) throw new Error("NetSuite has no credentials");
  const client = new Client(netsuite.url, netsuite.credentials);
  await client.signIn();
  const wanted = new Set(procoreIds.map((id) => `crosstie-commitment-${id}`));
  const { purchaseOrder } = await netsuite.state<{ purchaseOrder: Order[] }>();
  const left = purchaseOrder.filter(({ externalId }) => wanted.has(externalId ?? ""));
  const begun = performance.now();
  const writeInTurn = async () => {
    for (let order = left.pop(); order; order = left.pop()) {
      const path = `/record/v1/purchaseOrder/eid:bare-${order.externalId}`;
      const put = await client.send("PUT", path, { body: bodyOf(order) });
      const got = await client.send("GET", `${path}?expandSubResources=true`);
      if (put.status !== 204 || got.status !== 200) {
        throw new Error(`NetSuite refused a bare write: ${put.detail || got.detail}`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, writeInTurn));
  return (performance.now() - begun) / 1000;
}

function bodyOf({ fields: { entity, subsidiary, tranDate, memo }, lines }: Order) {
  const items = lines.item.map(({ fields: { item, description, quantity, rate } }) => ({
    item: { id: item },
    description,
    quantity: Number(quantity),
    rate: Number(rate),
  }));
  return {
    entity: { id: entity },
    subsidiary: { id: subsidiary },
    tranDate,
    memo,
    item: { items },
  };
}
