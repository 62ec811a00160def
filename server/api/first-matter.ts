import { Decimal } from "decimal.js";
import type { CommitmentView, Failure, Invoice, SentencePart } from "./contract.ts";
import { money, say } from "./say.ts";

/** All of a view but the sentence that is made of it. */
export type Told = Omit<CommitmentView, "sentence">;

/** What somebody has to do, or what goes on by itself. */
export interface Matter {
  /** Undefined: it is about the commitment itself. */
  about?: SentencePart[];
  move: SentencePart[];
}

/** The most pressing one. Undefined: this reader has nothing to do here, and nobody in the project has. */
export function firstMatter(view: Told): Matter | undefined {
  for (const find of [ofCommitment, ofInvoices, ofPayments, onlyInProcore, inProcore]) {
    const matter = find(view);
    if (matter) return matter;
  }
  return undefined;
}

function ofCommitment(view: Told): Matter | undefined {
  const { system, failure, record, waiting, isApproved, isUnderWay, standing, may } = view;
  if (system === null) return { move: say`A company administrator connects one in the console.` };
  if (isUnderWay) return { move: GOES_ON };
  if (failure) return { move: moveOf(failure, may, "below") };
  if (record === "desynchronized") return { move: say`What to do stands below.` };
  if (record === "not_applicable" && waiting) return { move: say`Nothing is sent: ${waiting}.` };
  if (!isApproved && record !== "success") {
    return { move: say`The project’s move: approve it in Procore.` };
  }
  if (record !== "success") return { move: toSend(view) };
  if (standing) return { move: say`Accounting’s move: ${STANDING[standing]} in ${system}.` };
  return undefined;
}

const GOES_ON = say`It goes on by itself.`;
const STANDING = {
  pending_approval: "approve it",
  on_hold: "it is on hold",
};

/** What can be sent, and waits for somebody to press the button. */
function toSend({ may, waiting }: Told): SentencePart[] {
  const why = waiting ? ` It waits: ${waiting.replace(/^wait(?:s|ing)(?: for)?:? /i, "")}.` : "";
  return may.sync
    ? say`Your move: press Sync now.${why}`
    : say`Whoever may push to accounting presses Sync now.${why}`;
}

function moveOf(
  { candidates, remedies, whoseMove }: Failure,
  may: Told["may"],
  where: string,
): SentencePart[] {
  if (candidates.some(({ canLink }) => canLink)) return say`Your move: choose a match ${where}.`;
  const own = remedies.find(
    ({ kind }) => kind === "open_settings" || (kind === "create_vendor" && may.sync),
  );
  if (own) return say`Your move: ${own.label}, ${where}.`;
  if (whoseMove === "crosstie") return say`Crosstie tries again by itself.`;
  const then = may.sync ? " Then press Retry now." : "";
  return say`${WHOSE[whoseMove]}: what to do stands ${where}.${then}`;
}

const WHOSE = {
  project: "The project’s move",
  accounting: "Accounting’s move",
  admin: "A company administrator’s move",
};

function ofInvoices(view: Told): Matter | undefined {
  const { invoices, system, may } = view;
  const isOpen = (one: Invoice) => !one.isUnderWay;
  const failed = invoices.find((one) => one.failure && isOpen(one));
  if (failed?.failure) {
    const about = say`${named(failed, view)} failed: ${failed.failure.title.replace(/\.$/, "")}.`;
    return { about, move: moveOf(failed.failure, may, "at that invoice") };
  }
  const differs = invoices.find((one) => one.record === "desynchronized" && isOpen(one));
  if (differs) {
    const about = say`${named(differs, view)} differs in ${system ?? "the ERP"}.`;
    return { about, move: say`What to do stands at that invoice.` };
  }
  const doubtful = invoices.find(({ doubt }) => doubt !== null);
  if (doubtful) {
    const about = say`How much of ${named(doubtful, view, "invoice")} is paid is in doubt.`;
    return { about, move: say`What to do stands at that invoice.` };
  }
  const sendable = invoices.find((one) => one.canSync && isOpen(one));
  if (sendable) {
    const about = say`${named(sendable, view)} is not in ${system ?? "the ERP"} yet.`;
    const move = may.sync
      ? say`Your move: press Sync now.`
      : say`Whoever may push to accounting presses Sync now.`;
    return { about, move };
  }
  const leaving = invoices.find(({ isUnderWay }) => isUnderWay);
  if (leaving) {
    return { about: say`${named(leaving, view)} is on its way.`, move: GOES_ON };
  }
  return undefined;
}

function ofPayments({ payments, paymentsRun, may }: Told): Matter | undefined {
  if (payments.some(({ status }) => status === "doubtful" || status === "failed")) {
    const about = say`Procore does not show every payment as it is.`;
    return { about, move: say`What to do stands at Payments issued.` };
  }
  if (paymentsRun?.status === "failed" && may.syncPayments) {
    const about = say`The last look for payments did not end well.`;
    return { about, move: say`Your move: press Sync payments.` };
  }
  return undefined;
}

/** It would be paid once more. */
function onlyInProcore({ money: sums, system }: Told): Matter | undefined {
  if (system === null || !new Decimal(sums.onlyInProcore).greaterThan(0)) return undefined;
  const paid = money(sums.onlyInProcore, sums.currency);
  return {
    about: say`Procore shows ${paid} as paid, entered there by hand, and ${system} has that open.`,
    move: say`Accounting’s move: enter that payment in ${system}, or take it out of Procore.`,
  };
}

/** What the project, and perhaps this reader, approves, and what accounting does. */
function inProcore(view: Told): Matter | undefined {
  const { changeOrders, invoices, system } = view;
  const held = invoices.find(({ standing }) => standing !== null);
  if (held?.standing) {
    const about = say`${named(held, view)} is in ${system ?? "the ERP"}.`;
    return { about, move: say`Accounting’s move: ${STANDING[held.standing]} there.` };
  }
  const waits = invoices.find(isWaitingForApproval);
  if (waits) {
    return { move: say`${named(waits, view)} waits for the project’s approval in Procore.` };
  }
  const order = changeOrders.find(({ state }) => state === "waiting");
  if (order) {
    const amount = money(order.amount, view.money.currency);
    return {
      move: say`Change order ${order.number}, ${amount}, waits for the project’s approval in Procore.`,
    };
  }
  return undefined;
}

/** Of a draft, and of one that was sent back, the subcontractor has the next move. */
const isWaitingForApproval = ({ isApproved, status }: Invoice) =>
  !isApproved && ["under_review", "pending_owner_approval"].includes(status);

function named(
  { number, amount }: Invoice,
  { money: { currency } }: Told,
  word = "Invoice",
): SentencePart[] {
  return say`${word} ${number}, ${money(amount, currency)},`;
}
