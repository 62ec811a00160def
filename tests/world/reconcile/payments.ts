import { Decimal } from "decimal.js";
import type { Booked, Compared, Known, Sides } from "./sides.ts";
import { nameOf } from "./sides.ts";

interface Kept {
  record_id: string;
  erp_payment_id: string;
  bill_id: string;
  amount: string;
  part_of: string | null;
  state: string;
  voided_at: Date | null;
  procore_payment_id: string | null;
  is_settled: boolean;
  problem: string | null;
}

/** What left the bank for one bill. */
interface Applied {
  payment: Booked;
  amount: Decimal;
}

/** Every payment of our bills, from its application in NetSuite to its row in Procore, and back. */
export async function comparePayments(sides: Sides, known: Known[]): Promise<Compared[]> {
  const kept = await sides
    .db("payments")
    .whereIn(
      "record_id",
      known.map(({ record_id: id }) => id),
    )
    .select<Kept[]>("*", sides.db.raw("settled_version = version as is_settled"));
  const bills = known.filter(({ document, erp_id: id }) => document === "bill" && id !== null);
  const unpulled = await withoutPayments(sides, known);
  return [
    ...bills.flatMap((bill) =>
      appliedTo(sides, bill).flatMap((one) => unseenIn(one, { bill, kept, unpulled })),
    ),
    ...kept.map((payment) => shownAs(sides, payment, known)),
    ...(await straysIn(sides)),
  ];
}

/** Records of connections that bring no payments. */
async function withoutPayments({ db }: Sides, known: Known[]): Promise<Set<string>> {
  const off = await db("records as r")
    .join("connections as c", "c.connection_id", "r.connection_id")
    .join("companies as o", "o.company_id", "r.company_id")
    .whereIn(
      "record_id",
      known.map(({ record_id: id }) => id),
    )
    .whereRaw(
      `(c.settings -> 'resourceTypes' ->> 'payment' = 'false' or c.status = 'broken' or not c.is_in_use or o.status <> 'active')`,
    )
    .pluck<string[]>("record_id");
  return new Set(off);
}

function appliedTo({ netsuite }: Sides, { erp_id: bill }: Known): Applied[] {
  return netsuite.vendorPayment.flatMap((payment) => {
    const lines = (payment.lines.apply ?? []).filter(({ fields }) => fields.doc === bill);
    const amount = lines.reduce(
      (sum, { fields }) => sum.plus((fields.amount as string) || 0),
      new Decimal(0),
    );
    return amount.isZero() || payment.fields.voided === true ? [] : { payment, amount };
  });
}

/** Confirmed or approved; a check that is to print has left nobody. */
const hasLeft = ({ status, fields }: Booked) =>
  ["C", "F"].includes(status ?? "") && fields.toBePrinted !== true;

function unseenIn(
  { payment, amount }: Applied,
  { bill, kept, unpulled }: { bill: Known; kept: Kept[]; unpulled: Set<string> },
): Compared[] {
  if (kept.some((one) => one.record_id === bill.record_id && one.erp_payment_id === payment.id)) {
    return [];
  }
  const isSaid = bill.doubt !== null || unpulled.has(bill.record_id);
  return [
    {
      projectId: bill.project_id,
      what: `payment ${payment.id} of ${nameOf(bill)}`,
      crosstie: isSaid ? `not known: ${bill.doubt ?? "payments are not synced"}` : "not known",
      procore: "–",
      netsuite: amount.toFixed(2),
      differs: isSaid ? [] : [`${amount.toFixed(2)} in NetSuite is not known to Crosstie`],
    },
  ];
}

function shownAs(sides: Sides, payment: Kept, known: Known[]): Compared {
  const bill = known.find((one) => one.record_id === payment.record_id)!;
  const { erp_payment_id: id, amount, state, problem, voided_at: voidedAt } = payment;
  const counts = voidedAt === null && state === "paid" ? new Decimal(amount) : new Decimal(0);
  const there = appliedTo(sides, bill).find((one) => one.payment.id === id);
  const left = there && hasLeft(there.payment) ? there.amount : new Decimal(0);
  const row = sides.procore.payments.get(payment.procore_payment_id ?? "");
  const shown = new Decimal(row?.amount ?? 0);
  const said = bill.doubt ?? (payment.is_settled ? undefined : (problem ?? goneOf(bill, known)));
  const differs = [
    ...(left.equals(counts) || state === "other_currency" || payment.part_of !== null
      ? []
      : [`${left.toFixed(2)} in NetSuite, ${counts.toFixed(2)} in Crosstie`]),
    ...(shown.equals(counts) && (row || counts.isZero())
      ? []
      : [`${row?.amount ?? "gone"} in Procore, ${counts.toFixed(2)} in Crosstie`]),
  ];
  return {
    projectId: bill.project_id,
    what: `payment ${id} of ${nameOf(bill)}`,
    crosstie: `${counts.toFixed(2)} ${voidedAt ? "voided" : state}${said ? `: ${said}` : ""}`,
    procore: row?.amount ?? "none",
    netsuite: left.toFixed(2),
    differs: said ? [] : differs,
  };
}

/** Procore takes no payment of what is gone: the panel says that of each. */
function goneOf(bill: Known, known: Known[]): string | undefined {
  const contract = known.find((one) => one.kind === "commitment" && one.parent === bill.parent);
  if (bill.is_deleted) return "its invoice was deleted in Procore";
  return contract?.is_deleted ? "its contract was deleted in Procore" : undefined;
}

/** Of any ERP: Procore's row does not say of which. */
async function straysIn({ db, procore }: Sides): Promise<Compared[]> {
  const shown = new Set(await db("payments").pluck<(string | null)[]>("procore_payment_id"));
  return [...procore.payments.values()].flatMap(({ id, originId, amount, projectId }) =>
    !originId?.startsWith("crosstie-") || shown.has(id)
      ? []
      : {
          projectId,
          what: `payment ${id}`,
          crosstie: "not known",
          procore: amount,
          netsuite: "–",
          differs: [`${amount} in Procore is of Crosstie, which does not know it`],
        },
  );
}
