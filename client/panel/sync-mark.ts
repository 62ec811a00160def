import type { CommitmentView } from "../../server/api/contract.ts";
import type { RemedyLink } from "../components/failure-card.tsx";
import { formatToDo } from "../format.ts";

/** Changes when a sync came to an end, well or badly, for the commitment or one of its invoices. */
export function syncMark({ record, syncedAt, failure, waiting, invoices }: CommitmentView): string {
  const parts = invoices.map((invoice) => [
    invoice.id,
    invoice.record,
    invoice.waiting,
    invoice.failure?.lastAt,
  ]);
  return JSON.stringify([record, syncedAt, failure?.lastAt, waiting, parts]);
}

/** The commitment or one of its invoices is being sent. */
export function isUnderWay({ isUnderWay: isOnItsWay, invoices }: CommitmentView): boolean {
  return isOnItsWay || invoices.some((invoice) => invoice.isUnderWay);
}

/** It was there before Crosstie, which has sent nothing of it: accounting may have entered it by hand. */
export const isFromBefore = ({ record, counterpart }: CommitmentView): boolean =>
  record === "not_integrated" && counterpart === null;

/** What the sync button would write over in the ERP, in a sentence each. */
export function overwritten({ commitment, record, waiting, invoices }: CommitmentView): string[] {
  const says = (name: string, reason: string | null) =>
    `${name}: ${formatToDo(reason ?? "it differs")}`;
  return [
    ...(record === "desynchronized" ? [says(commitment.number, waiting)] : []),
    ...invoices
      .filter((invoice) => invoice.canSync && invoice.record === "desynchronized")
      .map((invoice) => says(`Invoice ${invoice.number}`, invoice.waiting)),
  ];
}

/** What the view's one sync button would do; null when there is nothing to send. */
export function nextSync({
  isApproved,
  record,
  invoices,
}: CommitmentView): "sync" | "retry" | null {
  const sendable = invoices.filter(({ canSync }) => canSync);
  if (record === "success") {
    return sendable.length === 0
      ? null
      : sendable.some((invoice) => invoice.record === "error")
        ? "retry"
        : "sync";
  }
  if (!isApproved) return null;
  return record === "error" ? "retry" : "sync";
}

/** Trying again stands in the bar below, once: here are the ways out that are more than that. */
export function remediesOf({ failure, may }: CommitmentView, consoleUrl: string): RemedyLink[] {
  return (failure?.remedies ?? [])
    .filter(({ kind }) => kind === "open_settings" || (kind === "create_vendor" && may.sync))
    .map((remedy) =>
      remedy.kind === "open_settings"
        ? { ...remedy, url: `${consoleUrl}&page=settings&section=${remedy.section}` }
        : remedy,
    );
}

/** One button of a view is its first: a remedy comes before trying the same thing again. */
export function hasPrimarySync(view: CommitmentView): boolean {
  const canLink = view.failure?.candidates.some((candidate) => candidate.canLink) ?? false;
  return nextSync(view) !== null && !canLink && remediesOf(view, "").length === 0;
}
