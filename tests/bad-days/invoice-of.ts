import type { Commitment } from "../sandbox/procore/records.ts";
import { billsOf, booksOf } from "../world/books.ts";
import type { World } from "../world/open-world.ts";

/** By Procore's names: `work_completed_this_period`, say. */
type Item = Record<string, string>;

/** Somebody bills the one line of a contract so, and somebody approves that. */
export async function invoiceOf(world: World, commitment: Commitment, item: Item): Promise<string> {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId: commitment.id,
    percent: "0",
  })) as { id: string };
  await world.procore.system.act({
    do: "update_requisition",
    id,
    items: [billed(commitment, item)],
  });
  await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

/** Procore lets nobody change an invoice that is synced: its link is taken off before. */
export async function revise(
  world: World,
  commitment: Commitment,
  id: string,
  item: Item,
): Promise<void> {
  world.procore.system.live().requisitions.get(id)!.originId = null;
  await world.procore.system.act({
    do: "update_requisition",
    id,
    items: [billed(commitment, item)],
  });
}

const billed = ({ lines }: Commitment, item: Item) => ({ line_item_id: lines[0]!.id, ...item });

/** All that NetSuite has of an invoice. */
export function documentsOf(world: World, id: string) {
  const credits = booksOf(world).vendorCredit.filter(
    ({ externalId }) => externalId === `crosstie-requisition-${id}`,
  );
  return [...billsOf(world, id), ...credits];
}
