import { Decimal } from "decimal.js";
import type { CommitmentSnapshot } from "../kinds/commitment/snapshot.ts";
import { requisition } from "../kinds/requisition/kind.ts";
import type { RequisitionSnapshot } from "../kinds/requisition/snapshot.ts";
import { isPendingChange } from "../procore/change-orders.ts";
import type { IssuedPayment } from "../procore/commitments.ts";
import type { Bill } from "../store/bills.ts";
import { isPaid, isPosted, type Payment } from "../store/payments.ts";
import type { SyncRecord } from "../store/records.ts";
import type { CommitmentView } from "./contract.ts";
import { type Counted, paidOn, sum, typedOn } from "./payments-view.ts";

interface MoneySources {
  commitment: CommitmentSnapshot;
  currency: string;
  invoices: SyncRecord[];
  bills: Map<string, Bill>;
  payments: Payment[];
  counted: Counted[];
  others: IssuedPayment[];
}

/** Of approved invoices only, and in the contract's currency. */
export function moneyOf(sources: MoneySources): CommitmentView["money"] {
  const { commitment, currency, invoices, counted, others } = sources;
  const approved = invoices.flatMap((record) => {
    const snapshot = requisition.parse(record.snapshot);
    if (record.isDeleted) return [];
    return requisition.approval(snapshot).isApproved ? [{ record, snapshot }] : [];
  });
  const contract =
    commitment.revisedContract ??
    new Decimal(commitment.grandTotal).plus(commitment.approvedChangeOrders ?? 0).toString();
  const paid = sum([...counted, ...others].map(({ amount }) => amount));
  const onInvoices = sum(invoices.map((invoice) => paidOn(invoice, sources)));
  const figures = approved.map((invoice) => figuresOf(invoice, sources));
  const [inErp, notThere] = [true, false].map((is) =>
    sum(figures.filter(({ isCounted }) => isCounted === is).map(({ open }) => open)),
  ) as [string, string];
  // What was paid for no invoice that we know may be for one that the ERP does not have.
  const forNone = new Decimal(paid).minus(onInvoices);
  const forThose = Decimal.min(forNone, Decimal.max(0, notThere));
  const typed = new Decimal(sum(figures.map((one) => one.onlyInProcore)));
  const onlyInProcore = Decimal.min(inErp, typed.plus(forNone).minus(forThose));
  const billed = sum(approved.map(({ snapshot }) => snapshot.total));
  const retainage = heldToDate(approved.map(({ snapshot }) => snapshot));
  return {
    currency,
    contract: new Decimal(contract).toFixed(2),
    approvedChanges: new Decimal(commitment.approvedChangeOrders ?? 0).toFixed(2),
    pendingChanges: sum(commitment.changeOrders.filter(isPendingChange).map(({ total }) => total)),
    billed,
    paid,
    settledOtherwise: sum(figures.map((one) => one.settledOtherwise)),
    unpaid: Decimal.max(0, new Decimal(inErp).plus(notThere).minus(forThose)).toFixed(2),
    onlyInProcore: Decimal.max(0, onlyInProcore).toFixed(2),
    retainage,
    leftToBill: new Decimal(contract).minus(billed).minus(retainage).toFixed(2),
  };
}

interface Figures {
  isCounted: boolean;
  settledOtherwise: string;
  open: string;
  /** Of what is open: Procore shows it as paid, and the ERP knows no such payment. */
  onlyInProcore: string;
}

/** What the ERP counts once it has the bill; until then, and in another currency, the invoice. */
function figuresOf(
  { record, snapshot }: { record: SyncRecord; snapshot: RequisitionSnapshot },
  sources: MoneySources,
): Figures {
  const bill = sources.bills.get(record.recordId);
  if (
    bill === undefined ||
    new Decimal(bill.total).isZero() ||
    (bill.currency ?? sources.currency) !== sources.currency
  ) {
    const open = openOf(snapshot.total, paidOn(record, sources));
    return { isCounted: false, settledOtherwise: "0.00", open, onlyInProcore: "0.00" };
  }
  const typed = new Decimal(typedOn(record, sources));
  const settled = settledOtherwise(bill, sources);
  // A payment that the ERP keeps from us may be the one that somebody typed into Procore.
  const hidden = Decimal.min(settled, typed, bill.unseen);
  const left = sources.payments.filter((one) => one.recordId === bill.recordId && isPaid(one));
  const open = openOf(bill.total, settled.plus(sum(left.map(({ amount }) => amount))));
  return {
    isCounted: true,
    settledOtherwise: settled.minus(hidden).toFixed(2),
    open,
    onlyInProcore: Decimal.max(0, Decimal.min(typed.minus(hidden), open)).toFixed(2),
  };
}

/** Of a credit, all is below zero: it lowers what the other invoices leave open. */
function openOf(total: string, paid: Decimal.Value): string {
  const open = new Decimal(total).minus(paid);
  return (new Decimal(total).isNegative() ? open : Decimal.max(0, open)).toFixed(2);
}

/** By credits, discounts and the like, and by what is out of sight. */
function settledOtherwise(bill: Bill, { payments, invoices }: MoneySources): Decimal {
  const posted = payments.filter((one) => one.recordId === bill.recordId && isPosted(one));
  const byPayments = sum(posted.map(({ amount }) => amount));
  // An invoice of its own that was sent as a credit has lowered what is billed already.
  const own = new Set(
    invoices.flatMap(({ document, erpNumber }) => (document === "credit" ? erpNumber : [])),
  );
  const byOwn = sum(
    bill.settlements
      .filter(({ by, number = null }) => by === "credit" && own.has(number))
      .map(({ amount }) => amount),
  );
  const settled = new Decimal(bill.total).minus(bill.unpaid).minus(byPayments).minus(byOwn);
  return Decimal.max(0, settled);
}

/** An invoice says what is held back on its contract so far, what was released taken off. */
function heldToDate(approved: RequisitionSnapshot[]): string {
  const newest = approved
    .toSorted(({ number: one }, { number: other }) =>
      one.localeCompare(other, "en", { numeric: true }),
    )
    .at(-1);
  return new Decimal(newest?.retainage ?? 0).toFixed(2);
}
