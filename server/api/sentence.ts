import { Decimal } from "decimal.js";
import type { CommitmentView, SentencePart } from "./contract.ts";
import { firstMatter, type Told } from "./first-matter.ts";
import { day, inARow, money, say } from "./say.ts";

/** Where the money is and whose move it is: one answer for each state. */
export function sentenceOf(view: Told): SentencePart[] {
  const matter = firstMatter(view);
  return inARow(whereItIs(view), matter?.about ?? whatIsOpen(view), matter?.move ?? NOTHING);
}

const NOTHING = say`Nothing for you to do.`;

function whereItIs({
  counterpart,
  commitment,
  failure,
  isApproved,
  isUnderWay,
  record,
  system,
}: Told): SentencePart[] {
  if (system === null) return say`No ERP is connected to this company.`;
  if (!counterpart) {
    if (failure && !isUnderWay) return say`Not in ${system}: ${ended(failure.title)}`;
    const isDraft = !isApproved && !isUnderWay;
    return isDraft
      ? say`Not in ${system}, as it is ${commitment.status || "not approved"} in Procore.`
      : say`Not in ${system} yet.`;
  }
  const link: SentencePart = {
    kind: "link",
    text: counterpart.number ?? counterpart.id,
    url: counterpart.url,
  };
  const place = say`In ${system} as ${link}`;
  if (isUnderWay) return say`${place}, and a change is on its way.`;
  if (failure) return say`${place}, without the last change: ${ended(failure.title)}`;
  if (record === "desynchronized") return say`${place}, and not as in Procore.`;
  if (record === "pending") return say`${place}, without the last change.`;
  return say`${place}.`;
}

function whatIsOpen(view: Told): SentencePart[] {
  const { nextPayment, money: sums, invoices } = view;
  if (nextPayment) return unpaid(nextPayment, invoices);
  if (!view.counterpart || new Decimal(sums.billed).isZero()) {
    return view.counterpart ? say`Nothing is billed yet.` : [];
  }
  return new Decimal(sums.unpaid).isZero()
    ? say`Of the ${money(sums.billed, sums.currency)} billed nothing is open.`
    : say`Of the ${money(sums.billed, sums.currency)} billed, ${money(sums.unpaid, sums.currency)} is not paid.`;
}

function unpaid(
  {
    invoiceNumber,
    amount,
    currency,
    due,
    isRead,
    others,
  }: NonNullable<CommitmentView["nextPayment"]>,
  invoices: Told["invoices"],
): SentencePart[] {
  const invoice = invoices.find(({ number }) => number === invoiceNumber);
  const whole = invoice?.amount ?? amount;
  const isWhole = new Decimal(whole).equals(amount);
  const open = isWhole
    ? say`Invoice ${invoiceNumber}, ${money(amount, currency)}, is approved and not paid`
    : say`Of invoice ${invoiceNumber}, ${money(amount, currency)} is not paid`;
  const without = isRead ? say`${open}, without a due date` : open;
  const when = due ? say`${open}, due ${day(due)}` : without;
  if (others === 0) return say`${when}.`;
  return say`${when}; ${others === 1 ? "1 more is" : `${others} more are`} open.`;
}

/** What an ERP calls a failure may end as it likes. */
function ended(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
