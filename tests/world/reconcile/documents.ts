import { Decimal } from "decimal.js";
import { itemized, total } from "../../sandbox/netsuite/rules/amounts.ts";
import { ITEM } from "../../sandbox/netsuite/seeded-ids.ts";
import { contractTotals } from "../../sandbox/procore/rest/shapes/commitment.ts";
import { currencyOf } from "../../sandbox/procore/rest/shapes/currency.ts";
import { changeOrdersOf } from "../../sandbox/procore/rules/change-order-sums.ts";
import { invoiceSums, itemSums } from "../../sandbox/procore/rules/requisition-sums.ts";
import {
  type Booked,
  type Books,
  type Compared,
  isGreen,
  type Known,
  nameOf,
  saidOf,
  type Sides,
} from "./sides.ts";

/** As text: what is equal is the same text. Undefined: nothing to hold against. */
interface Figures {
  total: string | undefined;
  currency: string | undefined;
  vendor: string | undefined;
  lines: string | undefined;
  state: string | undefined;
}

/** Every order, bill and credit that Crosstie has a counterpart of, or calls synced. */
export function compareDocuments(sides: Sides, known: Known[]): Compared[] {
  return known.flatMap((record) => {
    const there = bookedAs(sides.netsuite, record);
    if (!there && !isGreen(record)) return [];
    const [procore, netsuite] = [inProcore(sides, record), inNetSuite(sides, record, there)];
    const differing = (Object.keys(procore) as (keyof Figures)[]).flatMap((name) => {
      const [ours, theirs] = [procore[name], netsuite[name]];
      const isHeld = name === "total" || (ours !== undefined && theirs !== undefined);
      return isHeld && ours !== theirs
        ? [`${name} ${ours ?? "gone"} in Procore, ${theirs ?? "gone"} in NetSuite`]
        : [];
    });
    const untied = there && isGreen(record) ? untiedOf(sides, record, { there, known }) : [];
    const isSaid = !isGreen(record) && saidOf(record) !== undefined;
    return {
      projectId: record.project_id,
      what: nameOf(record),
      crosstie: isGreen(record) ? "synced" : `${record.status}: ${saidOf(record) ?? "nothing"}`,
      procore: inWords(procore),
      netsuite: inWords(netsuite),
      differs: isSaid || isUnderWay(record) ? [] : [...differing, ...untied],
    };
  });
}

const isUnderWay = ({ attempting_since: since }: Known) => since !== null;

const inWords = ({ total: sum, currency, state }: Figures) =>
  [sum ?? "gone", currency, state].filter(Boolean).join(" ");

function bookedAs(books: Books, { erp_id: id }: Known): Booked | undefined {
  const { purchaseOrder, vendorBill, vendorCredit } = books;
  return [...purchaseOrder, ...vendorBill, ...vendorCredit].find((one) => one.id === id);
}

function inProcore({ procore: state, netsuite }: Sides, record: Known): Figures {
  const { kind, procore_id: id } = record;
  const requisition = state.requisitions.get(kind === "requisition" ? id : "");
  const commitment = state.commitments.get(
    kind === "commitment" ? id : (requisition?.commitmentId ?? ""),
  );
  const isThere = commitment && commitment.deletedAt === null && !record.is_deleted;
  const of = { currency: currencyOf(state, commitment)?.currency_iso_code };
  const vendor = vendorWanted(netsuite, record);
  const said = SHOWN_BESIDE[record.erp_state ?? ""] ?? "open";
  if (requisition && isThere) {
    const due = invoiceSums(state, requisition).due.toFixed(2);
    return { ...of, vendor, total: due, lines: undefined, state: said };
  }
  if (kind === "requisition" || !isThere) {
    return { ...of, vendor, total: undefined, lines: undefined, state: undefined };
  }
  const changes = changeOrdersOf(state, id).filter(({ status }) => status === "approved");
  const lines = [commitment.lines, ...changes.map((change) => change.lines)].flat();
  const isClosed = ["Complete", "Closed"].includes(commitment.status);
  return {
    ...of,
    vendor,
    total: contractTotals(state, commitment).revised,
    lines: amounts(lines.map(({ amount }) => amount)),
    // What is closed in Procore may be open or closed there.
    state: isClosed ? undefined : said,
  };
}

/** A merge moves documents to another vendor, and those of an inactive one stay when it is replaced. */
function vendorWanted(
  { vendor: all }: Books,
  { vendor, sent_vendor: sent }: Known,
): string | undefined {
  const isThere = (wanted: string | null) => all.some(({ id }) => id === wanted);
  return isThere(vendor) && isThere(sent) ? `${vendor}` : undefined;
}

function inNetSuite({ netsuite }: Sides, { kind }: Known, there: Booked | undefined): Figures {
  if (!there) {
    const nothing = { total: undefined, currency: undefined, vendor: undefined };
    return { ...nothing, lines: undefined, state: undefined };
  }
  const { type, fields } = there;
  const holder = netsuite.vendor.find(({ id }) => id === fields.entity);
  const currency = netsuite.currency.find(({ id }) => id === fields.currency);
  return {
    total: total(there)
      .times(type === "vendorCredit" ? -1 : 1)
      .toFixed(2),
    currency: currency?.fields.symbol as string | undefined,
    vendor: holder?.fields.isInactive === true ? undefined : (fields.entity as string),
    lines:
      kind === "commitment"
        ? amounts(itemized(there).map((line) => line.fields.amount as string))
        : undefined,
    state: stateOf(netsuite, there),
  };
}

/** A wait in the ERP is shown beside the tick. */
const SHOWN_BESIDE: Record<string, string> = {
  pending_approval: "pending approval",
  on_hold: "on hold",
};

const STATES: Record<string, string> = {
  "purchaseOrder:A": "pending approval",
  "purchaseOrder:C": "rejected",
  "purchaseOrder:H": "closed",
  "vendorBill:C": "rejected",
  "vendorBill:D": "pending approval",
  "vendorBill:E": "rejected",
};

/** An order that is closed after its last bill is as done as one that is fully billed. */
function stateOf(books: Books, { id, type, status, fields, ...there }: Booked): string {
  if (fields.paymentHold === true) return "on hold";
  const state = STATES[`${type}:${status}`] ?? "open";
  if (state !== "closed") return state;
  const bills = books.vendorBill.flatMap(itemized).filter((line) => line.fields.orderDoc === id);
  const billed = bills.reduce(
    (sum, line) => sum.plus(line.fields.amount as string),
    new Decimal(0),
  );
  return billed.gte(total({ id, type, fields, ...there })) ? "open" : state;
}

/**
 * After a credit, NetSuite may have counted a bill already: it is then tied to nothing. Nor is a
 * line for retainage, which is what this invoice changed of it.
 */
function untiedOf(
  { netsuite, procore }: Sides,
  { parent, procore_id: id }: Known,
  { there, known }: { there: Booked; known: Known[] },
): string[] {
  const siblings = known.filter((one) => isGreen(one) && one.parent === parent);
  const order = siblings.find(({ kind }) => kind === "commitment");
  if (!order || there.type !== "vendorBill") return [];
  const isCredited = siblings.some((one) => bookedAs(netsuite, one)?.type === "vendorCredit");
  const loose = itemized(there).filter(({ fields }) => fields.orderDoc !== order.erp_id);
  const isRetainage = ({ fields }: (typeof loose)[number]) => fields.item === ITEM.retainage;
  const shown = amounts(loose.filter(isRetainage).map(({ fields }) => fields.amount as string));
  const retained = retainedOf(procore, id);
  if (shown && shown !== retained) return [`${shown} retained, not ${retained}`];
  const untied = loose.filter((line) => !isRetainage(line));
  if (isCredited || untied.length === 0) return [];
  return [`${untied.length} lines are not tied to order ${order.erp_id}`];
}

/** In the bill's sign: what is held back is less. */
function retainedOf(state: Sides["procore"], id: string): string {
  const sums = itemSums(state, state.requisitions.get(id)!);
  const change = sums.map(({ retainage, before }) => before.retainage.minus(retainage));
  return Decimal.sum(0, ...change).toFixed(2);
}

const amounts = (all: string[]) =>
  all
    .map((amount) => new Decimal(amount))
    .filter((amount) => !amount.isZero())
    .toSorted((a, b) => a.comparedTo(b))
    .map((amount) => amount.toFixed(2))
    .join(" + ");

/** What stands in the books under our reference, or bills an order of ours, and is nobody's. */
export function strayDocuments({ netsuite }: Sides, known: Known[]): Compared[] {
  const { purchaseOrder, vendorBill, vendorCredit } = netsuite;
  const counterparts = new Set(known.flatMap((one) => one.erp_id ?? []));
  return [...purchaseOrder, ...vendorBill, ...vendorCredit].flatMap((there) => {
    if (counterparts.has(there.id)) return [];
    const owner = ownerOf(there, known);
    if (!owner || !isGreen(owner) || owner.former_erp_id === there.id) return [];
    return {
      projectId: owner.project_id,
      what: `${there.type} ${there.id}`,
      crosstie: `${nameOf(owner)}: synced`,
      procore: "–",
      netsuite: total(there).toFixed(2),
      differs: [`is in NetSuite for ${nameOf(owner)}, and Crosstie does not say so`],
    };
  });
}

function ownerOf({ externalId, type, ...there }: Booked, known: Known[]): Known | undefined {
  const named = known.find(({ kind, procore_id: id }) => externalId === `crosstie-${kind}-${id}`);
  if (named || type !== "vendorBill") return named;
  const orders = new Set(
    Object.values(there.lines)
      .flat()
      .map(({ fields }) => fields.orderDoc),
  );
  return known.find(({ kind, erp_id: id }) => kind === "commitment" && id && orders.has(id));
}
