import { Decimal } from "decimal.js";
import type { Invoice, Payment, WhyNotPaid } from "./contract.ts";
import { dayInWords, inWords, moneyInWords } from "./plain-words.ts";

export interface InvoiceFacts {
  invoice: Invoice;
  /** Of this invoice, newest first. */
  payments: Payment[];
  /** "SC-014 · Structural steel", "Harbor Tower", "Ridgeline Builders". */
  contract: string;
  project: string;
  company: string;
  vendor: string | null;
  currency: string;
  /** Null: no ERP is connected. */
  system: string | null;
  /** Null: nobody knows. */
  approvedAt: Date | null;
  enteredAt: Date | null;
  /** YYYY-MM-DD, of the bill. */
  dated: string | null;
  /** When the ERP was last asked for payments. Null: never, or it is being asked. */
  lookedAt: Date | null;
  now: Date;
}

/** What both systems say of one invoice, for the subcontractor who waits for its money. */
export function whyNotPaid(facts: InvoiceFacts): WhyNotPaid {
  const { invoice, contract, project, company, vendor, system, lookedAt, now } = facts;
  const title = `Invoice ${invoice.number}: ${standOf(facts)}`;
  const told = [
    `${[`Invoice ${invoice.number} of ${contract}`, project, company].filter(Boolean).join(", ")}.`,
    ...(vendor ? [`Contract company: ${vendor}.`] : []),
    ...amounts(facts),
    approval(facts),
    ...inErp(facts),
    ...due(facts),
    ...facts.payments.map((payment) => paymentInWords(payment)),
    ...open(facts),
    ...onlyInProcore(facts),
  ];
  const asOf = [
    `As known to Crosstie on ${minuteInWords(now)}.`,
    ...(system && lookedAt
      ? [`${system} was last asked for payments on ${minuteInWords(lookedAt)}.`]
      : []),
  ].join(" ");
  return {
    title,
    facts: [...told, asOf],
    text: [title, "", ...[...told, asOf].map((fact) => `- ${fact}`), ""].join("\n"),
  };
}

const minuteInWords = (at: Date) => `${dayInWords(at)}, ${at.toISOString().slice(11, 16)} UTC`;

/** The one thing that holds it up, or that nothing does. */
function standOf({ invoice, payments, system, now }: InvoiceFacts): string {
  const { isApproved, record, counterpart, standing, due: dueOn } = invoice;
  const erp = system ?? "the books";
  if (invoice.status === "deleted") return "it was deleted in Procore";
  if (isPaid(invoice, payments)) return "it is paid";
  const moving = payments.find(({ status }) => status in UNDER_WAY);
  if (moving) return `its payment ${UNDER_WAY[moving.status]}`;
  if (isSettled(invoice)) return "nothing is open on it";
  if (!isApproved) return `it is not approved in Procore yet (${inWords(invoice.status)})`;
  if (record === "not_applicable") return "nothing is payable on it";
  if (invoice.isFromBefore && !counterpart) {
    return "it was approved before Crosstie came, which does not know its bill";
  }
  if (!counterpart) return `it is approved, and not in ${erp} yet`;
  if (standing === "on_hold") return `accounting has put its bill on hold in ${erp}`;
  if (standing === "pending_approval") return `its bill waits for approval in ${erp}`;
  if (dueOn === null && invoice.open === null) return `it is approved and in ${erp}`;
  if (dueOn === null) return `it is approved and in ${erp}, which names no due date`;
  const today = now.toISOString().slice(0, 10);
  return dueOn < today
    ? `it is approved, in ${erp}, and was due on ${dayInWords(dueOn)}`
    : `it is approved, in ${erp}, and due on ${dayInWords(dueOn)}`;
}

const UNDER_WAY: Partial<Record<Payment["status"], string>> = {
  pending_approval: "waits for approval in accounting",
  to_print: "is a check that is not printed yet",
  in_transit: "is on its way",
};

function isPaid(invoice: Invoice, payments: Payment[]): boolean {
  const isMoving = payments.some(({ status }) => status in UNDER_WAY);
  const owed = new Decimal(invoice.open ?? new Decimal(invoice.amount).minus(invoice.paid));
  return !isMoving && owed.lessThanOrEqualTo(0) && new Decimal(invoice.paid).greaterThan(0);
}

/** By credits and the like. */
const isSettled = ({ open: left, counterpart }: Invoice) =>
  counterpart !== null && left !== null && new Decimal(left).isZero();

function amounts({ invoice, currency }: InvoiceFacts): string[] {
  const { amount, retained } = invoice;
  const payable = `Payable: ${moneyInWords(amount, currency)}.`;
  if (new Decimal(retained).isZero()) return [payable];
  const held = moneyInWords(retained.replace("-", ""), currency);
  return [
    payable,
    retained.startsWith("-")
      ? `It releases ${held} of retainage, which is part of that.`
      : `Retainage of ${held} is held back by it; that is not part of what is payable now.`,
  ];
}

function approval({ invoice, approvedAt }: InvoiceFacts): string {
  if (!invoice.isApproved) return `Procore: ${inWords(invoice.status)}, not approved.`;
  return approvedAt
    ? `Procore: approved, seen on ${dayInWords(approvedAt)}.`
    : "Procore: approved.";
}

function inErp({ invoice, system, enteredAt, dated }: InvoiceFacts): string[] {
  const { counterpart, isApproved, isFromBefore, standing, failure, waiting, doubt } = invoice;
  const erp = system ?? "Accounting";
  if (!counterpart) {
    if (!isApproved) return [];
    if (isFromBefore) return [`${erp}: its bill, if there is one, was entered by hand.`];
    const why = failure?.title ?? waiting;
    return [`${erp}: not entered yet${why ? ` (${why.replace(/\.$/, "")})` : ""}.`];
  }
  const entered = [
    `${counterpart.kind} ${counterpart.number ?? counterpart.id}`,
    ...(enteredAt ? [`entered on ${dayInWords(enteredAt)}`] : []),
    ...(dated ? [`dated ${dayInWords(dated)}`] : []),
  ].join(", ");
  const state = standing
    ? { pending_approval: "It is not approved there.", on_hold: "It is on hold there." }[standing]
    : "It is posted.";
  return [
    `${erp}: ${entered}. ${state}`,
    ...(doubt ? ["Accounting is making sure how much of it is paid."] : []),
  ];
}

function due({ invoice }: InvoiceFacts): string[] {
  if (!invoice.isApproved) return [];
  if (invoice.due) return [`Due: ${dayInWords(invoice.due)}.`];
  // Its bill says, and has not been read yet.
  return invoice.counterpart && invoice.open === null ? [] : ["Due: no date is set."];
}

function paymentInWords({
  amount,
  partOf,
  currency,
  date,
  checkNumber,
  documentNumber,
  status,
}: Payment): string {
  const sum =
    amount === null
      ? `Part of a payment of ${moneyInWords(partOf ?? "0", currency)}`
      : `Payment of ${moneyInWords(amount, currency)}`;
  const number = checkNumber ? `check ${checkNumber}` : documentNumber;
  const called = [sum, number, date && dayInWords(date)].filter(Boolean).join(", ");
  return `${called}: ${ENDS[status] ?? UNDER_WAY[status] ?? "paid"}.`;
}

const ENDS: Partial<Record<Payment["status"], string>> = {
  voided: "voided, counts no more",
  rejected: "rejected, counts as nothing paid",
  declined: "declined by the bank, counts as nothing paid",
  procore_only: "entered in Procore by hand",
};

function open({ invoice, currency }: InvoiceFacts): string[] {
  const { open: left, amount, paid, billCurrency, settlements, isApproved } = invoice;
  if (!isApproved) return [];
  const settled = settlements.map(
    (one) =>
      `Settled by ${one.by === "other" ? "another transaction" : one.by}${one.number ? ` ${one.number}` : ""}: ${moneyInWords(one.amount, billCurrency)}.`,
  );
  const owed = left ?? Decimal.max(0, new Decimal(amount).minus(paid)).toFixed(2);
  return [...settled, `Open: ${moneyInWords(owed, left === null ? currency : billCurrency)}.`];
}

/** Whoever waits for the money may have it already. */
function onlyInProcore({ invoice, system, currency }: InvoiceFacts): string[] {
  const { typed, open: left, counterpart } = invoice;
  if (
    !counterpart ||
    !new Decimal(typed).greaterThan(0) ||
    !new Decimal(left ?? 0).greaterThan(0)
  ) {
    return [];
  }
  return [
    `Procore shows ${moneyInWords(typed, currency)} of it as paid, entered there by hand; ${system ?? "accounting"} knows no such payment.`,
  ];
}
