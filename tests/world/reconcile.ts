import { Decimal } from "decimal.js";
import type { Knex } from "knex";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { itemized, total } from "../sandbox/netsuite/rules/amounts.ts";
import { ITEM } from "../sandbox/netsuite/seeded-ids.ts";
import type { ProcoreSystem } from "../sandbox/procore/procore.ts";
import { contractTotals } from "../sandbox/procore/rest/shapes/commitment.ts";
import { changeOrdersOf } from "../sandbox/procore/rules/change-order-sums.ts";
import { invoiceSums, itemSums } from "../sandbox/procore/rules/requisition-sums.ts";

interface BothSides {
  database: { admin: Knex };
  procore: { system: ProcoreSystem };
  netsuite: { system: { state(): unknown } };
}

interface Books {
  purchaseOrder: NsRecord[];
  vendorBill: NsRecord[];
  vendorCredit: NsRecord[];
  vendor: NsRecord[];
}

interface Green {
  kind: string;
  procore_id: string;
  number: string;
  erp_id: string;
  parent: string;
  /** Crosstie's own link to a vendor in NetSuite; null: it looks for it anew. */
  vendor: string | null;
  sent_vendor: string | null;
}

/**
 * What Crosstie calls synced, held against the two systems themselves and not against its own
 * memory: each order comes to the revised contract, line by line, each bill to what is payable and is
 * tied to its order, both are for the vendor, and each payment that was shown is in Procore with its
 * amount. Returns what differs, in words.
 */
export async function reconcile(world: BothSides): Promise<string[]> {
  const { admin: db } = world.database;
  const green = await db("records as r")
    .leftJoin("records as v", (on) =>
      on
        .on("v.connection_id", "r.connection_id")
        .andOn("v.procore_id", "r.vendor_id")
        .andOnVal("v.kind", "vendor"),
    )
    .where({ "r.status": "success", "r.is_deleted": false })
    .whereIn(
      "r.connection_id",
      db("connections").where({ system: "netsuite" }).select("connection_id"),
    )
    .whereNotNull("r.erp_id")
    .whereIn("r.kind", ["commitment", "requisition"])
    .select<Green[]>(
      "r.kind",
      "r.procore_id",
      "r.number",
      "r.erp_id",
      "r.parent",
      "r.sent_vendor",
      {
        vendor: "v.erp_id",
      },
    );
  return [
    ...green.flatMap((record) => differencesOf(world, record)),
    ...green.flatMap((record) => untiedOf(world, record, green)),
    ...(await differingPayments(world)),
  ];
}

function differencesOf(world: BothSides, record: Green): string[] {
  const { kind, procore_id: id, number, erp_id: erpId } = record;
  const procore = kind === "commitment" ? contractOf(world, id) : payableOf(world, id);
  const counterpart = counterpartOf(world, erpId);
  const sign = counterpart?.type === "vendorCredit" ? -1 : 1;
  const netsuite = counterpart && total(counterpart).times(sign).toFixed(2);
  const compared = [
    [procore, netsuite],
    ...(counterpart ? [vendorsOf(world, record, counterpart)] : []),
    ...(counterpart && kind === "commitment" ? [[linesOf(world, id), orderedBy(counterpart)]] : []),
  ];
  return compared.flatMap(([ours, theirs]) =>
    ours === theirs
      ? []
      : [`${kind} ${number}: ${ours ?? "gone"} in Procore, ${theirs ?? "gone"} in NetSuite`],
  );
}

function counterpartOf(world: BothSides, erpId: string): NsRecord | undefined {
  const { purchaseOrder, vendorBill, vendorCredit } = world.netsuite.system.state() as Books;
  return [...purchaseOrder, ...vendorBill, ...vendorCredit].find(({ id }) => id === erpId);
}

/** A merge moves documents to another vendor, and those of an inactive one stay when it is replaced. */
function vendorsOf(
  world: BothSides,
  { vendor: linked, sent_vendor: sent }: Green,
  { fields }: NsRecord,
): string[] {
  const { vendor: all } = world.netsuite.system.state() as Books;
  const isThere = (wanted: string | null) => all.some(({ id }) => id === wanted);
  const holder = all.find(({ id }) => id === fields.entity);
  if (!isThere(linked) || !isThere(sent) || holder?.fields.isInactive === true) return [];
  return [`vendor ${linked}`, `vendor ${fields.entity as string}`];
}

function linesOf({ procore }: BothSides, id: string): string {
  const state = procore.system.live();
  const changes = changeOrdersOf(state, id).filter(({ status }) => status === "approved");
  const lines = [state.commitments.get(id)?.lines ?? [], ...changes.map((change) => change.lines)];
  return amounts(lines.flat().map(({ amount }) => amount));
}

const orderedBy = (order: NsRecord) =>
  amounts(itemized(order).map(({ fields }) => fields.amount as string));

const amounts = (all: string[]) =>
  all
    .map((amount) => new Decimal(amount))
    .filter((amount) => !amount.isZero())
    .toSorted((a, b) => a.comparedTo(b))
    .map((amount) => amount.toFixed(2))
    .join(" + ");

/**
 * After a credit, NetSuite may have counted a bill already: it is then tied to nothing. Nor is a
 * line for retainage, which is what this invoice changed of it.
 */
function untiedOf(
  world: BothSides,
  { kind, number, procore_id: id, erp_id: erpId, parent }: Green,
  green: Green[],
): string[] {
  const bill = counterpartOf(world, erpId);
  const order = green.find((one) => one.kind === "commitment" && one.parent === parent);
  if (!order || bill?.type !== "vendorBill") return [];
  const siblings = green.filter((one) => one.parent === parent);
  const isCredited = siblings.some(
    (one) => counterpartOf(world, one.erp_id)?.type === "vendorCredit",
  );
  const loose = itemized(bill).filter(({ fields }) => fields.orderDoc !== order.erp_id);
  const isRetainage = ({ fields }: (typeof loose)[number]) => fields.item === ITEM.retainage;
  const shown = amounts(loose.filter(isRetainage).map(({ fields }) => fields.amount as string));
  const retained = retainedOf(world, id);
  if (shown && shown !== retained) return [`${kind} ${number}: ${shown} retained, not ${retained}`];
  const untied = loose.filter((line) => !isRetainage(line));
  if (isCredited || untied.length === 0) return [];
  return [`${kind} ${number}: ${untied.length} lines are not tied to order ${order.erp_id}`];
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

/** In the bill's sign: what is held back is less. */
function retainedOf({ procore }: BothSides, id: string): string {
  const state = procore.system.live();
  const sums = itemSums(state, state.requisitions.get(id)!);
  const change = sums.map(({ retainage, before }) => before.retainage.minus(retainage));
  return Decimal.sum(0, ...change).toFixed(2);
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
