import { Decimal } from "decimal.js";
import type { Knex } from "knex";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import type { ProcoreSystem } from "../sandbox/procore/procore.ts";
import { contractTotals } from "../sandbox/procore/rest/shapes/commitment.ts";
import { invoiceSums } from "../sandbox/procore/rules/requisition-sums.ts";

interface BothSides {
  database: { admin: Knex };
  procore: { system: ProcoreSystem };
  netsuite: { system: { state(): unknown } };
}

interface Books {
  purchaseOrder: NsRecord[];
  vendorBill: NsRecord[];
  vendorCredit: NsRecord[];
}

interface Green {
  kind: string;
  procore_id: string;
  number: string;
  erp_id: string;
}

/**
 * What Crosstie calls synced, held against the two systems themselves and not against its own
 * memory: each order comes to the revised contract, each bill to what is payable, and each payment
 * that was shown is in Procore with its amount. Returns what differs, in words.
 */
export async function reconcile(world: BothSides): Promise<string[]> {
  const { admin: db } = world.database;
  const green = await db("records")
    .where({ status: "success", is_deleted: false })
    .whereIn(
      "connection_id",
      db("connections").where({ system: "netsuite" }).select("connection_id"),
    )
    .whereNotNull("erp_id")
    .whereIn("kind", ["commitment", "requisition"])
    .select<Green[]>("kind", "procore_id", "number", "erp_id");
  return [
    ...green.flatMap((record) => differenceOf(world, record)),
    ...(await differingPayments(world)),
  ];
}

function differenceOf(world: BothSides, { kind, procore_id: id, number, erp_id: erpId }: Green) {
  const procore = kind === "commitment" ? contractOf(world, id) : payableOf(world, id);
  const { purchaseOrder, vendorBill, vendorCredit } = world.netsuite.system.state() as Books;
  const all = [...purchaseOrder, ...vendorBill, ...vendorCredit];
  const counterpart = all.find((record) => record.id === erpId);
  const sign = counterpart?.type === "vendorCredit" ? -1 : 1;
  const netsuite = counterpart && total(counterpart).times(sign).toFixed(2);
  return procore === netsuite
    ? []
    : [`${kind} ${number}: ${procore ?? "gone"} in Procore, ${netsuite ?? "gone"} in NetSuite`];
}

function contractOf({ procore }: BothSides, id: string): string | undefined {
  const state = procore.system.live();
  const commitment = state.commitments.get(id);
  return commitment && contractTotals(state, commitment).revised;
}

function payableOf({ procore }: BothSides, id: string): string | undefined {
  const state = procore.system.live();
  const requisition = state.requisitions.get(id);
  return requisition && invoiceSums(state, requisition).due.toFixed(2);
}

interface Shown {
  procore_payment_id: string;
  amount: string;
  state: string;
  voided_at: Date | null;
}

async function differingPayments({ database, procore }: BothSides): Promise<string[]> {
  const shown = await database
    .admin("payments")
    .whereNotNull("procore_payment_id")
    .whereRaw("settled_version = version")
    .select<Shown[]>("procore_payment_id", "amount", "state", "voided_at");
  const { payments } = procore.system.live();
  return shown.flatMap(({ procore_payment_id: id, amount, state, voided_at: voidedAt }) => {
    const isPaid = voidedAt === null && state === "paid";
    const wanted = new Decimal(isPaid ? amount : 0);
    const there = payments.get(id);
    return there && wanted.equals(there.amount)
      ? []
      : [`payment ${id}: ${there?.amount ?? "gone"} in Procore, ${wanted.toFixed(2)} in NetSuite`];
  });
}
