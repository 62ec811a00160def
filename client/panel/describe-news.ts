import type { CommitmentView } from "../../server/api/contract.ts";
import { pillOfRecord, wordOf } from "../components/status-pill.tsx";
import { formatMoney, formatReason, plural } from "../format.ts";

/**
 * One sentence on what is different now, to be read aloud; null when nothing a person waits for has
 * happened.
 */
export function describeNews(before: CommitmentView, now: CommitmentView): string | null {
  const news = [
    describeState(before, now),
    ...describeInvoices(before, now),
    ...describePayments(before, now),
    describeChanges(before, now),
  ].filter((part) => part !== null);
  return news.length > 0 ? news.join(" ") : null;
}

function describeState(before: CommitmentView, now: CommitmentView): string | null {
  const isSame =
    pillOfRecord(before) === pillOfRecord(now) &&
    before.failure?.lastAt === now.failure?.lastAt &&
    before.waiting === now.waiting;
  if (isSame) return null;
  const reason = now.failure?.title ?? now.waiting;
  return `${now.commitment.number}: ${wordOf(pillOfRecord(now))}${reason ? `, ${reason}` : ""}.`;
}

/** An invoice that is listed for the first time is no news yet: it waits like any other. */
function describeInvoices(before: CommitmentView, now: CommitmentView): string[] {
  return now.invoices.flatMap((invoice) => {
    const { id, number, failure, doubt } = invoice;
    const pill = pillOfRecord(invoice);
    const known = before.invoices.find((one) => one.id === id);
    if (!known) return [];
    const isSame = pillOfRecord(known) === pill && known.failure?.lastAt === failure?.lastAt;
    const state = `Invoice ${number}: ${wordOf(pill)}${failure ? `, ${failure.title}` : ""}.`;
    const doubted = `Invoice ${number}: ${formatReason(doubt ?? "")}`;
    return [...(isSame ? [] : [state]), ...(doubt && doubt !== known.doubt ? [doubted] : [])];
  });
}

function describePayments(before: CommitmentView, now: CommitmentView): string[] {
  return now.payments.flatMap((payment) => {
    const known = before.payments.find(({ id }) => id === payment.id);
    const { amount, partOf, currency } = payment;
    const whole = formatMoney(amount ?? partOf ?? "0.00", currency);
    const called = amount === null ? `Part of a payment of ${whole}` : `Payment of ${whole}`;
    if (payment.status === "voided" && known?.status !== "voided") {
      return `${called} was voided.`;
    }
    return known ? [] : `${called} arrived.`;
  });
}

function describeChanges(before: CommitmentView, now: CommitmentView): string | null {
  const hasMore = now.unsent.length > before.unsent.length;
  return hasMore ? `${plural(now.unsent.length, "field")} changed and not sent yet.` : null;
}
