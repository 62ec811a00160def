import { Client } from "../sandbox/netsuite/client.ts";
import { expanded } from "../sandbox/netsuite/expanded.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";

interface Contract {
  title: string;
  lines: object[];
  fields?: object;
  /** False: something stands in the way of its order. */
  isAtRest?: boolean;
}

/** A subcontract of these lines that NetSuite has. */
export async function contracted(
  world: World,
  installed: Installed,
  { title, lines, fields = {}, isAtRest = true }: Contract,
): Promise<Commitment> {
  const vendor = "Acme Steel Erectors";
  const commitment = await createCommitment(world, installed, { vendor, title, status: "Draft" });
  const act = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
  const [first, ...others] = lines.map((line) => ({
    cost_code_id: commitment.lines[0]!.costCodeId,
    ...line,
  }));
  const of = { commitmentId: commitment.id };
  await act("update_line", { ...of, lineId: commitment.lines[0]!.id, fields: first });
  for (const line of others) await act("add_line", { ...of, fields: line });
  await act("update_commitment", { id: commitment.id, ...fields, status: "Approved" });
  if (isAtRest) await atRest(world);
  return world.procore.system.live().commitments.get(commitment.id)!;
}

/** Somebody bills so much of each line, and somebody approves that. */
export async function invoiced(
  world: World,
  installed: Installed,
  commitment: Commitment,
  work: Record<string, string>[],
): Promise<{ id: string }> {
  const items = work.map((given, index) => ({
    line_item_id: commitment.lines[index]!.id,
    ...given,
  }));
  const of = { commitmentId: commitment.id };
  const invoice = (await world.procore.system.act({
    do: "create_requisition",
    ...of,
    fields: { items },
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id: invoice.id });
  await syncPayments(installed, commitment);
  await atRest(world);
  return invoice;
}

export const worth = (amount: string) => ({ work_completed_this_period: amount });

interface OrderLine {
  line: number;
  quantity: number;
  rate: number;
  amount: number;
  quantityBilled: number;
  quantityReceived: number;
}

/** The order of a commitment as NetSuite itself shows it. */
export async function orderIn({ netsuite }: World, commitment: Commitment) {
  const client = new Client(netsuite.url, netsuite.credentials);
  await client.signIn();
  const [order] = ordersOf({ netsuite }, commitment);
  const { item, status } = await expanded(client, `purchaseOrder/${order!.id}`);
  const lines = item.items as unknown as OrderLine[];
  return {
    id: order!.id,
    status: (status as { refName: string }).refName,
    lines,
    ordered: lines.map(({ quantity, rate, amount }) => [quantity, rate, amount]),
    billed: lines.map(({ quantityBilled }) => quantityBilled),
    received: lines.map(({ quantityReceived }) => quantityReceived),
  };
}
