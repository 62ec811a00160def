import { Decimal } from "decimal.js";
import type { CommitmentView, Invoice } from "./contract.ts";

/** What is due first comes first; what nobody says comes last. */
export function nextPayment(invoices: Invoice[], currency: string): CommitmentView["nextPayment"] {
  const open = invoices
    .filter(({ isApproved }) => isApproved)
    .map((invoice) => ({ invoice, ...openOn(invoice, currency) }))
    .filter(({ amount }) => amount.greaterThan(0))
    .toSorted((one, other) => compare(one.invoice, other.invoice));
  const [next] = open;
  if (!next) return null;
  return {
    invoiceNumber: next.invoice.number,
    amount: next.amount.toFixed(2),
    currency: next.currency,
    due: next.invoice.due,
    isRead: next.invoice.open !== null,
    others: open.length - 1,
  };
}

/** The ERP's word counts; until it has spoken, Procore's. */
function openOn({ open, amount, paid, billCurrency }: Invoice, contract: string) {
  if (open !== null) return { amount: new Decimal(open), currency: billCurrency };
  return { amount: new Decimal(amount).minus(paid), currency: contract };
}

function compare(one: Invoice, other: Invoice): number {
  const [due, otherDue] = [one.due ?? "9999-12-31", other.due ?? "9999-12-31"];
  return (
    due.localeCompare(otherDue) || one.number.localeCompare(other.number, "en", { numeric: true })
  );
}
